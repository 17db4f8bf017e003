import { onlyLocally, type Stage } from '../stage';

export function live(stage: Stage): void {
  describe('P6: with the socket up every device converges without reconnecting or new traffic', () => {
    it('a device that only listens gets everything', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      const sent = await Promise.all(
        [1, 2, 3, 4, 5].flatMap((n) => [alice.say(chat, `a${n}`), bob.say(chat, `b${n}`)]),
      );
      await Promise.all(sent.map(({ seq }) => carol.event(chat, seq, 15)));
      expect([...new Set(carol.told(chat))]).toHaveLength(1 + sent.length);
    });

    it('a socket that has made no request gets what is sent from then on', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const silent = await stage.member('bob');
      const { seq } = await alice.say(chat, 'hello');
      expect(await silent.event(chat, seq, 15)).toMatchObject({ message: { content: 'hello' } });
    });

    const kill = 'it kills the function that has just written the message';
    onlyLocally(kill)(
      'a message is delivered whose sender and whose function died when it was written',
      async () => {
        const [alice, bob] = await stage.members('alice', 'bob');
        const chat = await alice.group([bob]);
        await alice.say(chat, 'warm up');
        const died = dieAfterWrite(stage);
        const draft = alice.draft(chat, 'sent by the dying');
        void alice.ask('sendMessage', draft).catch(() => undefined);
        await died;
        alice.client.socket.terminate();
        const event = await bob.event(chat, chat.lastSeq + 1, 30);
        expect(event).toMatchObject({ message: { content: 'sent by the dying' } });
        expect((await bob.history(chat)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
      },
      60_000,
    );

    onlyLocally(kill)(
      'a member is told that they were added although the function died when it was written',
      async () => {
        const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
        const chat = await alice.group([bob]);
        const died = dieAfterWrite(stage);
        void alice
          .ask('addMembers', alice.changing(chat, { members: [carol.userId] }))
          .catch(() => undefined);
        await died;
        alice.client.socket.terminate();
        expect(await carol.event(chat, 2, 30)).toMatchObject({
          change: { content: { kind: 'membersAdded' } },
        });
        expect((await carol.list()).map(({ chatId }) => chatId)).toContain(chat.chatId);
      },
      60_000,
    );
  });
}

/** Kills every environment of the function that writes the next entry, as soon as the table has it. */
export function dieAfterWrite({ local }: Stage): Promise<void> {
  return new Promise((resolve) => {
    local.onCall = ({ operation, resource, functionName, status }) => {
      if (operation !== 'PutItem' || status !== 200 || !resource.includes('Messages')) return;
      local.onCall = () => undefined;
      const writers = local.runtime.environments().filter(({ logicalId }) => logicalId === functionName);
      void Promise.all(writers.map((writer) => writer.kill())).then(() => resolve());
    };
  });
}
