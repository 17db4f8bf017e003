import type { Context, SQSEvent } from 'aws-lambda';
import type { FanOutJob, PushJob } from '../../../lambda/domain/ports';
import { log } from '../../../lambda/runtime/log';
import { decodeJob, decodePush } from '../../../lambda/runtime/decode-job';
import { serveBatch, serveJobs } from '../../../lambda/runtime/serve-jobs';
import { aSocket } from '../../support/chat-world';

const job = (connectionId: string): FanOutJob => ({
  kind: 'close',
  socket: aSocket({ userId: 'bob', connectionId }),
});

const eventOf = (...bodies: string[]) =>
  ({ Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })) }) as SQSEvent;

describe('serveJobs', () => {
  const lines: unknown[][] = [];
  beforeAll(() => jest.spyOn(log, 'error').mockImplementation((...line) => void lines.push(line)));
  afterAll(() => jest.restoreAllMocks());

  it('runs every job, and gives back to the queue the ones that failed', async () => {
    const closed: string[] = [];
    const handler = serveJobs(decodeJob, (decoded) => {
      if (decoded.kind !== 'close') throw new Error('another job');
      if (decoded.socket.connectionId === 'bad=') return Promise.reject(new Error('throttled'));
      closed.push(decoded.socket.connectionId);
      return Promise.resolve();
    });
    const bodies = [
      JSON.stringify(job('a=')),
      JSON.stringify(job('bad=')),
      'no JSON',
      JSON.stringify(job('b=')),
    ];
    const { batchItemFailures } = await handler(eventOf(...bodies), {} as Context);
    expect(batchItemFailures.map((failure) => failure.itemIdentifier).sort()).toEqual(['m1', 'm2']);
    expect(closed).toEqual(['a=', 'b=']);
    expect(lines).toHaveLength(2);
    expect(lines).toContainEqual(['a job failed', { messageId: 'm1', error: new Error('throttled') }]);
  });

  it('gives back a batch that failed whole', async () => {
    const handler = serveJobs(decodeJob, () => Promise.reject(new Error('throttled')));
    expect(await handler(eventOf(JSON.stringify(job('a='))), {} as Context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
  });
});

describe('serveBatch', () => {
  const jobs = ['a', 'b', 'c'].map((chatId): PushJob => ({ chatId, seq: 2, userIds: ['bob'] }));
  const bodies = jobs.map((one) => JSON.stringify(one));
  beforeAll(() => jest.spyOn(log, 'error').mockImplementation(() => undefined));
  afterAll(() => jest.restoreAllMocks());

  it('runs all jobs as one, and gives back the ones that failed', async () => {
    const runs: (readonly PushJob[])[] = [];
    const handler = serveBatch(decodePush, (batch) => {
      runs.push(batch);
      return Promise.resolve(batch.slice(1, 2));
    });
    const { batchItemFailures } = await handler(eventOf(...bodies, 'no JSON'));
    expect(runs).toEqual([jobs]);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm3' }, { itemIdentifier: 'm1' }]);
  });

  it('gives back all of them if the run throws', async () => {
    const handler = serveBatch(decodePush, () => Promise.reject(new Error('throttled')));
    const { batchItemFailures } = await handler(eventOf(...bodies));
    expect(batchItemFailures.map((failure) => failure.itemIdentifier)).toEqual(['m0', 'm1', 'm2']);
  });
});
