import type { ChatEventWords, EventWords } from './documented';

export const eventWords: EventWords = {
  message: {
    means: 'Somebody sent a message.',
    who: 'Every socket of every member, except the socket that sent it.',
  },
  chat: {
    means:
      'A chat was created, or its members, roles or title changed. A chat that you did not know is new to you.',
    who: 'Every socket of every member and of whoever has just left or been removed, except the socket that asked for the change.',
  },
  receipt: {
    means:
      'A member has got or read a chat up to an entry. Cursors never fall: a lower one than you know is late.',
    who: 'In a direct chat the other member; in groups up to 32, of what was read, the senders of what it newly covers; and the other sockets of whoever has read.',
  },
  typing: {
    means:
      'A member is typing, or has stopped. Forget it after 5 s, or when a message of theirs comes: nobody says it again.',
    who: 'Every socket of every other member, in chats of up to 50 members. Sent once; it may get lost.',
  },
  presence: {
    means:
      'A user whom you watch has come online or gone offline. Who closes their socket is offline at once; who vanishes, 30 to 90 seconds later where clients ping every 20 seconds. If a later `at` is known to you, drop it.',
    who: 'The sockets that watch the user, and nobody else. Sent once; it may get lost, and watching again tells.',
  },
};

/** Each change of a chat, with an example of the entry's content. */
export const chatEventWords: ChatEventWords = {
  created: {
    means:
      'The chat begins: always the entry at `seq` 1. `members` are all who are in it, the creator among them.',
    example: {
      kind: 'created',
      chatType: 'GROUP',
      title: 'Weekend hike',
      members: ['alice', 'bob', 'carol'],
    },
  },
  membersAdded: {
    means: 'The sender added these users as `MEMBER`s. They may see entries from this one on.',
    example: { kind: 'membersAdded', members: ['dave'] },
  },
  memberRemoved: {
    means: 'The sender removed this user. It is the last entry that they are sent.',
    example: { kind: 'memberRemoved', member: 'dave' },
  },
  memberLeft: {
    means:
      'The sender left. If they were the `OWNER`, the `ADMIN` with the lowest `joinedSeq` is it now, or else the `MEMBER` with the lowest; among equals the one whose id comes first.',
    example: { kind: 'memberLeft' },
  },
  updated: {
    means:
      'The sender changed the title or roles; only what changed is there. Whoever is made `OWNER` takes the place of the sender, who becomes an `ADMIN`.',
    example: { kind: 'updated', title: 'Hike on Sunday', roles: [{ userId: 'bob', role: 'ADMIN' }] },
  },
};
