import { randomUUID } from 'node:crypto';
import { errorCodes } from '../../../protocol';
import type { Frame } from '../../support/local-runtime';
import type { Stage } from '../stage';

/** An answer must be a refusal with this code, and say about retrying what the table of codes says. */
function expectRefusal(frame: Frame, code: keyof typeof errorCodes): void {
  expect(frame).toMatchObject({ type: 'error', code, retryable: errorCodes[code].retryable });
  expect(frame['message']).toMatch(/^unable to [^;]+; .+/);
}

/** Of an answer that may not come: a machine that is busy with something else takes its time. */
const codeOf = (answer: Promise<Frame>): Promise<unknown> =>
  answer.then(
    (frame) => (frame.type === 'error' ? frame['code'] : frame.type),
    () => 'none',
  );

export function errors(stage: Stage): void {
  describe('errors', () => {
    it.each([
      ['is not JSON', '{"action":'],
      ['is a number', '7'],
      ['is null', 'null'],
    ])('a frame that %s is a bad_request, and the socket stays open', async (_what, text) => {
      const { client } = await stage.member('alice');
      expectRefusal(await client.send(text), 'bad_request');
      expect(await client.request('ping')).toMatchObject({ type: 'ok' });
    });

    it('an unknown action, also one that every object has, is an unknown_action', async () => {
      const { client } = await stage.member('alice');
      for (const action of ['dance', 'toString', '__proto__', '$connect', '$default']) {
        expectRefusal(await client.request(action), 'unknown_action');
      }
    });

    it('a field that is missing, unknown or wrong is a bad_request that carries the requestId', async () => {
      const alice = await stage.member('alice');
      for (const fields of [
        {},
        { chatId: 'a b' },
        { chatId: 7 },
        { chatId: 'c', extra: 1 },
        { chatId: null },
      ]) {
        expectRefusal(await alice.ask('getChat', fields), 'bad_request');
      }
    });

    it('what the client wrote is not repeated in a refusal', async () => {
      const alice = await stage.member('alice');
      const marker = 'do-not-repeat-this';
      for (const [action, fields] of [
        ['getChat', { chatId: `${marker} ` }],
        ['getMessages', { chatId: 'c', cursor: marker }],
        [marker, {}],
      ] as const) {
        expect(JSON.stringify(await alice.ask(action, fields))).not.toContain(marker);
      }
    });

    it('who lacks the role is forbidden', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      for (const [action, fields] of [
        ['addMembers', { members: ['somebody'] }],
        ['removeMember', { member: carol.userId }],
        ['updateChat', { title: 'Mine' }],
        ['updateChat', { roles: [{ userId: bob.userId, role: 'ADMIN' }] }],
      ] as const) {
        expectRefusal(await bob.ask(action, bob.changing(chat, fields)), 'forbidden');
      }
      expect(await alice.history(chat)).toHaveLength(1);
    });

    it('a direct chat cannot be changed nor left', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.direct(bob);
      for (const [action, fields] of [
        ['addMembers', { members: ['somebody'] }],
        ['removeMember', { member: bob.userId }],
        ['updateChat', { title: 'Mine' }],
        ['leaveChat', {}],
      ] as const) {
        expectRefusal(await alice.ask(action, alice.changing(chat, fields)), 'forbidden');
      }
    });

    it('a handle that somebody has is taken', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const handle = `h${randomUUID().slice(0, 8)}`;
      await alice.do('updateProfile', { handle });
      expectRefusal(await bob.ask('updateProfile', { handle }), 'taken');
      await alice.do('updateProfile', { handle: null });
      expect(await bob.do('updateProfile', { handle })).toMatchObject({ user: { handle } });
      await bob.do('updateProfile', { handle: null });
    });

    it('an afterSeq that the chat does not have is a stale_attempt', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      expectRefusal(
        await alice.ask('sendMessage', alice.draft(chat, 'hi', { afterSeq: 9 })),
        'stale_attempt',
      );
    });

    it('who sends without waiting is rate_limited at worst, and the same bytes pass later', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const drafts = Array.from({ length: 24 }, (_draft, index) => alice.draft(chat, `flood ${index}`));
      const codes = await Promise.all(drafts.map((draft) => codeOf(alice.ask('sendMessage', draft))));
      expect(['ok', 'rate_limited', 'busy', 'unavailable', 'internal', 'none']).toEqual(
        expect.arrayContaining([...new Set(codes)]),
      );
      for (const draft of drafts) await alice.do('sendMessage', draft);
      const history = await bob.history(chat);
      expect(history.map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_seq, index) => index + 1));
    }, 120_000);
  });
}
