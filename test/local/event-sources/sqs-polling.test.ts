import { once } from 'node:events';
import { Agent, createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { SqsEventSource } from '../../../local/event-sources/sqs-event-source';
import { type Outcome } from '../../../local/functions/invocation';
import { readBody } from '../../../local/read-body';
import { eventually } from '../echo-runtime';

interface Received {
  operation: string;
  input: { MaxNumberOfMessages?: number; Entries?: { ReceiptHandle: string }[] };
}

/** A queue that tells what it was asked; with nothing to give it answers after a moment, as a short poll. */
class FakeQueue {
  readonly messages: string[] = [];
  readonly calls: Received[] = [];
  private readonly server: Server = createServer();

  async start(): Promise<number> {
    this.server.on('request', (request, response) => {
      void readBody(request).then((body) => {
        const operation = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
        const input = JSON.parse(String(body)) as Received['input'];
        const Messages = operation === 'ReceiveMessage' ? this.take(input.MaxNumberOfMessages ?? 1) : [];
        if (operation !== 'ReceiveMessage' || Messages.length > 0) this.calls.push({ operation, input });
        setTimeout(() => response.end(JSON.stringify({ Messages })), 5);
      });
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private take(count: number): object[] {
    return this.messages
      .splice(0, count)
      .map((Body) => ({ MessageId: Body, ReceiptHandle: Body, Body, MD5OfBody: '', Attributes: {} }));
  }
}

describe('SqsEventSource', () => {
  let queue: FakeQueue;
  const agent = new Agent({ keepAlive: true });
  let source: SqsEventSource;
  let running: { bodies: string[]; finish: (isError?: boolean) => void }[] = [];

  const start = async (
    batchSize: number,
    maximumConcurrency: number,
    hiddenSeconds?: number,
  ): Promise<void> => {
    const port = await queue.start();
    source = new SqsEventSource({
      mapping: {
        logicalId: 'Mapping',
        queueArn: 'arn',
        functionName: 'f',
        batchSize,
        windowSeconds: 0,
        reportsItemFailures: false,
        maximumConcurrency,
        filters: [],
      },
      queue: {
        name: 'Jobs',
        arn: 'arn',
        url: 'url',
        stackName: 's',
        logicalId: 'Jobs',
        region: 'eu-west-1',
        attributes: {},
      },
      queueUrl: 'url',
      hiddenSeconds,
      port,
      agent,
      log: () => undefined,
      invoke: (_name, event) =>
        new Promise<Outcome>((resolve) => {
          const { Records } = event as { Records: { body: string }[] };
          const finish = (isError = false): void => resolve({ isError, payload: 'null' });
          running.push({ bodies: Records.map(({ body }) => body), finish });
        }),
    });
    source.start();
  };

  const bodies = (): string[][] => running.map((invocation) => invocation.bodies);

  beforeEach(() => (queue = new FakeQueue()));
  afterEach(async () => {
    for (const { finish } of running) finish();
    await source.stop();
    queue.stop();
    agent.destroy();
    running = [];
  });

  it('takes the messages for all free invocations with one call', async () => {
    queue.messages.push('one', 'two', 'three');
    await start(1, 2);
    await eventually(() => running[1]);
    expect(bodies()).toEqual([['one'], ['two']]);
    expect(queue.calls).toEqual([
      { operation: 'ReceiveMessage', input: expect.objectContaining({ MaxNumberOfMessages: 2 }) as object },
    ]);
  });

  it('reads nothing while all invocations are busy, and goes on as soon as one is over', async () => {
    queue.messages.push('one', 'two', 'three');
    await start(1, 2);
    await eventually(() => running[1]);
    expect(queue.messages).toEqual(['three']);
    running[0]!.finish();
    await eventually(() => running[2]);
    expect(bodies()[2]).toEqual(['three']);
  });

  it('fills a batch before it begins another', async () => {
    queue.messages.push('one', 'two', 'three', 'four', 'five');
    await start(3, 2);
    await eventually(() => running[1]);
    expect(bodies()).toEqual([
      ['one', 'two', 'three'],
      ['four', 'five'],
    ]);
  });

  it('hides what it reads for as long as it is told', async () => {
    queue.messages.push('one');
    await start(1, 2, 61);
    await eventually(() => running[0]);
    expect(queue.calls[0]!.input).toMatchObject({ VisibilityTimeout: 61 });
  });

  it('removes what is done', async () => {
    queue.messages.push('one');
    await start(1, 2);
    (await eventually(() => running[0])).finish();
    const removed = await eventually(() =>
      queue.calls.find(({ operation }) => operation === 'DeleteMessageBatch'),
    );
    expect(removed.input.Entries).toEqual([{ Id: '0', ReceiptHandle: 'one' }]);
  });

  it('leaves a batch that failed to the visibility timeout', async () => {
    queue.messages.push('one');
    await start(1, 1);
    (await eventually(() => running[0])).finish(true);
    queue.messages.push('two');
    (await eventually(() => running[1])).finish();
    await eventually(() => queue.calls[2]);
    expect(queue.calls.map(({ operation }) => operation)).toEqual([
      'ReceiveMessage',
      'ReceiveMessage',
      'DeleteMessageBatch',
    ]);
    expect(queue.calls[2]!.input.Entries).toEqual([{ Id: '0', ReceiptHandle: 'two' }]);
  });
});
