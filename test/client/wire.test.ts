import * as v from 'valibot';
import { decodeAnswer, decodeFrame } from '../../client/decode-frame';
import { ParleyError } from '../../client';
import { type Platform } from '../../client/devices';
import { type ProfileUpdate } from '../../client/users';
import { type ChatInfo, type Cursors } from '../../client/wire/chat-info';
import { type Entry, type Media, type Message } from '../../client/wire/entry';
import { type UserPresence } from '../../client/wire/presence';
import { type Profile } from '../../client/wire/profile';
import { type ServerEvent } from '../../client/wire/server-event';
import * as protocol from '../../protocol';
import { eventExamples, exchanges } from '../../protocol/documentation';
import { anEntry } from '../support/fake-socket-server';

type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

/** The client has types of its own, without the schemas: they say the same, or this does not compile. */
const isSame: [
  Both<ChatInfo, protocol.Chat>,
  Both<Cursors, protocol.Cursors>,
  Both<Media, protocol.Media>,
  Both<Message, protocol.Message>,
  Both<Exclude<Entry, { contentType: 'UNKNOWN' }>, protocol.Message>,
  Both<Profile, protocol.Profile>,
  Both<ProfileUpdate, protocol.RequestFields<'updateProfile'>>,
  Both<Platform, protocol.Platform>,
  Both<UserPresence, protocol.UserPresence>,
  Both<
    Exclude<ServerEvent, { type: 'message' | 'chat' }>,
    Exclude<protocol.ServerEvent, protocol.EntryEvent>
  >,
] = [true, true, true, true, true, true, true, true, true, true];

type Path = readonly string[];

/** Every field inside a value, however deep. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
  const inside = Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...path, key]));
  return path.length > 0 ? [path, ...inside] : inside;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value);
}

/** The value with another part at the path; without it, if that is undefined. */
function changed<T>(value: T, [key = '', ...rest]: Path, part: unknown): T {
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  copy[key] = rest.length > 0 ? changed(copy[key], rest, part) : part;
  const isLeftOut = copy[key] === undefined && !Array.isArray(copy);
  return (isLeftOut ? Object.fromEntries(Object.entries(copy).filter(([name]) => name !== key)) : copy) as T;
}

/** Parts that a frame may have where others belong. */
const wrongParts = [undefined, null, 'not it: \u0007', 'x', '', 0, -1, 0.5, true, false, {}, [], ['x y']];

const flawsOf = <T>(frame: T) =>
  pathsIn(frame).flatMap((path) =>
    wrongParts.map((part) => ({ path, part, frame: changed(frame, path, part) })),
  );

const actions = Object.keys(protocol.actions).filter(protocol.isAction);

interface Answered {
  action: protocol.Action;
  name: string;
  response: object;
}

const receipts = { deliveredSeq: 3, readSeq: 2 };
const cursors = { joinedSeq: 1, ...receipts, mutedUntil: '2026-03-02T18:00:00.000Z' };
const lastSeen = '2026-03-02T09:15:20.733Z';

/** Fields that the examples of the protocol's page leave out. */
const more: Answered[] = [
  { action: 'getMessages', name: 'with receipts', response: { messages: [], receipts } },
  {
    action: 'sync',
    name: 'with receipts',
    response: { chats: [{ chatId: 'chat', messages: [], more: false, receipts }] },
  },
  {
    action: 'listChats',
    name: 'with all that there can be',
    response: {
      chats: exchanges.listChats[0].response.chats.map((chat) => ({ ...chat, isCut: true, cursors })),
      nextCursor: 'chat',
    },
  },
  {
    action: 'getReceipts',
    name: 'with a page to come',
    response: { members: [{ userId: 'bob', ...receipts }], nextCursor: 'bob' },
  },
  {
    action: 'findUser',
    name: 'with a picture',
    response: { user: { userId: 'bob', avatarUrl: 'https://example.com/bob.png' } },
  },
  {
    action: 'getPresence',
    name: 'of who was here',
    response: { presence: [{ userId: 'bob', status: 'offline', lastSeen }], at: lastSeen },
  },
];

