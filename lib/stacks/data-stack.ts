import { Stack } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { type Config } from '../config';
import { Cache } from '../constructs/cache';
import { Encryption } from '../constructs/encryption';
import { Network } from '../constructs/network';
import { Tables } from '../constructs/tables';

export interface DataStackProps {
  readonly config: Config;
}

/** Everything that must survive: the tables and their key, and the cache in its network. It knows nothing of the stacks that use it. */
export class DataStack extends Stack {
  readonly encryption: Encryption;
  readonly tables: Tables;
  readonly network: Network;
  readonly cache: Cache;

  constructor(scope: Construct, id: string, { config }: DataStackProps) {
    super(scope, id, {
      env: config.env,
      terminationProtection: config.deletionProtection,
      description: `Parley ${config.stage}: what is kept`,
    });
    this.encryption = new Encryption(this, 'Encryption', { config });
    this.tables = new Tables(this, 'Tables', { config, encryption: this.encryption });
    this.network = new Network(this, 'Network', { config });
    this.cache = new Cache(this, 'Cache', { config, network: this.network });
  }
}
