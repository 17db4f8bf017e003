/** The only maker of keys. seq is padded to 12 digits so that the order of keys is the order of entries. */
export const chatPartition = (chatId: string): string => `CHAT#${chatId}`;

export const entryKey = (chatId: string, seq: number) => ({
  PK: chatPartition(chatId),
  SK: `MSG#${String(seq).padStart(12, '0')}`,
});

export const rosterKey = (chatId: string) => ({ PK: chatPartition(chatId), SK: 'META' });

export const userPartition = (userId: string): string => `USER#${userId}`;

export const userChatKey = (userId: string, chatId: string) => ({
  PK: userPartition(userId),
  SK: chatPartition(chatId),
});

/** The chat of a key that `rosterKey`, `entryKey` (PK) or `userChatKey` (SK) made. */
export const chatIdOf = (key: unknown): string => String(key).slice(chatPartition('').length);

/** The user of a key that `userChatKey` (PK) made. */
export const userIdOf = (key: unknown): string => String(key).slice(userPartition('').length);

export const profileKey = (userId: string) => ({ PK: userPartition(userId), SK: 'PROFILE' });

/** Which user has a handle. */
export const handleKey = (handle: string) => ({ PK: `HANDLE#${handle}`, SK: 'OWNER' });

export const devicePrefix = 'DEVICE#';

export const deviceKey = (userId: string, deviceId: string) => ({
  PK: userPartition(userId),
  SK: devicePrefix + deviceId,
});

/** Which device a push token belongs to. */
export const tokenKey = (tokenHash: string) => ({ PK: `TOKEN#${tokenHash}`, SK: 'OWNER' });
