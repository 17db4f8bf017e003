import { type IncomingMessage } from 'node:http';

/** The whole body, or undefined as soon as it is longer than allowed; the rest is then read and dropped. */
export const readBody = async (
  message: IncomingMessage,
  maxBytes = Infinity,
): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
  }
  return length <= maxBytes ? Buffer.concat(chunks) : undefined;
};
