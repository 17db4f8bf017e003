import { functionOf } from '../../synth/functions';
import { permissions, resolved } from '../../synth/rendition';
import { resourcesOf, synthesize, templateOf } from '../../synth/synthesize';

const { chat } = synthesize('dev');

const queues = Object.fromEntries(resourcesOf(chat, 'AWS::SQS::Queue'));
const [[fanOutId, fanOutQueue] = ['', undefined]] = queuesOf('FanOutQueue');
const [[pushId, pushQueue] = ['', undefined]] = queuesOf('PushQueue');

function queuesOf(prefix: string) {
  return Object.entries(queues).filter(([id]) => id.startsWith(prefix));
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
  it('lets messages go after an hour, as long as nothing takes them', () => {
    expect(pushQueue!.Properties['MessageRetentionPeriod']).toBe(3600);
    const taken = resourcesOf(chat, 'AWS::Lambda::EventSourceMapping').map(([, mapping]) =>
      resolved(mapping.Properties['EventSourceArn']),
    );
    expect(taken).not.toContain(`\${${pushId}.Arn}`);
  });
});

describe('FanOut', () => {
  const [workerId, worker] = functionOf(chat, 'fanOut');

  it('hides a slice for six times as long as the function may take', () => {
    expect(worker.Properties['Timeout']).toBe(30);
    expect(fanOutQueue!.Properties['VisibilityTimeout']).toBe(180);
  });

  it('hands the function one slice at a time and lets it report the failed one', () => {
    const mappings = resourcesOf(chat, 'AWS::Lambda::EventSourceMapping');
    const [[, mapping] = ['', undefined], ...others] = mappings.filter(([id]) => id.startsWith('FanOut'));
    expect(others).toEqual([]);
    expect(resolved(mapping!.Properties)).toEqual({
      BatchSize: 1,
      EventSourceArn: `\${${fanOutId}.Arn}`,
      FunctionName: `\${${workerId}}`,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 50 },
    });
  });

  it('posts as many slices at once as is configured', () => {
    const busy = templateOf(synthesize('dev', { fanOutConcurrency: 200 }).chat);
    busy.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      ScalingConfig: { MaximumConcurrency: 200 },
    });
  });
});
