import { anOpenGroup } from '../support/a-client';
import { settle } from '../support/manual-clock';

describe('Chat.info', () => {
  it('follows the changes that come as events', async () => {
    const { server, chat } = await anOpenGroup(3);
    server.change('group', 'bob', { kind: 'updated', title: 'Trip' });
    server.change('group', 'bob', { kind: 'membersAdded', members: ['cleo'] });
    await settle();
    expect(chat.info).toMatchObject({ title: 'Trip', memberCount: 3, lastSeq: 5 });
  });

  it('follows the changes that a sync brings', async () => {
    const { server, group, chat, clock } = await anOpenGroup(3);
    server.socket.drop();
    group.change('bob', { kind: 'updated', title: 'Trip' });
    group.change('bob', { kind: 'membersAdded', members: ['cleo', 'dave'] });
    group.change('cleo', { kind: 'memberLeft' });
    await clock.advance(2000);
    expect(chat.info).toMatchObject({ title: 'Trip', memberCount: 3 });
  });

  it('counts a change once that comes as an event and by sync', async () => {
    const { server, group, chat, clock } = await anOpenGroup(3);
    server.fill('group', 4);
    server.change('group', 'bob', { kind: 'membersAdded', members: ['cleo'] });
    await clock.advance(2000);
    expect(chat.info.memberCount).toBe(group.members.size);
  });

  it('is not put back by an event that comes late or again', async () => {
    const { server, group, chat } = await anOpenGroup(3);
    const older = server.chatEvent('group', group.change('bob', { kind: 'updated', title: 'Trip' }));
    server.change('group', 'bob', { kind: 'updated', title: 'Walk' });
    for (let count = 0; count < 2; count += 1) server.socket.push(older);
    await settle();
    expect(chat.info.title).toBe('Walk');
  });

  it('has members as long as they are right, and again when they are asked for', async () => {
    const { server, chat } = await anOpenGroup(3);
    const bob = { userId: 'bob', role: 'MEMBER', joinedSeq: 1 };
    expect(chat.info.members).toContainEqual(bob);
    server.change('group', 'bob', { kind: 'updated', title: 'Trip' });
    expect(chat.info.members).toContainEqual(bob);
    server.change('group', 'alice', { kind: 'updated', roles: [{ userId: 'bob', role: 'ADMIN' }] });
    expect(chat.info.members).toBeUndefined();
    expect((await chat.load()).members).toContainEqual({ ...bob, role: 'ADMIN' });
    expect(chat.info.members).toContainEqual({ ...bob, role: 'ADMIN' });
  });
});
