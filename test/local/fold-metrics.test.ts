import { foldMetrics } from '../../local/fold-metrics';
import { createPrinter } from '../../local/printer';

const line = JSON.stringify({
  _aws: {
    Timestamp: 1,
    CloudWatchMetrics: [
      {
        Namespace: 'Parley/local',
        Dimensions: [['service', 'code']],
        Metrics: [
          { Name: 'Sends', Unit: 'Count' },
          { Name: 'SendLatency', Unit: 'Milliseconds' },
        ],
      },
    ],
  },
  service: 'parley',
  code: 'busy',
  Sends: 1,
  SendLatency: 12,
  requestId: 'r=',
});

describe('foldMetrics', () => {
  it('keeps the metrics and the dimensions that differ', () => {
    expect(foldMetrics(line)).toEqual({ Sends: 1, SendLatency: 12, code: 'busy' });
  });

  it.each(['hello', '{"message":"hello"}', '{"message":"a \\"CloudWatchMetrics\\" of a kind"}'])(
    'leaves %s alone',
    (other) => {
      expect(foldMetrics(other)).toBeUndefined();
    },
  );

  it('makes one short line of it in the log', () => {
    const printed: string[] = [];
    createPrinter('text', (text) => printed.push(text)).event(`  Send | ${line}`);
    createPrinter('json', (text) => printed.push(text)).event(`  Send | ${line}`);
    expect(printed[0]).toMatch(/ Send \| metrics Sends=1 SendLatency=12 code=busy$/);
    expect(JSON.parse(printed[1]!)).toMatchObject({ kind: 'metrics', function: 'Send', Sends: 1 });
  });
});
