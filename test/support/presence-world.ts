import { watchPresence } from '../../lambda/domain/get-presence';
import { keepOnline } from '../../lambda/domain/keep-online';
import { postPresence } from '../../lambda/domain/post-presence';
import { aCaller, type ChatWorld, chatWorld } from './chat-world';
import { aPerson, connectAll } from './person';

export const alice = { userId: 'alice', connectionId: 'alice-1' };
export const bob = { userId: 'bob', connectionId: 'bob-1' };

/** alice and bob have a direct chat; each has a socket, and alice watches bob. */
export async function contacts(): Promise<ChatWorld> {
  const world = chatWorld();
  await connectAll(world, ['alice', 'bob', 'mallory']);
  await aPerson(world, 'alice').createDirect('bob');
  for (const socket of [alice, bob]) await keepOnline(world, socket);
  await watchPresence(world, aCaller(world, 'alice'), { userIds: ['bob'] });
  world.poster.posted.length = 0;
  return world;
}

/** Tells the watchers what is in the queue, and empties it. */
export async function tell(world: ChatWorld): Promise<void> {
  for (const change of world.changes.changes.splice(0)) await postPresence(world, change);
}
