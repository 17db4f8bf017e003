import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { SqsFanOutQueue } from '../../../lambda/delivery/fan-out-queue';
import { JobQueue } from '../../../lambda/delivery/job-queue';
import { SqsLostSocketQueue } from '../../../lambda/delivery/lost-socket-queue';
import { SqsPushQueue } from '../../../lambda/delivery/push-queue';
import type { FanOutJob } from '../../../lambda/domain/ports';
import { decodeJob } from '../../../lambda/runtime/decode-job';
import { limits } from '../../../protocol';
import { aMessageEvent } from '../../support/an-event';
import { aSocket } from '../../support/chat-world';
import { ManualRuntime } from '../../support/memory-stores';

const sqs = mockClient(SQSClient);
const url = 'https://sqs/queue';
const failed = (...ids: string[]) => ({
  Successful: [],
  Failed: ids.map((Id) => ({ Id, Code: 'ServiceUnavailable', SenderFault: false })),
});

beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageBatchCommand).resolves({});
});

function batches(): string[][] {
  return sqs
    .commandCalls(SendMessageBatchCommand)
    .map((call) => call.args[0].input.Entries?.map((entry) => entry.MessageBody ?? '') ?? []);
}

const jobs = (count: number) => Array.from({ length: count }, (_job, index) => index);
const queue = () => new JobQueue<unknown>(url, new ManualRuntime());

/** Slices as dispatchEvent makes them, of UUIDs. */
function slices(count: number, content: string): FanOutJob[] {
  const userIds = Array.from({ length: 50 }, () => '123e4567-e89b-12d3-a456-426614174000');
  const event = aMessageEvent({ content });
  return jobs(count).map(() => ({ kind: 'slice', event, userIds, exceptConnectionId: 'AbCdEfGhIjKlMnO=' }));
}

