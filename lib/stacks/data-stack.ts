import { Stack } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { type Config } from '../config';
import { Tables } from '../constructs/tables';

export interface DataStackProps {
  readonly config: Config;
}

/** Everything that must survive: the tables. It knows nothing of the stacks that use it. */
export class DataStack extends Stack {
  readonly tables: Tables;

  constructor(scope: Construct, id: string, { config }: DataStackProps) {
    super(scope, id, {
      env: config.env,
      terminationProtection: config.deletionProtection,
      description: `Parley ${config.stage}: what is kept`,
    });
    this.tables = new Tables(this, 'Tables', { config });
  }
}
