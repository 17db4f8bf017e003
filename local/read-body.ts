import { type IncomingMessage } from 'node:http';

/**
 * The whole body, or undefined when it is longer than allowed: the rest is read and dropped. By its events, because a
 * message to a large group makes hundreds of requests, and an iterator would take as long as all else that they need.
 */
export const readBody = (message: IncomingMessage, maxBytes = Infinity): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
    });
    message.on('end', () => resolve(length <= maxBytes ? Buffer.concat(chunks) : undefined));
    message.on('error', reject);
    message.on('close', () => reject(new Error('The connection was lost within a body')));
  });
