import { chatWorld } from './chat-world';
import { aDevice } from './memory-devices';
import { aPerson } from './person';

/** Alice has written one message, seq 2, to Bob, who has a phone and a tablet. */
export async function aMessageToPhones() {
  const world = chatWorld();
  const alice = aPerson(world, 'alice');
  const { chatId } = await alice.createDirect('bob');
  await alice.send(chatId, 'hi');
  await world.devices.put(aDevice({ userId: 'bob' }));
  await world.devices.put(aDevice({ userId: 'bob', deviceId: 'tablet', platform: 'APNS' }));
  return { world, chatId };
}
