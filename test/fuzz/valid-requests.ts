import fc from 'fast-check';
import type { Action } from '../../protocol';

/** Chats that frames speak of: one of others, one of the sender's, none. */
export interface FuzzChats {
  readonly secret: string;
  readonly own: string;
}

/** Requests as the schemas want them, before anything is spoiled. An action without a maker does not compile. */
export function validRequests({ secret, own }: FuzzChats): Record<Action, fc.Arbitrary<object>> {
  const chatId = fc.constantFrom(secret, own, 'nowhere');
  const userId = fc.constantFrom('fuzz-alice', 'fuzz-bob', 'fuzz-mallory', 'nobody');
  const seq = fc.oneof(fc.nat(5), fc.nat(300), fc.constant(999_999_999_999));
  const clientMessageId = fc.uuid();
  const userIds = fc.uniqueArray(userId, { minLength: 1, maxLength: 4 });
  const limit = fc.integer({ min: 1, max: 50 });
  const text = fc.oneof(
    fc.string({ minLength: 1, unit: 'grapheme', maxLength: 40 }),
    fc.constant('x'.repeat(16_384)),
  );
  const change = { chatId, clientMessageId, afterSeq: seq };
  const marks = fc.record({
    chats: fc.uniqueArray(fc.record({ chatId, seq }), {
      minLength: 1,
      maxLength: 3,
      selector: (c) => c.chatId,
    }),
  });
  const until = fc.option(fc.constant('2030-01-01T00:00:00.000Z'), { nil: undefined });
  const handle = fc.option(fc.stringMatching(/^[a-z0-9_.]{3,30}$/), { nil: null });
  return {
    hello: fc.constant({}),
    ping: fc.constant({}),
    sendMessage: fc.record({ ...change, content: text }),
    getMessages: fc.oneof(
      fc.record({ chatId, limit }, { requiredKeys: ['chatId'] }),
      fc.record({ chatId, before: seq, limit }),
      fc.record({ chatId, after: seq }),
      fc.record({ chatId, cursor: fc.constantFrom('before.2', 'after.1', 'before.999999999999') }),
    ),
    sync: fc.record({
      chats: fc.uniqueArray(fc.record({ chatId, afterSeq: seq }), {
        minLength: 1,
        maxLength: 3,
        selector: (chat) => chat.chatId,
      }),
    }),
    createChat: fc.oneof(
      fc.record({ type: fc.constant('DIRECT'), with: fc.constantFrom('nobody', 'fuzz-mallory') }),
      fc.record({
        type: fc.constant('GROUP'),
        title: fc.constant('Fuzz'),
        members: fc.constant(['nobody']),
        clientMessageId: fc.constant('the-one-fuzz-group'),
      }),
    ),
    listChats: fc.record({ cursor: fc.constantFrom(own, 'a'), limit }, { requiredKeys: [] }),
    getChat: fc.record({ chatId }),
    addMembers: fc.record({ ...change, members: userIds }),
    removeMember: fc.record({ ...change, member: userId }),
    leaveChat: fc.record(change),
    updateChat: fc.record({ ...change, title: fc.constantFrom('Fuzz', 'Other') }),
    markDelivered: marks,
    markRead: marks,
    getReceipts: fc.record({ chatId, cursor: userId }, { requiredKeys: ['chatId'] }),
    typing: fc.record({ chatId, state: fc.constantFrom('started', 'stopped') }),
    muteChat: fc.record({ chatId, until }),
    registerDevice: fc.record({
      deviceId: fc.constant('fuzz-phone'),
      platform: fc.constantFrom('APNS', 'APNS_SANDBOX', 'FCM'),
      token: fc.string({ minLength: 1, maxLength: 200 }),
    }),
    unregisterDevice: fc.record({ deviceId: fc.constant('fuzz-phone') }),
    getUsers: fc.record({ userIds, chatId }, { requiredKeys: ['userIds'] }),
    findUser: fc.record({ handle: fc.stringMatching(/^[a-z0-9_.]{3,30}$/) }),
    getPresence: fc.record({ userIds }),
    watchPresence: fc.record({ userIds }),
    updateProfile: fc.record({ displayName: fc.constantFrom('Mallory', null), handle }),
  };
}
