import type { Stage } from '../stage';

export function order(stage: Stage): void {
  describe('P2: a chat has one order without gaps, the same on every device', () => {
    it('numbers what four members send at the same time 1, 2, 3 …, each number once', async () => {
      const people = await stage.members('alice', 'bob', 'carol', 'dave');
      const [alice, ...others] = people;
      const chat = await alice.group(others);
      const first = chat.lastSeq;
      const acks = await Promise.all(
        people.flatMap((member) =>
          [1, 2, 3, 4].map((count) => member.say(chat, `${member.userId} ${count}`)),
        ),
      );
      const seqs = acks.map(({ seq }) => seq).sort((one, other) => one - other);
      expect(seqs).toEqual(Array.from({ length: 16 }, (_seq, index) => first + 1 + index));
      const histories = await Promise.all(people.map((member) => member.history(chat)));
      for (const history of histories) expect(history).toEqual(histories[0]);
      for (const { seq, messageId } of acks) {
        expect(histories[0]!.find((entry) => entry.seq === seq)!.messageId).toBe(messageId);
      }
    });

    it('shows in events what it shows in history', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      const acks = await Promise.all(
        [1, 2, 3].flatMap((n) => [alice.say(chat, `a${n}`), bob.say(chat, `b${n}`)]),
      );
      const events = await Promise.all(acks.map(({ seq }) => carol.event(chat, seq)));
      const told = events.map(({ message }) => message as { seq: number });
      const history = (await carol.history(chat)).filter(({ seq }) => seq > 1);
      expect([...told].sort((one, other) => one.seq - other.seq)).toEqual(history);
    });

    it('numbers changes of the chat along with its messages', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob]);
      await alice.say(chat, 'one');
      await alice.add(chat, carol);
      await alice.change('updateChat', chat, { title: 'Renamed' });
      await bob.say(chat, 'two');
      const history = await alice.history(chat);
      expect(history.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      expect(
        history.map(({ content }) =>
          typeof content === 'string' ? content : 'kind' in content && content.kind,
        ),
      ).toEqual(['created', 'one', 'membersAdded', 'updated', 'two']);
    });

    it('gives ids and times that rise with the numbers', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      await Promise.all([1, 2, 3, 4, 5].flatMap((n) => [alice.say(chat, `a${n}`), bob.say(chat, `b${n}`)]));
      const history = await bob.history(chat);
      const ids = history.map(({ messageId }) => BigInt(messageId));
      const times = history.map(({ sentAt }) => sentAt);
      expect(ids).toEqual([...new Set(ids)].sort((one, other) => (one < other ? -1 : 1)));
      expect(times).toEqual([...times].sort());
    });
  });

  describe('P3: what one device sends to a chat one at a time keeps its order', () => {
    it('though others send meanwhile', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const noise = Promise.all([1, 2, 3, 4, 5, 6].map((count) => bob.say(chat, `noise ${count}`)));
      const seqs: number[] = [];
      for (const count of [1, 2, 3, 4, 5, 6]) seqs.push((await alice.say(chat, `${count}`)).seq);
      await noise;
      expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
      const own = (await bob.history(chat)).filter(
        ({ senderId, seq }) => senderId === alice.userId && seq > 1,
      );
      expect(own.map(({ content }) => content)).toEqual(['1', '2', '3', '4', '5', '6']);
    });

    it('though each goes out on another socket of the user', async () => {
      const sockets = await stage.members('alice', 'alice', 'alice');
      const bob = await stage.member('bob');
      const chat = await sockets[0].group([bob]);
      const seqs: number[] = [];
      for (let count = 0; count < 6; count++)
        seqs.push((await sockets[count % 3]!.say(chat, `${count}`)).seq);
      expect(seqs).toEqual([2, 3, 4, 5, 6, 7]);
    });
  });
}
