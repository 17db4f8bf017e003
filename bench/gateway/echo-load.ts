import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { percentile } from '../percentile';

export interface EchoRate {
  readonly perSecond: number;
  readonly p99Ms: number;
}

const message = JSON.stringify({ action: 'echo', text: 'x'.repeat(64) });

/** What has not answered every connection by then is not measured. */
const warmsWithinMs = 10_000;

/** Handshakes that are under way at a time. */
const dialling = 16;

/**
 * Each connection has one message on the way at a time, for as long as it is measured. Undefined when some connection
 * had no answer within 10 s.
 */
export async function measureEchoes(
  url: string,
  connections: number,
  seconds: number,
): Promise<EchoRate | undefined> {
  const sockets = await openAll(url, connections);
  const load = new Load();
  const first = Promise.all(sockets.map((socket) => load.begin(socket))).then(() => true);
  const isWarm = await Promise.race([first, sleep(warmsWithinMs, false)]);
  if (!isWarm) {
    first.catch(() => undefined);
    for (const socket of sockets) socket.terminate();
    return undefined;
  }
  await sleep(500);
  load.times = [];
  const startedAt = performance.now();
  await sleep(seconds * 1000);
  const elapsed = (performance.now() - startedAt) / 1000;
  const { times } = load;
  for (const socket of sockets) socket.terminate();
  return { perSecond: times.length / elapsed, p99Ms: percentile(times, 0.99) };
}

/** Handshakes a second, some at a time; each connection is cut as soon as it is open. */
export async function measureConnects(url: string, seconds: number): Promise<number> {
  const endsAt = performance.now() + seconds * 1000;
  let opened = 0;
  const dial = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      (await open(url)).terminate();
      opened += 1;
    }
  };
  await Promise.all(Array.from({ length: dialling }, dial));
  return opened / seconds;
}

class Load {
  times: number[] = [];

  /** Resolves at the first answer: then what answers is warm for this connection, too. */
  begin(socket: WebSocket): Promise<void> {
    let sentAt = performance.now();
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('a connection was closed')));
      socket.on('message', () => {
        resolve();
        this.times.push(performance.now() - sentAt);
        sentAt = performance.now();
        socket.send(message);
      });
      socket.send(message);
    });
  }
}

async function openAll(url: string, count: number): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  while (sockets.length < count) {
    const missing = Math.min(dialling, count - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: missing }, () => open(url)))));
  }
  return sockets;
}

function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}
