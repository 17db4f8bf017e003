import { Construct } from 'constructs';
import { ChatFunction } from './chat-function';
import { type Deployment } from './deployment';
import { type Identity } from './identity';
import { type Tables } from './tables';
import { watchFunctions, type Watch } from './watch';
import { type WebSocketGateway } from './web-socket-gateway';

export interface SocketsProps extends Deployment {
  readonly tables: Tables;
  readonly gateway: WebSocketGateway;
  readonly identity: Identity;
}

/**
 * What happens when a socket opens and closes: `authorize` judges the token and the origin, `connect` registers the
 * socket, `disconnect` removes it.
 *
 * When it fails: the handshake is refused, and the client tries again with growing pauses. A `disconnect` that never
 * comes leaves a record that expires, and that the first post to the dead socket removes.
 * Cost: two function runs per connection, one as it closes, one write each.
 */
export class Sockets extends Construct {
  readonly watches: readonly Watch[];

  constructor(scope: Construct, id: string, props: SocketsProps) {
    super(scope, id);
    const { tables, gateway } = props;
    const authorize = new ChatFunction(this, 'Authorize', {
      ...props,
      handler: 'authorize',
      binding: props.identity.bind(),
    });
    const connect = new ChatFunction(this, 'Connect', {
      ...props,
      handler: 'connect',
      binding: tables.bindConnections('UpdateItem').and(gateway.bindCallbackUrl()),
    });
    const disconnect = new ChatFunction(this, 'Disconnect', {
      ...props,
      handler: 'disconnect',
      binding: tables.bindConnections('UpdateItem'),
    });
    gateway.routeConnect(connect, authorize);
    gateway.route(disconnect);
    this.watches = watchFunctions('handshake', [authorize, connect, disconnect]);
  }
}
