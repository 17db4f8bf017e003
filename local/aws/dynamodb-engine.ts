import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startDynamodbLocal } from './dynamodb-local';
import { addressIn, type ServiceAddress } from './service-address';
import { startService } from './service-thread';

/** `dynalite` in a thread, `local` for DynamoDB Local in a Java process, or the URL of an emulator that runs already. */
export type DynamodbEngine = 'dynalite' | 'local' | `http://${string}`;

export interface Dynamodb extends ServiceAddress {
  /** Streams are read from the engine's own API; without it the runtime derives them from the writes. */
  readonly hasStreams: boolean;
  readonly hasTimeToLive: boolean;
  /** The tables may be there from an earlier start. */
  readonly isShared: boolean;
  readonly stop: () => Promise<void> | void;
}

interface Setting {
  /** Of the thread. */
  readonly code: string;
  readonly region: string;
  /** The folder that keeps the state of the runtime. @default the tables are in memory */
  readonly persistIn?: string | undefined;
}

const isUrl = (engine: string): boolean => engine.startsWith('http:');

const HOST = '127.0.0.1';

export const startDynamodb = async (
  engine: string,
  { code, region, persistIn }: Setting,
): Promise<Dynamodb> => {
  // Each engine writes its own files.
  const folder = persistIn === undefined ? undefined : join(persistIn, `tables-${engine}`);
  if (folder !== undefined && !isUrl(engine)) mkdirSync(folder, { recursive: true });
  const isShared = folder !== undefined;
  const complete = { hasStreams: true, hasTimeToLive: true };
  if (engine === 'dynalite') {
    const { port, stop } = await startService('dynalite', code, { region, folder });
    return { host: HOST, port, stop, hasStreams: false, hasTimeToLive: false, isShared };
  }
  if (engine === 'local') {
    const { port, stop } = await startDynamodbLocal(folder);
    return { ...complete, host: HOST, port, stop, isShared };
  }
  return { ...complete, ...addressIn(engine), isShared: true, stop: () => undefined };
};
