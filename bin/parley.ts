import { App } from 'aws-cdk-lib';
import { bundleHandlers } from '../lib/bundle-handlers';
import { bundleWeb } from '../lib/bundle-web';
import { readConfig } from '../lib/config';
import { ChatStack } from '../lib/stacks/chat-stack';
import { DataStack } from '../lib/stacks/data-stack';
import { OperationsStack } from '../lib/stacks/operations-stack';
import { WebContentStack } from '../lib/stacks/web-content-stack';
import { WebHostingStack } from '../lib/stacks/web-hosting-stack';

const app = new App();
const config = readConfig(app);
const { web } = config;
const name = (kind: string) => `Parley-${config.stage}-${kind}`;
const data = new DataStack(app, name('Data'), { config });
const hosting = web && new WebHostingStack(app, name('WebHosting'), { config, web });
const chat = new ChatStack(app, name('Chat'), { config, data, hosting, handlersFolder: bundleHandlers() });
if (hosting) new WebContentStack(app, name('WebContent'), { config, hosting, chat, folder: bundleWeb() });
// A laptop has no CloudWatch.
if (config.stage !== 'local') new OperationsStack(app, name('Operations'), { config, data, chat });