const answers: Answered[] = [
  ...actions.flatMap((action) =>
    exchanges[action].map(({ response }, index) => ({ action, name: String(index + 1), response })),
  ),
  ...more,
];

const events = Object.values(eventExamples).flatMap((all) =>
  all.map(({ frame }) => ({ type: frame.type, frame })),
);

/** What the client has no use for. */
const unread: Partial<Record<protocol.Action, string[]>> = {
  hello: ['connectionId', 'limits'],
  ping: ['serverTime'],
  sendMessage: ['chatId', 'status'],
  muteChat: ['mutedUntil'],
  registerDevice: ['deviceId'],
};

function read(action: protocol.Action, response: object): unknown {
  const answer = decodeAnswer(action, { type: 'ok', requestId: 'r1', ...response });
  return answer instanceof ParleyError ? undefined : answer;
}

function readEvent(frame: object): unknown {
  const decoded = decodeFrame(JSON.stringify(frame));
  return decoded.kind === 'event' ? decoded.event : undefined;
}

/** Broken or of a kind to come: an entry keeps its place. */
const hasUnknownEntry = (value: unknown) => JSON.stringify(value).includes('"UNKNOWN"');

/** Where the client and the schema do not agree. */
function disagreements(frame: object, schema: v.GenericSchema, decode: (frame: object) => unknown) {
  const whole = decode(frame);
  return flawsOf(frame).filter((flaw) => {
    const accepted = v.safeParse(schema, flaw.frame);
    const decoded = decode(flaw.frame);
    if (accepted.success) return !includes(accepted.output, decoded);
    return at(whole, flaw.path) !== undefined && decoded !== undefined && !hasUnknownEntry(decoded);
  });
}

function includes(whole: unknown, part: unknown): boolean {
  try {
    expect(part).toBeDefined();
    expect(whole).toMatchObject(part as object);
    return true;
  } catch {
    return false;
  }
}

describe('the decoders of the client', () => {
  it('have the types of the protocol', () => {
    expect(isSame).not.toContain(false);
  });

  it.each(answers)('read the answer to $action $name as it is', ({ action, response }) => {
    const rest = Object.entries(response).filter(([field]) => !unread[action]?.includes(field));
    expect(read(action, { ...response, fieldToCome: 1 })).toEqual(Object.fromEntries(rest));
  });

  it.each(answers)(
    'accept and refuse what the schema does: the answer to $action $name',
    ({ action, response }) => {
      const schema: v.GenericSchema = protocol.actions[action].response;
      expect(disagreements(response, schema, (frame) => read(action, frame))).toEqual([]);
    },
  );

  it.each(events)('read the $type event as it is', ({ frame }) => {
    expect(readEvent({ ...frame, fieldToCome: 1 })).toEqual(frame);
  });

  it.each(events)('accept and refuse what the schema does: the $type event', ({ frame }) => {
    expect(disagreements(frame, protocol.event, readEvent)).toEqual([]);
  });

  it.each([
    ['of a kind of entry', { contentType: 'POLL', content: { question: 'When?' } }],
    ['of a kind of change', { contentType: 'EVENT', content: { kind: 'pinned', entry: 3 } }],
    ['with a picture from elsewhere', { contentType: 'IMAGE', content: { url: 'javascript:alert(1)' } }],
    ['of a kind that every object has', { contentType: 'constructor', content: 'x' }],
  ])('keep the place of an entry %s that they do not know', (_what, parts) => {
    const message = { ...anEntry(7), ...parts };
    const frame = { type: 'message', chatId: 'chat', message };
    expect(readEvent(frame)).toEqual({ ...frame, message: { ...message, contentType: 'UNKNOWN' } });
  });

  it.each(['toString', 'constructor', '__proto__', 'an event to come'])('ignore an event %s', (type) => {
    expect(readEvent({ type, chatId: 'chat', message: anEntry(7) })).toBeUndefined();
  });
});