describe('JobQueue', () => {
  it('hands jobs over with their delay, each under an id of its own', async () => {
    await queue().put([{ a: 1 }, { b: 2 }], 5);
    expect(sqs.commandCalls(SendMessageBatchCommand)[0]?.args[0].input).toEqual({
      QueueUrl: url,
      Entries: [
        { Id: '0', MessageBody: '{"a":1}', DelaySeconds: 5 },
        { Id: '1', MessageBody: '{"b":2}', DelaySeconds: 5 },
      ],
    });
  });

  it('calls nobody for nothing', async () => {
    await queue().put([], 0);
    expect(batches()).toEqual([]);
  });

  it.each([
    [10, [10]],
    [11, [10, 1]],
    [25, [10, 10, 5]],
  ])('sends %i jobs in batches of %j', async (count, sizes) => {
    await queue().put(jobs(count), 0);
    expect(batches().map((bodies) => bodies.length)).toEqual(sizes);
    expect(batches().flat().map(Number)).toEqual(jobs(count));
  });

  it('sends the slices of the largest group with a usual text in one batch', async () => {
    await queue().put(slices(10, 'x'.repeat(100)), 0);
    expect(batches()).toHaveLength(1);
  });

  it('counts bytes, not letters', async () => {
    await queue().put(
      jobs(10).map(() => '\u6f22'.repeat(10_000)),
      0,
    );
    expect(batches().map((bodies) => bodies.length)).toEqual([8, 2]);
  });

  it.each([
    ['control characters', '\u0001'.repeat(limits.contentBytes)],
    ['letters of three bytes', '\u6f22'.repeat(Math.floor(limits.contentBytes / 3))],
    ['letters', 'x'.repeat(limits.contentBytes)],
  ])('keeps every batch of slices with the longest text of %s below 256 KiB', async (_what, content) => {
    const sent = slices(11, content);
    await queue().put(sent, 0);
    for (const bodies of batches()) {
      const bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
      expect(bytes).toBeLessThan(262_144);
    }
    expect(batches().flat().map(decodeJob)).toEqual(sent);
    expect(batches().length).toBeLessThanOrEqual(content.startsWith('\u0001') ? 6 : 2);
  });

  it('fits the posts that failed, of the longest ids, with the longest text into one message', async () => {
    const long = 'x'.repeat(64);
    const sockets = jobs(100).map((index) =>
      aSocket({
        userId: long,
        connectionId: `AbCdEfGhIjKlMnO${index}=`,
        deviceId: long,
        callbackUrl: 'https://abcdefghij.execute-api.ap-southeast-2.amazonaws.com/production',
      }),
    );
    const event = aMessageEvent({ content: '\u0001'.repeat(limits.contentBytes) });
    await queue().put([{ kind: 'post', event, sockets, tries: 1 }], 1);
    expect(Buffer.byteLength(batches()[0]?.[0] ?? '')).toBeLessThan(200_000);
  });

  it('sends batches at the same time', async () => {
    let asked = 0;
    let answer = (): void => undefined;
    const bothAsked = new Promise<void>((resolve) => (answer = resolve));
    sqs.on(SendMessageBatchCommand).callsFake(async () => {
      if (++asked === 2) answer();
      await bothAsked;
      return {};
    });
    await queue().put(jobs(11), 0);
    expect(asked).toBe(2);
  });

  it('sends the jobs that SQS refused again, those only, after a pause', async () => {
    const runtime = new ManualRuntime();
    const startedAt = runtime.nowMs;
    sqs.on(SendMessageBatchCommand).resolvesOnce(failed('1', '2')).resolvesOnce(failed('2')).resolves({});
    await new JobQueue(url, runtime).put(['a', 'b', 'c'], 0);
    expect(batches()).toEqual([['"a"', '"b"', '"c"'], ['"b"', '"c"'], ['"c"']]);
    expect(runtime.nowMs - startedAt).toBe(50 + 100);
  });

  it('throws when a job stays refused, within a second', async () => {
    const runtime = new ManualRuntime();
    const startedAt = runtime.nowMs;
    sqs.on(SendMessageBatchCommand).resolves(failed('1'));
    await expect(new JobQueue(url, runtime).put(['a', 'b'], 0)).rejects.toThrow(
      'unable to queue 1 jobs; ServiceUnavailable',
    );
    expect(batches()).toHaveLength(4);
    expect(runtime.nowMs - startedAt).toBeLessThan(1000);
  });

  it('throws when SQS cannot be asked', async () => {
    sqs.on(SendMessageBatchCommand).rejects(new Error('unreachable'));
    await expect(queue().put([1], 0)).rejects.toThrow('unreachable');
  });

  it('gives jobs up that SQS has not answered in time, and ends the request', async () => {
    sqs.on(SendMessageBatchCommand).callsFake(() => new Promise(() => undefined));
    const brief = new JobQueue<number>(url, new ManualRuntime(), 20);
    await expect(brief.put([1])).rejects.toThrow('unable to queue jobs; it took too long');
    const [, options] = sqs.commandCalls(SendMessageBatchCommand)[0]?.args as readonly unknown[];
    expect(options).toMatchObject({ abortSignal: { aborted: true } });
  });

  it('has jobs handed over that SQS takes in time', async () => {
    await new JobQueue<number>(url, new ManualRuntime(), 10_000).put([1]);
    expect(batches()).toEqual([['1']]);
  });

  it('keeps characters out of a message that SQS does not take, and the job unchanged', async () => {
    const job = { text: 'a\uFFFEb\uFFFFc\u0000d\uD83D\uDE00' };
    await queue().put([job], 0);
    const [body = ''] = batches()[0] ?? [];
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
    expect(body).toMatch(/^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u);
    expect(decodeJob(body)).toEqual(job);
  });
});

describe('SqsFanOutQueue', () => {
  it('is a queue of fan-out jobs', async () => {
    const job: FanOutJob = { kind: 'close', socket: aSocket({ userId: 'bob', connectionId: 'b=' }) };
    await new SqsFanOutQueue(url, new ManualRuntime()).put([job], 1);
    expect(batches().flat().map(decodeJob)).toEqual([job]);
  });
});

describe('SqsLostSocketQueue', () => {
  it('keeps nobody waiting who posts, though SQS never answers', async () => {
    sqs.on(SendMessageBatchCommand).callsFake(() => new Promise(() => undefined));
    const startedAt = performance.now();
    const lost = new SqsLostSocketQueue(url, new ManualRuntime());
    await expect(lost.put([[{ userId: 'bob', connectionId: 'b=' }]])).rejects.toThrow('took too long');
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('SqsPushQueue', () => {
  it('hands a push over at once', async () => {
    const job = { chatId: 'chat', seq: 7, userIds: ['bob'] };
    await new SqsPushQueue(url, new ManualRuntime()).put(job);
    expect(sqs.commandCalls(SendMessageBatchCommand)[0]?.args[0].input).toEqual({
      QueueUrl: url,
      Entries: [{ Id: '0', MessageBody: JSON.stringify(job), DelaySeconds: 0 }],
    });
  });
});
