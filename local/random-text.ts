import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 8192;

const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** A few random bytes, at most 256, as text: drawn from a pool, because each call into the system takes longer than the rest of a message. */
export const randomText = (bytes: number, encoding: 'base64url' | 'hex'): string => {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString(encoding, used - bytes, used);
};
