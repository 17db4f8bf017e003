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

interface WorkerText {
  readonly code: string;
  readonly region: string;
}

const HOST = '127.0.0.1';

export const startDynamodb = async (engine: string, { code, region }: WorkerText): Promise<Dynamodb> => {
  const complete = { hasStreams: true, hasTimeToLive: true };
  if (engine === 'dynalite') {
    const { port, stop } = await startService('dynalite', code, region);
    return { host: HOST, port, stop, hasStreams: false, hasTimeToLive: false, isShared: false };
  }
  if (engine === 'local') {
    const { port, stop } = await startDynamodbLocal();
    return { ...complete, host: HOST, port, stop, isShared: false };
  }
  return { ...complete, ...addressIn(engine), isShared: true, stop: () => undefined };
};
