import { type Receipt } from '../../client';
import { anOpenChat, anOpenGroup } from '../support/a-client';
import { anEntry } from '../support/fake-socket-server';
import { settle } from '../support/manual-clock';

const own = (seq: number) => anEntry(seq, { senderId: 'alice' });

async function aDirectChat() {
  const made = await anOpenChat(0);
  const receipts: Receipt[] = [];
  made.chat.receipts.onReceipt((receipt) => receipts.push(receipt));
  await made.chat.messages.send('one');
  await made.chat.messages.send('two');
  return { ...made, receipts };
}

describe('Receipts.onReceipt', () => {
  it('tells how far the other one is, and never that they went back', async () => {
    const { server, receipts } = await aDirectChat();
    server.reads('chat', 'bob', 2);
    server.socket.push({ type: 'receipt', chatId: 'chat', userId: 'bob', deliveredSeq: 2, readSeq: 1 });
    await settle();
    expect(receipts).toEqual([{ userId: 'bob', deliveredSeq: 2, readSeq: 2 }]);
  });

  it('tells after a reconnect what the other one read meanwhile', async () => {
    const { server, chat, clock, receipts } = await aDirectChat();
    server.socket.drop();
    server.chat('chat').cursors.raise('bob', 'markRead', 1);
    await clock.advance(2000);
    expect(receipts).toEqual([{ userId: 'bob', deliveredSeq: 1, readSeq: 1 }]);
    expect([1, 2].map((seq) => chat.receipts.statusOf(own(seq)))).toEqual(['READ', 'SENT']);
  });
});

describe('Receipts.statusOf', () => {
  it('follows the other one of a direct chat', async () => {
    const { server, chat } = await aDirectChat();
    const status = () => [1, 2].map((seq) => chat.receipts.statusOf(own(seq)));
    expect(status()).toEqual(['SENT', 'SENT']);
    server.gets('chat', 'bob', 2);
    expect(status()).toEqual(['DELIVERED', 'DELIVERED']);
    server.reads('chat', 'bob', 1);
    expect(status()).toEqual(['READ', 'DELIVERED']);
  });

  it('is not raised by what the user reads on another device', async () => {
    const { server, chat } = await aDirectChat();
    server.reads('chat', 'alice', 2);
    expect(chat.receipts.statusOf(own(2))).toBe('SENT');
  });

  it('is what the server told, of entries of others', async () => {
    const { server, chat } = await aDirectChat();
    server.reads('chat', 'bob', 2);
    expect(chat.receipts.statusOf(anEntry(1, { status: 'DELIVERED' }))).toBe('DELIVERED');
  });

  it('never falls below what the server told', async () => {
    const { chat } = await aDirectChat();
    expect(chat.receipts.statusOf({ ...own(2), status: 'READ' })).toBe('READ');
  });

  it('is READ in a group once all others have read it', async () => {
    const { server, chat, group } = await anOpenGroup(3);
    group.members.set('cleo', { role: 'MEMBER', joinedSeq: 1 });
    await chat.load();
    server.reads('group', 'bob', 3);
    expect(chat.receipts.statusOf(own(3))).toBe('SENT');
    server.reads('group', 'cleo', 2);
    expect([2, 3].map((seq) => chat.receipts.statusOf(own(seq)))).toEqual(['READ', 'SENT']);
  });

  it('is not guessed in a group whose members have changed', async () => {
    const { server, chat } = await anOpenGroup(3);
    server.change('group', 'alice', { kind: 'membersAdded', members: ['cleo'] });
    await settle();
    server.fill('group', 5, 'alice');
    server.reads('group', 'bob', 5);
    expect(chat.receipts.statusOf(own(5))).toBe('SENT');
  });

  it('takes in where a page of history says that all others are', async () => {
    const { chat, group } = await anOpenGroup(3);
    group.members.set('cleo', { role: 'MEMBER', joinedSeq: 1 });
    group.cursors.raise('bob', 'markRead', 3);
    group.cursors.raise('cleo', 'markDelivered', 2);
    await chat.messages.history();
    expect([2, 3].map((seq) => chat.receipts.statusOf(own(seq)))).toEqual(['DELIVERED', 'SENT']);
  });
});

describe('Receipts.list', () => {
  it('tells of every other member, over all pages, and raises the status by it', async () => {
    const { server, chat, group } = await anOpenGroup(3);
    server.receiptPageSize = 2;
    for (const userId of ['bob', 'cleo', 'dave', 'eve', 'finn']) {
      group.members.set(userId, { role: 'MEMBER', joinedSeq: 1 });
      group.cursors.raise(userId, 'markRead', 3);
    }
    group.members.set('gina', { role: 'MEMBER', joinedSeq: 2 });
    await chat.load();
    const listed = await chat.receipts.list();
    expect(listed.map(({ userId, readSeq }) => `${userId} ${readSeq}`)).toEqual([
      ...['bob', 'cleo', 'dave', 'eve', 'finn'].map((userId) => `${userId} 3`),
      'gina 2',
    ]);
    expect(server.requestsOf('getReceipts')).toHaveLength(3);
    expect([2, 3].map((seq) => chat.receipts.statusOf(own(seq)))).toEqual(['READ', 'SENT']);
  });
});
