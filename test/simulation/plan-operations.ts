import { profiles } from './profiles';
import { type Operation, type Plan, type PlannedChat, users } from './scenario';
import { between, pick, type Random, wholeBetween } from './seeded-random';
import type { Wish } from './wishes';

/** Half of what happens, happens at few moments: what is not simultaneous is not tried. */
export function planOperations({ random, profile, devices, chats }: Plan): Operation[] {
  const count = 36;
  const { membershipShare, actMs } = profiles[profile];
  const moments = Array.from({ length: 8 }, () => between(random, 1_500, actMs));
  const deviceOf = (userId: string) =>
    pick(
      random,
      devices.filter((device) => device.userId === userId),
    ).deviceId;
  const operations = Array.from({ length: count }, (_operation, index): Operation[] => {
    const chat = pick(random, chats);
    const { chatId } = chat;
    const at =
      random() < 0.5 ? pick(random, moments) + between(random, 0, 60) : between(random, 1_500, actMs);
    const isChange = random() < membershipShare && chat.type === 'GROUP';
    const wish = isChange ? aChange(random, chat) : aWish(random, index);
    const isOwners = isChange && random() < 0.8 && wish.kind !== 'memberLeft';
    const userId = isOwners ? chat.creatorId : pick(random, chat.members);
    const operation = { at, deviceId: deviceOf(userId), chatId, wish };
    // Who leaves is added again, maybe before they know that they have left.
    if (wish.kind === 'memberLeft') {
      const again: Wish = { kind: 'membersAdded', members: [userId] };
      const soon = at + between(random, 300, 9_000);
      return [operation, { at: soon, deviceId: deviceOf(chat.creatorId), chatId, wish: again }];
    }
    // Whom it is about writes at the same time.
    const about = wish.kind === 'memberRemoved' && random() < 0.6 ? wish.member : undefined;
    if (about === undefined) return [operation];
    const text: Wish = { kind: 'message', text: `meanwhile ${index}` };
    return [operation, { at: at + between(random, -60, 60), deviceId: deviceOf(about), chatId, wish: text }];
  });
  return operations.flat().sort((one, other) => one.at - other.at);
}

function aWish(random: Random, index: number): Wish {
  const chance = random();
  if (chance < 0.1) return { kind: 'read' };
  if (chance < 0.13) return { kind: 'typing' };
  if (chance < 0.15) return { kind: 'bluff', text: `text ${index}` };
  return { kind: 'message', text: `text ${index}` };
}

function aChange(random: Random, chat: PlannedChat): Wish {
  const others = users.filter((userId) => userId !== chat.creatorId);
  const chance = random();
  if (chance < 0.45) return { kind: 'membersAdded', members: [pick(random, others)] };
  if (chance < 0.8) return { kind: 'memberRemoved', member: pick(random, others) };
  if (chance < 0.87) return { kind: 'memberLeft' };
  if (chance < 0.91) return { kind: 'group', title: 'more', members: users.filter(() => random() < 0.5) };
  if (chance < 0.95) return { kind: 'updated', title: `title ${wholeBetween(random, 1, 99)}` };
  return { kind: 'updated', roles: [{ userId: pick(random, others), role: 'ADMIN' }] };
}
