import fc from 'fast-check';
import type { Runtime } from '../../local/runtime-options';
import { checkFrame } from '../contract/check-frame';
import { Member } from '../contract/member';
import { RawClient } from '../support/local-runtime';
import { frameTexts } from './frames';
import { flawOf } from './judge-frame';

export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  /** Repeats one case of an earlier run, as it was reported. */
  readonly path?: string;
}

/** What a stranger must never see. */
const secret = 'the-secret-of-the-others';
const answersWithinSeconds = 20;

/** Sends frames of all kinds as a stranger to a chat, one after the other. Throws at the first answer that is wrong, with seed and shrunk case. */
export async function fuzzFrames(runtime: Runtime, { runs, seed, path }: FuzzOptions): Promise<void> {
  const [alice, bob, mallory] = await Promise.all(
    ['fuzz-alice', 'fuzz-bob', 'fuzz-mallory'].map(
      async (userId) => new Member(userId, await RawClient.connect(runtime, userId)),
    ),
  );
  try {
    const hidden = await alice!.group([bob!], secret);
    await alice!.say(hidden, secret);
    const own = await mallory!.group([bob!], 'Own');
    const texts = frameTexts({ secret: hidden.chatId, own: own.chatId });
    const property = fc.asyncProperty(texts, (text) => judge(mallory!.client, text));
    await fc.assert(property, { numRuns: runs, seed, ...(path !== undefined && { path }) });
    const stored = await alice!.history(hidden);
    if (stored.length !== 2) throw new Error('a stranger has written to a chat of others');
  } finally {
    await Promise.all([alice, bob, mallory].map((member) => member!.client.close()));
  }
}

async function judge(client: RawClient, text: string): Promise<void> {
  client.frames.length = 0;
  client.socket.send(text);
  // A frame of API Gateway itself has no type.
  const isAnswer = (frame: object) => !('type' in frame) || frame.type === 'ok' || frame.type === 'error';
  const answer = JSON.stringify(await client.next(isAnswer, 0, answersWithinSeconds));
  const flaw = flawOf(text, answer);
  if (flaw !== undefined) throw new Error(`${flaw}: ${answer.slice(0, 500)}`);
  if (JSON.stringify(client.frames).includes(secret))
    throw new Error('a stranger was told what is not theirs');
  for (const frame of client.frames) checkFrame(frame, [text]);
}
