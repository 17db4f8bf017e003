import { tokenSubprotocolPrefix } from '../../protocol/connecting';
import { claimsOf } from '../decode-token';
import { type WebSocketConstructor } from '../socket';
import { type Clock, systemClock } from '../timers';
import { decodePlatform, type Platform } from './decode-platform';
import { Sight } from './sight';
import { TabGroup } from './tab-group';
import { TabSocket } from './tab-socket';

/** What all tabs of one origin must agree on to understand each other. */
const version = 1;

/**
 * The `webSocket` of one client whose page may be open in several tabs: those of one user and one address have one socket
 * to the server together. One tab leads; when it is closed, says nothing for 3 s, or has not been looked at for a minute,
 * another one takes over. Without Web Locks (which only pages on https or localhost have) or BroadcastChannel every tab
 * has a socket of its own.
 * @throws TypeError if there is no WebSocket here
 */
export function sharedWebSocket(
  platform: Platform = decodePlatform(),
  clock: Clock = systemClock,
): WebSocketConstructor {
  const { locks, channel: Channel, webSocket, document } = platform;
  if (!webSocket) throw new TypeError('no WebSocket here');
  if (!locks || !Channel) return webSocket;
  const groups = new Map<string, TabGroup>();
  const join = (name: string): TabGroup => {
    const channel = new Channel(name);
    const sight = new Sight(clock, document);
    const onEmpty = () => {
      channel.close();
      sight.stop();
      groups.delete(name);
    };
    const group = new TabGroup({ name, locks, channel, webSocket, clock, sight, onEmpty });
    groups.set(name, group);
    return group;
  };
  return class extends TabSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      const name = `parley-socket-${version} ${url} ${userOf(protocols)}`;
      (groups.get(name) ?? join(name)).open(this);
    }
  };
}

/** Whom the token names. One that cannot be read is nobody else's. */
function userOf(protocols: readonly string[]): string {
  const offered = protocols.find((protocol) => protocol.startsWith(tokenSubprotocolPrefix)) ?? '';
  const { iss, sub } = claimsOf(offered.slice(tokenSubprotocolPrefix.length));
  return typeof sub === 'string' ? JSON.stringify([iss, sub]) : crypto.randomUUID();
}
