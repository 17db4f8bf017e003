import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { createParleyClient, type ParleyClient } from '../client';
import { percentiles } from './percentiles';
import { type RuntimeProcess, startRuntimeProcess } from './runtime-process';

const warmUpMessages = 30;
const pauseMs = 50;

interface Times {
  received: number[];
  acknowledged: number[];
}

/** Alice sends, one message at a time; measures until bob has it and until she has the acknowledgement. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { messages: { type: 'string', default: '300' } } });
  const messages = Number(values.messages);
  if (!Number.isInteger(messages) || messages < 1 || messages > 10_000) {
    throw new Error('--messages must be a number from 1 to 10000');
  }
  const runtime = await startRuntimeProcess();
  const [alice, bob] = [aClient(runtime, 'alice'), aClient(runtime, 'bob')];
  try {
    await Promise.race([Promise.all([alice.connect(), bob.connect()]), timeLimit(0)]);
    const times = await Promise.race([talk(alice, bob, messages), timeLimit(messages)]);
    console.log(`${messages} messages, one at a time, alice -> bob`);
    console.log(
      `${'milliseconds'.padEnd(18)}${['p50', 'p95', 'p99'].map((name) => name.padStart(8)).join('')}`,
    );
    console.log(percentiles('send to receive', times.received));
    console.log(percentiles('send to ack', times.acknowledged));
  } finally {
    alice.close();
    bob.close();
    await runtime.stop();
  }
}

/** The clients would wait for ever for a runtime that has died. */
async function timeLimit(messages: number): Promise<never> {
  const seconds = 60 + messages;
  await sleep(seconds * 1000, undefined, { ref: false });
  throw new Error(`unable to measure; the runtime took over ${seconds} s`);
}

function aClient(runtime: RuntimeProcess, userId: string): ParleyClient {
  return createParleyClient({
    url: runtime.socketUrl,
    token: () => fetchToken(runtime.webUrl, userId),
    webSocket: WebSocket,
  });
}

async function fetchToken(webUrl: string, userId: string): Promise<string> {
  const response = await fetch(`${webUrl}/dev/token`, { method: 'POST', body: JSON.stringify({ userId }) });
  const answer: unknown = await response.json();
  if (typeof answer === 'object' && answer !== null && 'token' in answer) return String(answer.token);
  throw new Error('the runtime gave no token');
}

async function talk(alice: ParleyClient, bob: ParleyClient, messages: number): Promise<Times> {
  const toBob = await alice.chats.createDirect('bob');
  const fromAlice = await bob.chats.createDirect('alice');
  const sentAt = new Map<string, number>();
  const times: Times = { received: [], acknowledged: [] };
  fromAlice.messages.onMessage(({ content }) => {
    const start = sentAt.get(String(content));
    if (start !== undefined) times.received.push(performance.now() - start);
  });
  for (let count = 0; count < warmUpMessages + messages; count++) {
    const text = `message ${count}`;
    const start = performance.now();
    sentAt.set(text, start);
    await toBob.messages.send(text);
    times.acknowledged.push(performance.now() - start);
    await sleep(pauseMs);
  }
  return {
    received: times.received.slice(warmUpMessages),
    acknowledged: times.acknowledged.slice(warmUpMessages),
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
