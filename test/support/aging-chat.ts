import { chatWorld } from './chat-world';
import { aPerson, connectAll } from './person';

export const day = 86_400_000;
export const retentionDays = 30;

/** So many messages of Alice to Bob, seq 2 on, a second apart. */
export async function aChat(messages: number) {
  const world = { ...chatWorld(), retentionDays };
  await connectAll(world, ['alice', 'bob']);
  const [alice, bob] = [aPerson(world, 'alice'), aPerson(world, 'bob')];
  const { chatId } = await alice.createDirect('bob');
  for (let count = 0; count < messages; count++) {
    world.runtime.nowMs += 1000;
    await alice.send(chatId, `message ${count}`);
  }
  return { world, chatId, alice, bob };
}
