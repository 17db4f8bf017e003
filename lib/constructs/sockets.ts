import { Construct } from 'constructs';
import { ChatFunction } from './chat-function';
import { type Deployment } from './deployment';
import { type Identity } from './identity';
import { type Network } from './network';
import { type Presence } from './presence';
import { type Tables } from './tables';
import { watchFunctions, type Watch } from './watch';
import { type WebSocketGateway } from './web-socket-gateway';

export interface SocketsProps extends Deployment {
  readonly tables: Tables;
  readonly gateway: WebSocketGateway;
  readonly identity: Identity;
  readonly network: Network;
  readonly presence: Presence;
}

/**
 * What happens when a socket opens and closes: `authorize` judges the token and the origin, `connect` registers the
 * socket and has its user online, `disconnect` undoes both.
 *
 * When it fails: the handshake is refused, and the client tries again with growing pauses. A `disconnect` that never
 * comes leaves a record that expires, and that the first post to the dead socket removes.
 * Cost: two function runs per connection, one as it closes, one write each.
 */
export class Sockets extends Construct {
  readonly watches: readonly Watch[];

  constructor(scope: Construct, id: string, props: SocketsProps) {
    super(scope, id);
    const { tables, gateway, identity, presence, network, ...deployment } = props;
    const authorize = new ChatFunction(this, 'Authorize', {
      ...deployment,
      handler: 'authorize',
      binding: identity.bind(),
    });
    const connect = new ChatFunction(this, 'Connect', {
      ...deployment,
      handler: 'connect',
      network,
      binding: tables.bindConnections('UpdateItem').and(gateway.bindCallbackUrl()).and(presence.bind()),
    });
    const disconnect = new ChatFunction(this, 'Disconnect', {
      ...deployment,
      handler: 'disconnect',
      network,
      binding: tables.bindConnections('UpdateItem').and(presence.bind()),
    });
    gateway.routeConnect(connect, authorize);
    gateway.route(disconnect);
    this.watches = watchFunctions('handshake', [authorize, connect, disconnect]);
  }
}
