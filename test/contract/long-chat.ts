import type { ResponseOf } from '../../protocol';
import type { CaseChat, Member } from './member';
import type { Stage } from './stage';

/** A chat of four with more entries than the server looks back for a retry. */
export interface LongChat {
  readonly chat: CaseChat;
  /** The first message, what it was answered, and what its retry was answered when it was 190 entries old. */
  readonly draft: ReturnType<Member['draft']>;
  readonly first: ResponseOf<'sendMessage'>;
  readonly retried: ResponseOf<'sendMessage'>;
}

const made = new WeakMap<Stage, Promise<LongChat>>();

/** Made once, by the first case that needs it: it takes two hundred messages. */
export function longChat(stage: Stage): Promise<LongChat> {
  const chat = made.get(stage) ?? make(stage);
  made.set(stage, chat);
  return chat;
}

async function make(stage: Stage): Promise<LongChat> {
  const people = await stage.members('alice', 'bob', 'carol', 'dave');
  const [alice, ...others] = people;
  const chat = await alice.group(others);
  const draft = alice.draft(chat, 'once');
  const first = await alice.do('sendMessage', draft);
  chat.lastSeq = first.seq;
  await fill(chat, people, first.seq + 190);
  const retried = await alice.do('sendMessage', draft);
  await fill(chat, people, first.seq + 202);
  return { chat, draft, first, retried };
}

/** In turn, so that nobody sends more than the server takes of one user in a second. */
async function fill(chat: CaseChat, people: readonly Member[], upTo: number): Promise<void> {
  for (let count = 0; chat.lastSeq < upTo; count++)
    await people[count % people.length]!.say(chat, `${count}`);
}
