/** The only maker of keys. seq is padded to 12 digits so that the order of keys is the order of entries. */
export const chatPartition = (chatId: string): string => `CHAT#${chatId}`;

export const entryKey = (chatId: string, seq: number) => ({
  PK: chatPartition(chatId),
  SK: `MSG#${String(seq).padStart(12, '0')}`,
});

export const rosterKey = (chatId: string) => ({ PK: chatPartition(chatId), SK: 'META' });

export const userChatKey = (userId: string, chatId: string) => ({
  PK: `USER#${userId}`,
  SK: chatPartition(chatId),
});
