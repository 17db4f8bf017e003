import { readAssembly } from '../../../local/assembly/read-assembly';
import { type Plan } from '../../../local/resources/plan';
import { planAssembly } from '../../../local/resources/plan-assembly';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:jobs';
const STREAM = 'arn:aws:dynamodb:eu-west-1:000000000000:table/Items/stream/local';

const planOf = (EventSourceArn: string, properties: object = {}): Plan => {
  const Source = {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { EventSourceArn, FunctionName: 'f', ...properties },
  };
  const assembly = readAssembly(writeAssembly({ Main: { Resources: { Source } } }));
  return planAssembly(assembly, { parameters: {}, addresses: { awsUrl: 'http://127.0.0.1:99' } });
};

describe('AWS::Lambda::EventSourceMapping', () => {
  afterAll(removeTemporary);

  it('reads how a stream is consumed', () => {
    const plan = planOf(STREAM, {
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 3,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: QUEUE } },
    });
    expect(plan.streamMappings).toEqual([
      {
        logicalId: 'Source',
        functionName: 'f',
        streamArn: STREAM,
        batchSize: 100,
        windowSeconds: 0,
        startingPosition: 'TRIM_HORIZON',
        reportsItemFailures: true,
        bisectsOnError: true,
        maximumRetryAttempts: 3,
        maximumRecordAgeSeconds: -1,
        filters: [],
        onFailureArn: QUEUE,
      },
    ]);
  });

  it('has batches of at most 10 of a queue without a window, unless it says otherwise', () => {
    expect(planOf(QUEUE).mappings).toMatchObject([{ batchSize: 10, windowSeconds: 0 }]);
    const most = { BatchSize: 10_000, MaximumBatchingWindowInSeconds: 300 };
    expect(planOf(QUEUE, most).mappings).toMatchObject([{ batchSize: 10_000, windowSeconds: 300 }]);
  });

  it('names what it does not do', () => {
    expect(planOf(STREAM, { StartingPosition: 'LATEST', ParallelizationFactor: 2 }).notRun).toEqual([
      'Source.ParallelizationFactor (AWS::Lambda::EventSourceMapping)',
    ]);
    expect(planOf(QUEUE, { Enabled: false })).toMatchObject({ notRun: ['Source (disabled)'], mappings: [] });
  });

  it.each<[string, [string, object], string]>([
    [
      'a large batch without a window',
      [QUEUE, { BatchSize: 100 }],
      'MaximumBatchingWindowInSeconds of at least 1',
    ],
    [
      'a batch over 10,000',
      [QUEUE, { BatchSize: 10_001, MaximumBatchingWindowInSeconds: 1 }],
      'BatchSize must be between 1 and 10000, not 10001',
    ],
    [
      'a window over 300 s',
      [QUEUE, { MaximumBatchingWindowInSeconds: 301 }],
      'must be between 0 and 300, not 301',
    ],
    ['a batch over 10 of a FIFO queue', [`${QUEUE}.fifo`, { BatchSize: 11 }], 'batches of at most 10'],
    ['a window of a FIFO queue', [`${QUEUE}.fifo`, { MaximumBatchingWindowInSeconds: 5 }], 'a FIFO queue'],
    [
      'a filter of anything but the body of a message',
      [QUEUE, { FilterCriteria: { Filters: [{ Pattern: '{"messageId":["x"]}' }] } }],
      'by body only',
    ],
    [
      'a filter with an operator that is none',
      [QUEUE, { FilterCriteria: { Filters: [{ Pattern: '{"body":{"ip":[{"cidr":"10.0.0.0/8"}]}}' }] } }],
      'compares by cidr',
    ],
    ['a stream without a position', [STREAM, {}], 'StartingPosition'],
    [
      'a topic as the destination of failures',
      [
        STREAM,
        {
          StartingPosition: 'LATEST',
          DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:x:y:z' } },
        },
      ],
      'only queues are destinations',
    ],
  ])('stops at %s', (_, [arn, properties], message) => {
    expect(() => planOf(arn, properties)).toThrow(message);
  });
});
