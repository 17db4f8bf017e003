import type { PushJob } from '../../../lambda/domain/ports';
import { pushToPhones } from '../../../lambda/domain/push-to-phones';
import { aSocket, type ChatWorld, chatWorld } from '../../support/chat-world';
import { aDevice } from '../../support/memory-devices';
import { aMessageToPhones } from '../../support/message-to-phones';
import { everyMoment, mortal } from '../../support/mortal';
import { aPerson } from '../../support/person';

let chatId = '';

async function aMessage(): Promise<ChatWorld> {
  const { world, chatId: created } = await aMessageToPhones();
  chatId = created;
  return world;
}

const job = (seq = 2, userIds = ['bob']): PushJob => ({ chatId, seq, userIds });

const told = (world: ChatWorld) => world.sender.sent.map(({ endpointArn, seq }) => `${endpointArn} ${seq}`);

const bothTold = ['bob/phone 2', 'bob/tablet 2'];

/** A live socket of one of Bob's devices. */
const online = (world: ChatWorld, deviceId: string) =>
  world.connections.put(aSocket({ userId: 'bob', connectionId: `bob-${deviceId}`, deviceId }));

describe('pushToPhones', () => {
  it('tells all phones of a user, without the text', async () => {
    const world = await aMessage();
    expect(await pushToPhones(world, [job()])).toEqual([]);
    expect(world.sender.sent).toEqual([
      { endpointArn: 'bob/phone', chatId, seq: 2, badge: 1 },
      { endpointArn: 'bob/tablet', chatId, seq: 2, badge: 1 },
    ]);
  });

  it('brings the text with it if previews are on', async () => {
    const world = { ...(await aMessage()), hasPreviews: true };
    await pushToPhones(world, [job()]);
    expect(world.sender.sent).toMatchObject([{ text: 'hi' }, { text: 'hi' }]);
  });

  it('leaves out the text of a message that has expired', async () => {
    const world = { ...(await aMessage()), hasPreviews: true };
    world.runtime.nowMs += 2_000 * 86_400_000;
    await pushToPhones(world, [job()]);
    expect(told(world)).toEqual(bothTold);
    expect(world.sender.sent[0]).not.toHaveProperty('text');
  });

  it('makes one push of a burst, whatever the order of the jobs', async () => {
    const world = await aMessage();
    await pushToPhones(world, [job(3), job(4), job(2)]);
    expect(told(world)).toEqual(['bob/phone 4', 'bob/tablet 4']);
  });

  it('tells nobody twice of a message, nor of an earlier one', async () => {
    const world = await aMessage();
    await pushToPhones(world, [job(3)]);
    world.sender.sent.length = 0;
    await pushToPhones(world, [job(3), job(2)]);
    expect(told(world)).toEqual([]);
  });

  it('leaves those alone who have read it', async () => {
    const world = await aMessage();
    await aPerson(world, 'bob').read(chatId, 2);
    await pushToPhones(world, [job()]);
    expect(told(world)).toEqual([]);
  });

  it('leaves those alone who have left the chat', async () => {
    const world = chatWorld();
    const alice = aPerson(world, 'alice');
    ({ chatId } = await alice.createGroup(['bob', 'carol']));
    await alice.send(chatId, 'hi');
    for (const userId of ['bob', 'carol']) await world.devices.put(aDevice({ userId }));
    await aPerson(world, 'bob').leave(chatId);
    await pushToPhones(world, [job(2, ['bob', 'carol', 'nobody'])]);
    expect(told(world)).toEqual(['carol/phone 2']);
  });

  it('keeps still in a chat that is muted, until it no longer is', async () => {
    const world = await aMessage();
    await aPerson(world, 'bob').mute(chatId, new Date(world.runtime.nowMs + 60_000).toISOString());
    await pushToPhones(world, [job()]);
    expect(told(world)).toEqual([]);
    world.runtime.nowMs += 60_000;
    await pushToPhones(world, [job()]);
    expect(told(world)).toEqual(bothTold);
  });

  it('tells a phone although a laptop of the user is online and has the message', async () => {
    const world = await aMessage();
    await online(world, 'laptop');
    await aPerson(world, 'bob').deliver(chatId, 2);
    await pushToPhones(world, [job()]);
    expect(told(world)).toEqual(bothTold);
  });

  it('leaves out the device that is online and has the message', async () => {
    const world = await aMessage();
    await online(world, 'tablet');
    await aPerson(world, 'bob').deliver(chatId, 2);
    await pushToPhones(world, [job()]);
    expect(told(world)).toEqual(['bob/phone 2']);
  });

  it('tells a phone whose socket looks alive, if nobody has marked the message delivered', async () => {
    const world = await aMessage();
    await online(world, 'tablet');
    await pushToPhones(world, [job()]);
    expect(told(world)).toEqual(bothTold);
  });

  it('tells a phone later that was online, and is so no longer', async () => {
    const world = await aMessage();
    await world.devices.forget({ userId: 'bob', deviceId: 'tablet', endpointArn: 'bob/tablet' });
    await online(world, 'phone');
    await aPerson(world, 'bob').deliver(chatId, 2);
    await pushToPhones(world, [job()]);
    expect(told(world)).toEqual([]);
    await world.connections.remove({ userId: 'bob', connectionId: 'bob-phone' });
    await pushToPhones(world, [job()]);
    expect(told(world)).toEqual(['bob/phone 2']);
  });

  it('switches off a device whose endpoint is disabled, and forgets one whose endpoint is gone', async () => {
    const world = await aMessage();
    world.sender.outcomes.set('bob/phone', 'disabled').set('bob/tablet', 'gone');
    expect(await pushToPhones(world, [job()])).toEqual([]);
    expect(await world.devices.list('bob')).toEqual([aDevice({ userId: 'bob', isEnabled: false })]);
    world.sender.outcomes.clear();
    await pushToPhones(world, [job()]);
    expect(told(world)).toEqual([]);
  });

  it('tells a phone that registers again after its endpoint was disabled', async () => {
    const world = await aMessage();
    await world.devices.forget({ userId: 'bob', deviceId: 'tablet', endpointArn: 'bob/tablet' });
    world.sender.outcomes.set('bob/phone', 'disabled');
    await pushToPhones(world, [job()]);
    await world.devices.put(aDevice({ userId: 'bob', endpointArn: 'bob/anew' }));
    await pushToPhones(world, [job()]);
    expect(told(world)).toEqual(['bob/anew 2']);
  });

  it('does not try again what the platform refuses', async () => {
    const world = await aMessage();
    world.sender.outcomes.set('bob/tablet', 'refused');
    expect(await pushToPhones(world, [job()])).toEqual([]);
    expect(told(world)).toEqual(['bob/phone 2']);
    expect(world.runtime.reports).toEqual(['a push was refused']);
  });

  it('gives back the job of the user whose push failed, and only that one', async () => {
    const world = await aMessage();
    await world.devices.put(aDevice({ userId: 'alice' }));
    world.sender.outcomes.set('bob/tablet', 'throttled');
    const jobs = [job(), job(3, ['alice'])];
    expect(await pushToPhones(world, jobs)).toEqual([jobs[0]]);
    world.sender.outcomes.clear();
    expect(await pushToPhones(world, jobs)).toEqual([]);
    expect(told(world)).toEqual(['bob/phone 2', 'alice/phone 3', 'bob/phone 2', 'bob/tablet 2']);
  });

  it('costs a user without a phone no more than the reads that find that out', async () => {
    const world = await aMessage();
    const { world: counted, calls } = mortal(world, { call: 0, effect: 'before' });
    await pushToPhones(counted, [job(3, ['alice'])]);
    expect(calls()).toBe(3);
  });
});

describe('a push worker that dies at any call', () => {
  it('has told every phone at the latest when the queue delivers the jobs again', async () => {
    const { world: counted, calls } = mortal(await aMessage(), { call: 0, effect: 'before' });
    await pushToPhones(counted, [job()]);
    expect(calls()).toBe(7);
    for (const moment of everyMoment(calls())) {
      const world = await aMessage();
      await pushToPhones(mortal(world, moment).world, [job()]).catch(() => undefined);
      await pushToPhones(world, [job()]);
      expect([...new Set(told(world))].sort()).toEqual(bothTold);
    }
  });

  it('tells nobody anew once all is noted', async () => {
    const world = await aMessage();
    await pushToPhones(mortal(world, { call: 7, effect: 'after' }).world, [job()]);
    await pushToPhones(world, [job()]);
    expect(told(world)).toEqual(bothTold);
  });
});
