import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials, eventually } from '../echo-runtime';
import { FUNCTION, Listening } from '../logging-function';
import { removeTemporary } from '../temporary-assembly';

interface Record {
  body: string;
  attributes: { [name: string]: string };
}

const queue = (properties: object = {}): object => ({ Type: 'AWS::SQS::Queue', Properties: properties });

const mapping = (properties: object = {}): object => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    EventSourceArn: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
    FunctionName: { Ref: 'Listener' },
    ...properties,
  },
});

/** A queue may not hide messages for a shorter time than its function may run. */
const quick = { ...FUNCTION, Properties: { ...FUNCTION.Properties, Timeout: 1 } };

afterAll(removeTemporary);

describe('SqsEventSource', () => {
  let listening: Listening;
  let sqs: SQSClient;
  const start = async (resources: { [id: string]: object }, answer = ''): Promise<void> => {
    listening = await Listening.start(resources, answer);
    sqs = new SQSClient({ endpoint: listening.runtime.awsUrl, region: 'eu-west-1', credentials });
  };
  afterEach(async () => {
    sqs.destroy();
    await listening.runtime.stop();
  });

  const send = (MessageBody: string, fields: object = {}) =>
    sqs.send(new SendMessageCommand({ QueueUrl: listening.queueUrl('Jobs'), MessageBody, ...fields }));

  const batches = (): Record[][] =>
    (listening.events as { Records: Record[] }[]).map(({ Records }) => Records);

  const received = (count: number): Promise<Record[]> =>
    eventually(() => (batches().flat().length >= count ? batches().flat() : undefined));

  const left = async (): Promise<number> => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: listening.queueUrl('Jobs'), AttributeNames: ['All'] }),
    );
    return (
      Number(Attributes?.['ApproximateNumberOfMessages']) +
      Number(Attributes?.['ApproximateNumberOfMessagesNotVisible'])
    );
  };

  it('deletes what no filter wants, without a word to the function', async () => {
    const Filters = [{ Pattern: '{"body":{"kind":["wanted"]}}' }];
    await start({ Jobs: queue(), Source: mapping({ FilterCriteria: { Filters } }) });
    await send('{"kind":"other"}');
    await send('plain');
    await send('{"kind":"wanted"}');
    expect((await received(1)).map(({ body }) => body)).toEqual(['{"kind":"wanted"}']);
    await eventually(async () => ((await left()) === 0 ? true : undefined));
    expect(batches()).toHaveLength(1);
  });

  it('keeps the order of each group of a FIFO queue, also over a failure, and drops duplicates', async () => {
    const answer = `
      if (count === 1) throw new Error('the first one fails');`;
    await start(
      { Jobs: queue({ FifoQueue: true, VisibilityTimeout: 1 }), Source: mapping(), Listener: quick },
      answer,
    );
    const group = (MessageGroupId: string, id: string) =>
      send(id, { MessageGroupId, MessageDeduplicationId: id });
    await group('a', 'a1');
    await group('a', 'a1');
    await group('a', 'a2');
    await eventually(() => batches()[0]);
    await group('a', 'a3');
    const bodies = (await received(4)).map(({ body }) => body);
    expect(bodies).toEqual(['a1', 'a1', 'a2', 'a3']);
    const record = batches().flat()[0]!;
    expect(record.attributes).toMatchObject({
      MessageGroupId: 'a',
      MessageDeduplicationId: 'a1',
      SequenceNumber: expect.stringMatching(/^\d+$/) as string,
      ApproximateReceiveCount: '1',
    });
  });

  it('gives a batch of several groups of a FIFO queue back from the first failure on, in order', async () => {
    const released = join(tmpdir(), `released-${randomUUID()}`);
    const answer = `
      const bodies = event.Records.map(({ body }) => body);
      while (bodies[0].startsWith('hold') && !require('node:fs').existsSync(${JSON.stringify(released)}))
        await new Promise((resolve) => globalThis.setTimeout(resolve, 10));
      const failed = event.Records.findIndex(
        ({ body, attributes }) => body === 'a1' && attributes.ApproximateReceiveCount === '1',
      );
      const left = failed < 0 ? [] : event.Records.slice(failed);
      return { batchItemFailures: left.map(({ messageId }) => ({ itemIdentifier: messageId })) };`;
    const Source = mapping({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    const Listener = { ...FUNCTION, Properties: { ...FUNCTION.Properties, Timeout: 3 } };
    await start({ Jobs: queue({ FifoQueue: true, VisibilityTimeout: 3 }), Source, Listener }, answer);
    const inGroup = (id: string) => send(id, { MessageGroupId: id.slice(0, -1), MessageDeduplicationId: id });
    // While both invocations are held nothing is read: what is sent by then comes in one batch.
    for (const [index, id] of ['hold-a1', 'hold-b1'].entries()) {
      await inGroup(id);
      await eventually(() => batches()[index]);
    }
    for (const id of ['c1', 'a1', 'b1', 'a2']) await inGroup(id);
    writeFileSync(released, '');
    const bodies = (await received(8)).map(({ body }) => body).slice(2);
    rmSync(released);
    expect(bodies.slice(0, 3)).toEqual(['c1', 'a1', 'b1']);
    expect(bodies.filter((body) => body.startsWith('a'))).toEqual(['a1', 'a1', 'a2']);
    expect([...bodies].sort()).toEqual(['a1', 'a1', 'a2', 'b1', 'b1', 'c1']);
  });

  it('goes on with a group once its failing message is in the dead-letter queue', async () => {
    const redrive = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 1 };
    const Jobs = queue({ FifoQueue: true, VisibilityTimeout: 1, RedrivePolicy: redrive });
    const answer = `
      if (event.Records[0].body === 'bad') throw new Error('it always fails');`;
    await start({ Jobs, Dead: queue({ FifoQueue: true }), Source: mapping(), Listener: quick }, answer);
    for (const id of ['bad', 'next']) await send(id, { MessageGroupId: 'a', MessageDeduplicationId: id });
    expect((await received(2)).map(({ body }) => body)).toEqual(['bad', 'next']);
  });

  it('has one batch of a group in flight, while other groups go on', async () => {
    const answer = `
      const body = event.Records[0].body;
      if (body === 'slow') await new Promise((resolve) => globalThis.setTimeout(resolve, 700));
      globalThis.console.log('EVENT ' + JSON.stringify({ Records: [{ body: 'end of ' + body }] }));`;
    await start({ Jobs: queue({ FifoQueue: true }), Source: mapping({ BatchSize: 1 }) }, answer);
    await send('slow', { MessageGroupId: 'a', MessageDeduplicationId: '1' });
    await send('after', { MessageGroupId: 'a', MessageDeduplicationId: '2' });
    await send('other', { MessageGroupId: 'b', MessageDeduplicationId: '3' });
    const bodies = (await received(6)).map(({ body }) => body);
    expect(bodies.indexOf('after')).toBeGreaterThan(bodies.indexOf('end of slow'));
    expect(bodies.indexOf('other')).toBeLessThan(bodies.indexOf('end of slow'));
  });
});
