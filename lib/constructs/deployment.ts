import { type Config } from '../config';
import { type Encryption } from './encryption';

/** What every function of a deployment has in common. */
export interface Deployment {
  readonly config: Config;
  readonly encryption: Encryption;
  /** The folder that bundleHandlers wrote: one folder per handler. */
  readonly handlersFolder: string;
}
