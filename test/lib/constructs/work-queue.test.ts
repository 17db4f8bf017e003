import { Match } from 'aws-cdk-lib/assertions';
import { permissions, resolved } from '../../synth/rendition';
import { resourcesOf, synthesize, templateOf } from '../../synth/synthesize';

const { chat } = synthesize('dev');

const queues = Object.fromEntries(resourcesOf(chat, 'AWS::SQS::Queue'));
const working = Object.entries(queues).filter(([id]) => !id.includes('DeadLetters'));

describe('WorkQueue', () => {
  it.each(working)('gives %s dead letters of its own after five attempts, for 14 days', (id, queue) => {
    const redrive = resolved(queue.Properties['RedrivePolicy']) as Record<string, unknown>;
    const deadLetters = /^\$\{(\w+)\.Arn\}$/.exec(redrive['deadLetterTargetArn'] as string)![1]!;
    expect(redrive['maxReceiveCount']).toBe(5);
    expect(queues[deadLetters]!.Properties['MessageRetentionPeriod']).toBe(14 * 86_400);
    expect(deadLetters).toMatch(new RegExp(`^${id.replace(/Queue.*/, '')}DeadLetters`));
  });

  it('refuses requests without TLS on every queue', () => {
    const refused = resourcesOf(chat, 'AWS::SQS::QueuePolicy').map(([, policy]) =>
      permissions(policy.Properties['PolicyDocument']),
    );
    const expected = Object.keys(queues).map((id) => [
      `Deny sqs:* on \${${id}.Arn} for * if aws:SecureTransport Bool false`,
    ]);
    expect(refused).toEqual(expected);
  });

  it('keeps no queue when the stack goes', () => {
    templateOf(synthesize('prod').chat).allResources('AWS::SQS::Queue', {
      DeletionPolicy: 'Delete',
      Properties: Match.anyValue(),
    });
  });
});
