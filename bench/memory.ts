import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { decodeFields, decodeObject } from './decode-fields';
import { fetchToken } from './fetch-token';
import { RawSocket } from './raw-socket';

const messages = 100_000;
const step = 10_000;
const connections = 4;

interface Sample {
  count: number;
  residentMb: number;
  heapMb: number;
  /** Execution environments of all functions: each is a thread with a heap of its own. */
  environments: number;
}

/**
 * 100,000 messages through the local runtime, from four sockets, one at a time on each. Of every `--every N`, 20 by
 * default, one is a sendMessage into a chat of two and the others are pings; 0 = pings only. It stops early after
 * `--minutes N`, 20 by default, and says how far it came.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { every: { type: 'string', default: '20' }, minutes: { type: 'string', default: '20' } },
  });
  const every = Number(values.every);
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error('--minutes must be a number over 0');
  if (!Number.isInteger(every) || every < 0) throw new Error('--every must be a whole number');
  const child = fork('bench/memory-runtime.ts', { execArgv: ['--expose-gc', '--import', 'tsx'] });
  try {
    await run(child, { every, minutes });
  } finally {
    const exited = once(child, 'exit');
    if (child.connected) child.send('stop');
    await exited;
  }
}

async function run(
  child: ChildProcess,
  { every, minutes }: { every: number; minutes: number },
): Promise<void> {
  const { socketUrl, webUrl } = await receive(child);
  const users = Array.from({ length: connections }, (_user, index) => `user-${index}`);
  const talks = await Promise.all(
    users.map(async (userId, index) => {
      const socket = await RawSocket.connect(String(socketUrl), await fetchToken(String(webUrl), userId));
      return { socket, ...(await createChat(socket, users[index ^ 1] ?? '')) };
    }),
  );
  console.log('messages   resident MB   heap of the main thread MB   environments   messages/s');
  const endsAt = performance.now() + minutes * 60_000;
  const samples: Sample[] = [];
  for (let count = 0; count < messages && performance.now() < endsAt; count += step) {
    const startedAt = performance.now();
    await Promise.all(talks.map((talk) => exchange(talk, { count: step / connections, every, endsAt })));
    if (performance.now() >= endsAt) break;
    samples.push(await sample(child, count + step, performance.now() - startedAt));
  }
  for (const { socket } of talks) socket.close();
  conclude(samples);
}

interface Talk {
  socket: RawSocket;
  chatId: string;
  afterSeq: number;
}

async function createChat(socket: RawSocket, userId: string): Promise<{ chatId: string; afterSeq: number }> {
  const created = { type: 'GROUP', title: 'bench', clientMessageId: randomUUID(), members: [userId] };
  const answer = await socket.request('createChat', created);
  return { chatId: String(decodeObject(answer['chat'])['chatId']), afterSeq: 1 };
}

async function exchange(
  talk: Talk,
  { count, every, endsAt }: { count: number; every: number; endsAt: number },
): Promise<void> {
  for (let sent = 1; sent <= count && performance.now() < endsAt; sent++) {
    if (every === 0 || sent % every !== 0) {
      await talk.socket.request('ping', {});
      continue;
    }
    const { chatId, afterSeq } = talk;
    const message = { chatId, afterSeq, clientMessageId: randomUUID(), content: 'x'.repeat(100) };
    talk.afterSeq = Number((await talk.socket.request('sendMessage', message))['seq']);
  }
}

async function sample(child: ChildProcess, count: number, milliseconds: number): Promise<Sample> {
  const answer = receive(child);
  child.send('measure');
  const [residentMb, heapMb, environments] = sizesOf(await answer);
  const perSecond = ((step / milliseconds) * 1000).toFixed(0);
  console.log(
    `${String(count).padStart(8)}   ${residentMb.toFixed(1).padStart(11)}   ${heapMb.toFixed(1).padStart(26)}   ` +
      `${String(environments).padStart(12)}   ${perSecond.padStart(10)}`,
  );
  return { count, residentMb, heapMb, environments };
}

function sizesOf({ residentMb, heapMb, environments }: Record<string, unknown>): [number, number, number] {
  return [Number(residentMb), Number(heapMb), Number(environments)];
}

function conclude(samples: readonly Sample[]): void {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || first === last)
    throw new Error(`less than ${2 * step} messages in the time that it was given: raise --minutes`);
  const growth = (from: number, to: number): string =>
    `${from.toFixed(1)} -> ${to.toFixed(1)} MB (${(((to - from) * 1000) / (last.count - first.count)).toFixed(2)} kB a message)`;
  console.log(`from ${first.count} to ${last.count} messages, ${last.environments} environments at the end:`);
  console.log(`resident ${growth(first.residentMb, last.residentMb)}`);
  console.log(`heap of the main thread ${growth(first.heapMb, last.heapMb)}`);
  if (last.count < messages) console.log(`the time was over before ${messages} messages`);
}

async function receive(child: ChildProcess): Promise<Record<string, unknown>> {
  const aborted = new AbortController();
  const ended = once(child, 'exit', { signal: aborted.signal }).then(() => {
    throw new Error('the runtime ended');
  });
  try {
    const answered = once(child, 'message', { signal: aborted.signal });
    const arrived: unknown[] = await Promise.race([answered, ended]);
    return decodeFields(JSON.stringify(arrived[0]));
  } finally {
    ended.catch(() => undefined);
    aborted.abort();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
