import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { createParleyClient, type ParleyClient } from '../client';
import { fetchToken } from './fetch-token';
import { measureGroup } from './measure-group';
import { heading, percentiles } from './percentiles';
import { type RuntimeProcess, startRuntimeProcess } from './runtime-process';

const warmUpMessages = 30;
const pauseMs = 50;

interface Times {
  received: number[];
  acknowledged: number[];
}

/**
 * `--messages N`: alice sends bob one message at a time; measures until bob has it and until she has the acknowledgement.
 * `--group N`: one of N members sends; measures until the last of the others has it. `--rounds N` of that, 15 by default.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      messages: { type: 'string', default: '300' },
      group: { type: 'string' },
      rounds: { type: 'string', default: '15' },
    },
  });
  const rounds = wholeNumber('rounds', values.rounds, 1000);
  const runtime = await startRuntimeProcess([
    '--context',
    'stage=local',
    '--context',
    'parley:heartbeatSeconds=540',
  ]);
  try {
    if (values.group === undefined)
      await talkOneToOne(runtime, wholeNumber('messages', values.messages, 10_000));
    else await talkInGroup(runtime, wholeNumber('group', values.group, 500), rounds);
  } finally {
    await runtime.stop();
  }
}

function wholeNumber(name: string, text: string, highest: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= highest) return value;
  throw new Error(`--${name} must be a number from 1 to ${highest}`);
}

async function talkInGroup(runtime: RuntimeProcess, members: number, rounds: number): Promise<void> {
  if (members < 3) throw new Error('--group must be a number from 3 to 500');
  const times = await Promise.race([measureGroup(runtime, members, rounds), timeLimit(rounds * 5)]);
  console.log(`${rounds} messages, one at a time, into a group of ${members}, all online`);
  console.log(heading);
  console.log(percentiles('send to last', times.toLast));
  console.log(percentiles('send to ack', times.acknowledged));
}

async function talkOneToOne(runtime: RuntimeProcess, messages: number): Promise<void> {
  const [alice, bob] = [aClient(runtime, 'alice'), aClient(runtime, 'bob')];
  try {
    await Promise.race([Promise.all([alice.connect(), bob.connect()]), timeLimit(0)]);
    const times = await Promise.race([talk(alice, bob, messages), timeLimit(messages)]);
    console.log(`${messages} messages, one at a time, alice -> bob`);
    console.log(heading);
    console.log(percentiles('send to receive', times.received));
    console.log(percentiles('send to ack', times.acknowledged));
  } finally {
    alice.close();
    bob.close();
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
