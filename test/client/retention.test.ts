import { anOpenGroup } from '../support/a-client';
import { type FakeSocketServer } from '../support/fake-socket-server';
import { settle } from '../support/manual-clock';

/** Carries out the first send, or not, and says nothing. */
function loseFirstSend(server: FakeSocketServer, { isCarriedOut }: { isCarriedOut: boolean }): void {
  let isFirst = true;
  server.intercept = (request) => {
    if (request.action !== 'sendMessage' || !isFirst) return undefined;
    isFirst = false;
    if (isCarriedOut) server.append(request);
    return 'silence';
  };
}

describe('a chat whose entries have expired', () => {
  it('goes on above the numbers that were used, and sends follow from there', async () => {
    const { server, group, chat, clock, story } = await anOpenGroup(6);
    server.socket.drop();
    group.expire(1000, 999);
    await clock.advance(2000);
    expect(story).toEqual(['reset 1000']);
    expect(await chat.messages.send('hello')).toMatchObject({ seq: 1000 });
    expect(server.requestsOf('sendMessage').map(({ afterSeq }) => afterSeq)).toEqual([999]);
    await settle();
    expect(story).toEqual(['reset 1000', '1000']);
  });

  it('takes a message while the client has not heard of it', async () => {
    const { server, group, chat, clock, story } = await anOpenGroup(6);
    group.expire(1000, 999);
    const sent = chat.messages.send('hello');
    await clock.advance(5000);
    expect(await sent).toMatchObject({ seq: 1000 });
    expect(server.requestsOf('sendMessage').map(({ afterSeq }) => afterSeq)).toEqual([6, 999]);
    expect(story).toEqual(['reset 1000', '1000']);
  });

  it('takes the next message at once after that', async () => {
    const { server, group, chat, clock } = await anOpenGroup(6);
    group.expire(1000, 999);
    const sent = Promise.all([chat.messages.send('one'), chat.setTitle('Trip'), chat.messages.send('two')]);
    await clock.advance(5000);
    await sent;
    expect(group.log.map(({ seq }) => seq)).toEqual([1000, 1001, 1002]);
    expect(server.requestsOf('updateChat').map(({ afterSeq }) => afterSeq)).toEqual([1000]);
  });

  it('opens where the server says that it ends', async () => {
    const { client, server } = await anOpenGroup(6);
    server.group('other').expire(1000, 999);
    const chat = await client.chats.open('other');
    expect(chat.messages.startSeq).toBe(1000);
    expect(await chat.messages.send('hello')).toMatchObject({ seq: 1000 });
    expect(server.requestsOf('sendMessage').map(({ afterSeq }) => afterSeq)).toEqual([999]);
  });

  it.each([{ isCarriedOut: true }, { isCarriedOut: false }])(
    'leaves the outcome of a lost try unknown if its entry may have expired (%j)',
    async ({ isCarriedOut }) => {
      const { server, group, chat, clock } = await anOpenGroup(6);
      loseFirstSend(server, { isCarriedOut });
      const outcome = expect(chat.messages.send('hello')).rejects.toMatchObject({
        code: 'no_answer',
        outcome: 'unknown',
        message: /cannot be read any more/,
      });
      await settle();
      group.expire(1000, 999);
      await clock.advance(15_000);
      await outcome;
      expect(group.log).toEqual([]);
      expect(await chat.messages.send('next')).toMatchObject({ seq: 1000 });
      expect(server.requestsOf('sendMessage').map(({ afterSeq }) => afterSeq)).toEqual([6, 6, 999]);
    },
  );

  it('finds the entry of a lost try that has not expired', async () => {
    const { server, group, chat, clock } = await anOpenGroup(6);
    loseFirstSend(server, { isCarriedOut: true });
    const sent = chat.messages.send('hello');
    await settle();
    group.expire(7);
    await clock.advance(15_000);
    expect(await sent).toMatchObject({ seq: 7 });
    expect(group.log).toHaveLength(1);
  });

  it('is read on at full speed, page by page, where nothing is left', async () => {
    const { server, clock, story } = await anOpenGroup(6);
    const resets = [101, 201, 301, 401, 501];
    server.intercept = (request) => {
      const [fromSeq] = request.action === 'sync' ? resets.splice(0, 1) : [];
      if (fromSeq === undefined) return undefined;
      return { type: 'ok', chats: [{ chatId: 'group', messages: [], more: true, reset: { fromSeq } }] };
    };
    server.fill('group', 501);
    server.socket.drop();
    await clock.advance(1500);
    expect(story).toEqual([...[101, 201, 301, 401, 501].map((seq) => `reset ${seq}`), '501']);
  });
});
