import { type Plan, type PlannedChat, users, type Watching } from './scenario';
import type { Random } from './seeded-random';

/** Each device watches some of the others, strangers among them: of those it must hear nothing. */
export function planWatches({ random, devices, chats }: Plan): Watching[] {
  return devices.flatMap((device) => watchesOf(random, device, chats));
}

function watchesOf(
  random: Random,
  { deviceId, userId }: { deviceId: string; userId: string },
  chats: readonly PlannedChat[],
): Watching[] {
  return users
    .filter((other) => other !== userId && random() < 0.6)
    .map((other) => {
      const shared = chats.filter(({ members }) => members.includes(userId) && members.includes(other));
      const group = shared.every(({ type }) => type === 'GROUP') ? shared[0] : undefined;
      return { deviceId, userIds: [other], ...(group && { chatId: group.chatId }) };
    });
}
