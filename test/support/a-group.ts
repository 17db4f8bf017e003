import { type ChatWorld, chatWorld } from './chat-world';
import { aPerson, connectAll } from './person';

/** alice's group of the members. All of them are connected, and so is dan, who need not be in it; nothing has been posted or queued yet. */
export async function aGroup(members = ['bob', 'cleo']) {
  const world = chatWorld();
  await connectAll(world, [...new Set(['alice', ...members, 'dan'])]);
  const [alice, bob, cleo] = [aPerson(world, 'alice'), aPerson(world, 'bob'), aPerson(world, 'cleo')];
  const { chatId } = await alice.createGroup(members, { name: 'group' });
  world.poster.posted.length = 0;
  world.queue.jobs.length = 0;
  return { world, chatId, alice, bob, cleo };
}

/** What the user's socket was told of changes of chats. */
export const eventsTo = (world: ChatWorld, userId: string): (object | undefined)[] =>
  world.poster.posted
    .filter(({ connectionId }) => connectionId === `${userId}-1`)
    .map(({ frame }) => (frame as { change?: { content: object } }).change?.content);
