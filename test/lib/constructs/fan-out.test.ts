import { functionOf, permissionsOf } from '../../synth/functions';
import { permissions, resolved } from '../../synth/rendition';
import { resourcesOf, synthesize, templateOf } from '../../synth/synthesize';

const { chat } = synthesize('dev');

const queues = Object.fromEntries(resourcesOf(chat, 'AWS::SQS::Queue'));
const [[fanOutId, fanOutQueue] = ['', undefined]] = queuesOf('FanOutQueue');
const [[pushId, pushQueue] = ['', undefined]] = queuesOf('PushQueue');

function queuesOf(prefix: string) {
  return Object.entries(queues).filter(([id]) => id.startsWith(prefix));
}

function mappingsOf(functionId: string) {
  return resourcesOf(chat, 'AWS::Lambda::EventSourceMapping')
    .map(([, mapping]) => resolved(mapping.Properties) as Record<string, unknown>)
    .filter((mapping) => mapping['FunctionName'] === `\${${functionId}}`);
}

describe('WorkQueue', () => {
  const working = Object.entries(queues).filter(([id]) => !id.includes('DeadLetters'));

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
});

describe('Push', () => {
  const [workerId] = functionOf(chat, 'push');

  it('lets a message go that nobody has taken for an hour', () => {
    expect(pushQueue!.Properties['MessageRetentionPeriod']).toBe(3600);
  });

  it('hands the function two seconds of messages at once', () => {
    expect(mappingsOf(workerId)).toEqual([
      {
        BatchSize: 25,
        EventSourceArn: `\${${pushId}.Arn}`,
        FunctionName: `\${${workerId}}`,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumBatchingWindowInSeconds: 2,
      },
    ]);
  });

  it('may publish to the endpoints of its applications, and read messages only for previews', () => {
    const pushApplications = ['arn:aws:sns:us-east-1:123456789012:app/GCM/parley'];
    const publishing = 'sns:Publish on arn:aws:sns:us-east-1:123456789012:endpoint/GCM/parley/*';
    const bare = permissionsOf(synthesize('dev', { pushApplications }).chat, 'push');
    const telling = permissionsOf(synthesize('dev', { pushApplications, pushPreview: true }).chat, 'push');
    expect(bare).toContain(publishing);
    expect(telling.filter((line) => !bare.includes(line))).toEqual([
      'dynamodb:Query on ${Data.Messages.Arn}',
    ]);
  });
});

describe('FanOut', () => {
  const [workerId, worker] = functionOf(chat, 'fanOut');

  it('hides a slice for six times as long as the function may take', () => {
    expect(worker.Properties['Timeout']).toBe(30);
    expect(fanOutQueue!.Properties['VisibilityTimeout']).toBe(180);
  });

  it('hands the function one slice at a time and lets it report the failed one', () => {
    expect(mappingsOf(workerId)).toEqual([
      {
        BatchSize: 1,
        EventSourceArn: `\${${fanOutId}.Arn}`,
        FunctionName: `\${${workerId}}`,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 50 },
      },
    ]);
  });

  it('posts as many slices at once as is configured', () => {
    const busy = templateOf(synthesize('dev', { fanOutConcurrency: 200 }).chat);
    busy.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      ScalingConfig: { MaximumConcurrency: 200 },
    });
  });
});
