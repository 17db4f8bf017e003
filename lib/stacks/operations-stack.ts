import { Stack } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { type Config } from '../config';
import { Alarms } from '../constructs/alarms';
import { ChatDashboard } from '../constructs/chat-dashboard';
import { watchCache } from '../constructs/watch';
import { type ChatStack } from './chat-stack';
import { type DataStack } from './data-stack';

export interface OperationsStackProps {
  readonly config: Config;
  readonly data: DataStack;
  readonly chat: ChatStack;
}

/**
 * What tells people how the other two stacks are doing. They do not know it: it can be deleted and made anew at any
 * time, and a change of it cannot break what runs.
 */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, { config, data, chat }: OperationsStackProps) {
    super(scope, id, { env: config.env, description: `Parley ${config.stage}: what watches` });
    const { encryption } = data;
    const watches = [...chat.watches, ...data.tables.watches, ...watchCache(data.cache.cacheName)];
    const { all: alarms } = new Alarms(this, 'Alarms', { config, encryption, watches });
    new ChatDashboard(this, 'Dashboard', { config, alarms, watches });
  }
}
