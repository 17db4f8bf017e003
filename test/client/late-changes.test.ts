import { anOpenGroup } from '../support/a-client';
import { type ChangeRequest } from '../support/fake-chat';
import { settle } from '../support/manual-clock';

/** Cleo is in the group; to add her once more is on its way, and the gateway has said that some request failed. */
async function aRepeatedChange() {
  const made = await anOpenGroup(3);
  const { server, group, chat, clock } = made;
  group.members.set('cleo', { role: 'MEMBER', joinedSeq: 1 });
  let first: ChangeRequest | undefined;
  server.intercept = (request) => {
    if (request.action !== 'addMembers' || first) return undefined;
    first = request;
    return 'silence';
  };
  const order: string[] = [];
  const settled = Promise.all([
    chat.members.add(['cleo']).then(() => order.push('added')),
    chat.members.remove('cleo').then(() => order.push('removed')),
  ]);
  await settle();
  server.socket.push({ message: 'Internal server error', connectionId: 'c', requestId: 'r' });
  await clock.advance(5000);
  return { ...made, order, settled, carryOutFirst: () => first && server.carryOut(first) };
}

describe('a change whose repetition finds nothing to do', () => {
  it('holds up the next one for as long as the first try may still be carried out', async () => {
    const { server, group, clock, order, settled } = await aRepeatedChange();
    expect(server.requestsOf('addMembers')).toHaveLength(2);
    expect([order, server.requestsOf('removeMember')]).toEqual([[], []]);
    await clock.advance(10_000);
    await settled;
    expect([order, group.members.has('cleo')]).toEqual([['added', 'removed'], false]);
  });

  it('is made if the first try is carried out then', async () => {
    const { group, clock, order, settled, carryOutFirst } = await aRepeatedChange();
    group.change('bob', { kind: 'memberRemoved', member: 'cleo' });
    carryOutFirst();
    await clock.advance(10_000);
    await settled;
    const kinds = group.log.slice(3).map(({ content }) => (content as { kind: string }).kind);
    expect(kinds).toEqual(['memberRemoved', 'membersAdded', 'memberRemoved']);
    expect(order).toEqual(['added', 'removed']);
  });
});
