import fc from 'fast-check';
import type { Runtime } from '../../local/runtime-options';
import { isErrorCode } from '../../protocol';
import { checkFrames } from '../contract/check-frame';
import { type CaseChat, Member } from '../contract/member';
import type { Body, StoredEntry } from '../history/history';
import { membershipAt, membershipsOf } from '../history/memberships';
import { RawClient } from '../support/local-runtime';
import type { FuzzOptions } from './fuzz-frames';

/** The owner stays to the end; the others come and go, and the last one begins as a stranger. */
const people = ['owner', 'bob', 'carol', 'dave'] as const;

type Person = (typeof people)[number];

interface Step {
  readonly who: Person;
  readonly does:
    'say' | 'add' | 'remove' | 'leave' | 'read' | 'sync' | 'mark' | 'type' | 'look' | 'reconnect';
  readonly whom: Person;
  readonly seq: number;
}

/** What is done at the same moment; one such list after the other. */
const plan: fc.Arbitrary<Step[][]> = fc.array(
  fc.array(
    fc.record({
      who: fc.constantFrom(...people),
      does: fc.constantFrom(
        ...(['say', 'say', 'add', 'add', 'remove', 'leave'] as const),
        ...(['read', 'sync', 'mark', 'type', 'look', 'reconnect'] as const),
      ),
      whom: fc.constantFrom(...people),
      seq: fc.nat(12),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  { minLength: 3, maxLength: 12 },
);

let runs = 0;

/** Members, strangers and removed members do all sorts of things. Throws when somebody sees what they may not. */
export async function fuzzPeople(
  runtime: Runtime,
  { runs: numRuns, seed, path }: FuzzOptions,
): Promise<void> {
  const property = fc.asyncProperty(plan, async (steps) => {
    const scene = await Scene.open(runtime);
    try {
      await scene.play(steps);
    } finally {
      await scene.close();
    }
  });
  await fc.assert(property, { numRuns, seed, ...(path !== undefined && { path }) });
}

class Scene {
  readonly #cast = new Map<Person, Member>();
  readonly #clients = new Map<Person, RawClient[]>();
  #chat: CaseChat = { chatId: '', lastSeq: 0 };
  #texts = 0;

  private constructor(
    private readonly runtime: Runtime,
    private readonly run: number,
  ) {}

  static async open(runtime: Runtime): Promise<Scene> {
    const scene = new Scene(runtime, (runs += 1));
    for (const name of people) await scene.#connect(name);
    const [owner, bob, carol] = people.map((name) => scene.#cast.get(name)!);
    scene.#chat = await owner!.group([bob!, carol!]);
    return scene;
  }

  async play(plan: readonly Step[][]): Promise<void> {
    for (const steps of plan) {
      // Before the rest: who has no socket is not answered.
      const returning = new Set(steps.filter(({ does }) => does === 'reconnect').map(({ who }) => who));
      await Promise.all([...returning].map((name) => this.#reconnect(name)));
      await Promise.all(steps.map((step) => this.#do(step)));
    }
    // Whatever is on its way to a socket was sent before the answer to this.
    const log = await this.#log();
    for (const member of this.#cast.values()) await member.do('ping');
    for (const name of people) this.#judge(name, log);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#cast.values()].map(({ client }) => client.close()));
  }

  async #connect(name: Person): Promise<void> {
    const userId = `${name}-${this.run}`;
    const client = await RawClient.connect(this.runtime, userId);
    this.#cast.set(name, new Member(userId, client));
    this.#clients.set(name, [...(this.#clients.get(name) ?? []), client]);
  }

  async #reconnect(name: Person): Promise<void> {
    await this.#cast.get(name)!.client.close();
    await this.#connect(name);
  }

  async #do({ who, does, whom, seq }: Step): Promise<void> {
    const member = this.#cast.get(who)!;
    if (does === 'reconnect' || (does === 'leave' && who === 'owner')) return;
    const frame = await member.ask(...this.#requestOf({ who, does, whom, seq }));
    if (frame.type === 'error') {
      const code = String(frame['code']);
      if (!isErrorCode(code) || code === 'internal' || code === 'unknown_action')
        throw new Error(`${who} was answered ${JSON.stringify(frame)} to ${does}`);
      return;
    }
    const { seq: sentAt, chat } = frame as { seq?: number; chat?: { lastSeq?: number } };
    this.#chat.lastSeq = Math.max(this.#chat.lastSeq, sentAt ?? 0, chat?.lastSeq ?? 0);
  }

  #requestOf({ who, does, whom, seq }: Step): [string, object] {
    const { chatId } = this.#chat;
    const member = this.#cast.get(who)!;
    const other = this.#cast.get(whom)!.userId;
    switch (does) {
      case 'say':
        return ['sendMessage', member.draft(this.#chat, `text ${(this.#texts += 1)} of ${who}`)];
      case 'add':
        return ['addMembers', member.changing(this.#chat, { members: [other] })];
      case 'remove':
        return ['removeMember', member.changing(this.#chat, { member: other })];
      case 'leave':
        return ['leaveChat', member.changing(this.#chat)];
      case 'read':
        return ['getMessages', seq % 2 ? { chatId, after: seq } : { chatId, before: seq + 1 }];
      case 'sync':
        return ['sync', { chats: [{ chatId, afterSeq: seq }] }];
      case 'mark':
        return ['markRead', { chats: [{ chatId, seq }] }];
      case 'type':
        return ['typing', { chatId, state: 'started' }];
      case 'look':
        return seq % 2 ? ['listChats', {}] : ['getReceipts', { chatId }];
      case 'reconnect':
        throw new Error('no request');
    }
  }

  async #log(): Promise<StoredEntry[]> {
    const history = await this.#cast.get('owner')!.history(this.#chat);
    return history.map(({ seq, senderId, clientMessageId, content }) => {
      return { seq, senderId, clientMessageId, body: content as Body };
    });
  }

  /** Every frame that somebody got must be as the protocol says, and every entry in one must be one that they may see. */
  #judge(name: Person, log: readonly StoredEntry[]): void {
    const memberships = membershipsOf(log);
    const { userId } = this.#cast.get(name)!;
    const bySeq = new Map(log.map((entry) => [entry.seq, entry]));
    const clients = this.#clients.get(name) ?? [];
    clients.forEach(checkFrames);
    for (const { seq, clientMessageId } of entriesIn(clients.map(({ frames }) => frames))) {
      if (bySeq.get(seq)?.clientMessageId !== clientMessageId)
        throw new Error(`${name} was told an entry ${seq} that is not stored`);
      if (membershipAt(memberships, userId, seq) === undefined)
        throw new Error(`${name} was told entry ${seq}, and was not in the chat`);
    }
  }
}

/** Whatever looks like an entry, however deep it lies. */
function* entriesIn(value: unknown): Generator<{ seq: number; clientMessageId: string }> {
  if (typeof value !== 'object' || value === null) return;
  const { seq, clientMessageId, senderId } = value as Record<string, unknown>;
  if (typeof seq === 'number' && typeof clientMessageId === 'string' && senderId !== undefined)
    yield { seq, clientMessageId };
  for (const part of Object.values(value)) yield* entriesIn(part);
}
