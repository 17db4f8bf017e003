import { resolved } from '../../synth/rendition';
import { resourcesOf, synthesize, templateOf } from '../../synth/synthesize';

const { chat } = synthesize('dev');

const queueId = 'FanOutQueue8AB53E8C';
const queue = Object.fromEntries(resourcesOf(chat, 'AWS::SQS::Queue'))[queueId]!;
const [[workerId, worker] = ['', undefined]] = resourcesOf(chat, 'AWS::Lambda::Function').filter(([id]) =>
  id.startsWith('FanOutWorker'),
);

describe('FanOut', () => {
  it('hides a slice for six times as long as the function may take', () => {
    expect(queue.Properties['VisibilityTimeout']).toBe(6 * (worker!.Properties['Timeout'] as number));
  });

  it('hands the function one slice at a time and lets it report the failed one', () => {
    const [[, mapping] = ['', undefined], ...others] = resourcesOf(chat, 'AWS::Lambda::EventSourceMapping');
    expect(others).toEqual([]);
    expect(resolved(mapping!.Properties)).toEqual({
      BatchSize: 1,
      EventSourceArn: `\${${queueId}.Arn}`,
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
