import { Annotations, CfnOutput, Stack } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { Actions } from '../constructs/actions';
import { DeliveryCheck } from '../constructs/delivery-check';
import { type Deployment } from '../constructs/deployment';
import { FanOut } from '../constructs/fan-out';
import { Identity } from '../constructs/identity';
import { LeaseSweep } from '../constructs/lease-sweep';
import { PlatformApplications } from '../constructs/platform-applications';
import { Presence } from '../constructs/presence';
import { Push } from '../constructs/push';
import { Sockets } from '../constructs/sockets';
import { WebSocketGateway } from '../constructs/web-socket-gateway';
import { type Watch } from '../constructs/watch';
import { type PageSettings } from '../constructs/page-content';
import { type DataStack } from './data-stack';
import { type WebHostingStack } from './web-hosting-stack';

export interface ChatStackProps extends Omit<Deployment, 'encryption'> {
  readonly data: DataStack;
  /** @default none: the web app is not published */
  readonly hosting?: WebHostingStack | undefined;
}

/** Everything that runs: the endpoint, the functions behind it, the queues between them, and who may come in. */
export class ChatStack extends Stack {
  /** What can go wrong here; the Operations stack makes alarms of it. */
  readonly watches: readonly Watch[];
  /** What the web app must know; undefined if it is not published. */
  readonly pageSettings: PageSettings | undefined;

  constructor(scope: Construct, id: string, { data, hosting, ...props }: ChatStackProps) {
    const { config } = props;
    super(scope, id, {
      env: config.env,
      terminationProtection: config.deletionProtection,
      description: `Parley ${config.stage}: what runs`,
    });
    const { encryption, tables, network, cache } = data;
    const identity = new Identity(this, 'Identity', {
      config,
      ...(hosting && { webOrigin: hosting.origin }),
    });
    const gateway = new WebSocketGateway(this, 'Gateway', { config, encryption });
    const applications = new PlatformApplications(this, 'Applications', { ...props, encryption, tables });
    const push = new Push(this, 'Push', { ...props, encryption, tables, applications });
    const presence = new Presence(this, 'Presence', {
      ...props,
      encryption,
      tables,
      gateway,
      network,
      cache,
    });
    const reach = { ...props, encryption, tables, gateway, applications, push, presence };
    const fanOut = new FanOut(this, 'FanOut', reach);
    const sockets = new Sockets(this, 'Sockets', { ...reach, network, identity });
    const deliveryCheck = new DeliveryCheck(this, 'DeliveryCheck', { ...reach, fanOut });
    const actions = new Actions(this, 'Actions', { ...reach, network, fanOut, deliveryCheck });
    const sweep = new LeaseSweep(this, 'LeaseSweep', { ...reach, network, fanOut });
    const all = [actions, fanOut, deliveryCheck, push, applications, gateway, sockets, presence, sweep];
    this.watches = all.flatMap(({ watches }) => watches);
    const { pageSignIn } = identity;
    this.pageSettings = pageSignIn && { socketUrl: gateway.outputs.WebSocketUrl, signIn: pageSignIn };
    const outputs = { ...gateway.outputs, ...identity.outputs, MobilePush: applications.summary };
    Annotations.of(this).addInfo(`Push is ${applications.summary}`);
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
