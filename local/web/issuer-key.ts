import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalError } from '../local-error';

const generate = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const read = (path: string): KeyObject => {
  try {
    return createPrivateKey(readFileSync(path));
  } catch {
    throw new LocalError(`${path} is no private key: remove it, and a new one is made.`);
  }
};

/** The key that signs development tokens: that of the folder, made at its first use, so that tokens outlive a restart. */
export const issuerKey = (folder: string | undefined): KeyObject => {
  if (folder === undefined) return generate();
  const path = join(folder, 'issuer-key.pem');
  if (existsSync(path)) return read(path);
  const key = generate();
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return key;
};
