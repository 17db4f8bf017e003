import { hiddenSeconds } from '../../../local/event-sources/hidden-seconds';

const of = (
  windowSeconds: number,
  timeoutSeconds: number,
  attributes: Record<string, string> = {},
): number | undefined =>
  hiddenSeconds({
    mapping: {
      logicalId: 'Source',
      queueArn: 'arn',
      functionName: 'f',
      batchSize: 10,
      windowSeconds,
      reportsItemFailures: false,
      maximumConcurrency: 2,
      filters: [],
    },
    queue: {
      name: 'jobs',
      arn: 'arn',
      url: 'url',
      stackName: 'Main',
      logicalId: 'Jobs',
      region: 'eu-west-1',
      attributes,
    },
    reader: { logicalId: 'Worker', timeoutSeconds },
  });

describe('hiddenSeconds', () => {
  it('is what the queue says as long as window and function fit into it', () => {
    expect([of(0, 30), of(20, 10), of(60, 60, { VisibilityTimeout: '120' })]).toEqual(
      Array(3).fill(undefined),
    );
  });

  it('is window, timeout and 30 s where these do not fit', () => {
    expect([of(21, 10), of(300, 30)]).toEqual([61, 360]);
  });

  it('stops the start where the function may run longer than the queue hides its messages', () => {
    expect(() => of(0, 31)).toThrow(
      'Source: Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds; give Jobs a longer ' +
        'VisibilityTimeout, best six times the Timeout of Worker.',
    );
  });
});
