import { CfnOutput, Stack } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { Actions } from '../constructs/actions';
import { type Deployment } from '../constructs/chat-function';
import { FanOut } from '../constructs/fan-out';
import { Identity } from '../constructs/identity';
import { Sockets } from '../constructs/sockets';
import { WebSocketGateway } from '../constructs/web-socket-gateway';
import { type DataStack } from './data-stack';

export interface ChatStackProps extends Deployment {
  readonly data: DataStack;
}

/** Everything that runs: the endpoint, the functions behind it, the queue between them, and who may come in. */
export class ChatStack extends Stack {
  constructor(scope: Construct, id: string, { data, ...deployment }: ChatStackProps) {
    const { config } = deployment;
    super(scope, id, {
      env: config.env,
      terminationProtection: config.deletionProtection,
      description: `Parley ${config.stage}: what runs`,
    });
    const identity = new Identity(this, 'Identity', { config });
    const gateway = new WebSocketGateway(this, 'Gateway', { config });
    const reach = { ...deployment, gateway, tables: data.tables };
    const fanOut = new FanOut(this, 'FanOut', reach);
    new Sockets(this, 'Sockets', { ...reach, identity });
    new Actions(this, 'Actions', { ...reach, fanOut });
    const outputs = { WebSocketUrl: gateway.url, ...identity.outputs };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
