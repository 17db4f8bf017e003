import { App } from 'aws-cdk-lib';
import { bundleHandlers } from '../lib/bundle-handlers';
import { readConfig } from '../lib/config';
import { ChatStack } from '../lib/stacks/chat-stack';
import { DataStack } from '../lib/stacks/data-stack';
import { OperationsStack } from '../lib/stacks/operations-stack';

const app = new App();
const config = readConfig(app);
const handlersFolder = bundleHandlers();
const data = new DataStack(app, `Parley-${config.stage}-Data`, { config });
const chat = new ChatStack(app, `Parley-${config.stage}-Chat`, { config, data, handlersFolder });
// A laptop has no CloudWatch.
if (config.stage !== 'local')
  new OperationsStack(app, `Parley-${config.stage}-Operations`, { config, data, chat });
