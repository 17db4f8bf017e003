import { type Call, makeCaller } from './caller';
import { ChatRegistry } from './chat-registry';
import { type Chats } from './chats';
import { Connection } from './connection';
import { type ConnectionState } from './connection-state';
import { CursorMarks } from './cursor-marks';
import { type Devices, makeDevices } from './devices';
import { type Listener, type Unsubscribe } from './listeners';
import { memoryOutbox, type OutboxStorage } from './outbox-storage';
import { type Presence, PresenceWatches } from './presence';
import { type WebSocketConstructor } from './socket';
import { type Surroundings, pageSurroundings } from './surroundings';
import { type Clock, systemClock, Timers } from './timers';
import { makeUsers, type Users } from './users';

/** What a client is made of: the first two are needed, the rest has defaults. */
export interface ParleyClientOptions {
  /** Address of the WebSocket, with the stage: `wss://….amazonaws.com/prod`. */
  url: string;
  /**
   * A JWT that is valid now, within 10 s: what comes later is not used, and it is asked for again. Asked for at every
   * connection attempt, and again before it expires, so cache it only while it has some minutes left.
   */
  token: () => Promise<string>;
  /** Names this device, for push and for the sender's other devices. 1 to 64 letters, digits, `_`, `.` or `-`. */
  deviceId?: string;
  /** @default globalThis.WebSocket (browsers, Node >= 22); for Node 20 pass the `ws` package's */
  webSocket?: WebSocketConstructor;
  /** @default in memory: unsent messages end with the process */
  outbox?: OutboxStorage;
  /** Tells that the network may have changed. @default the page's `online`, `offline` and `visibilitychange` */
  surroundings?: Surroundings;
  /** @default the system's */
  clock?: Clock;
  /** Spreads retries; at least 0, below 1. @default Math.random */
  random?: () => number;
  /** Makes the ids of messages, which must never repeat: 16 to 64 characters. @default 128 random bits */
  createId?: () => string;
}

/** A user's connection to a Parley backend. */
export interface ParleyClient {
  /**
   * Connects, and stays connected until `close`. Resolves when first connected; while it is not, it goes on trying and
   * says so by `onStateChange`. Called while waiting for a retry, it retries at once.
   * @throws ParleyError `closed`
   */
  connect(): Promise<void>;
  /** Ends everything: timers stop, and what is pending rejects with `closed`. A closed client cannot be opened again. */
  close(): void;
  readonly state: ConnectionState;
  /** Tells each state that the connection comes into, with the reason. */
  onStateChange(listener: Listener<ConnectionState>): Unsubscribe;
  /** Whom the token names; known once connected. */
  readonly userId: string | undefined;
  readonly chats: Chats;
  readonly users: Users;
  readonly presence: Presence;
  readonly devices: Devices;
}

/**
 * Makes the client of one user, without connecting it.
 * @throws TypeError if there is no WebSocket here and none was passed, or if `url` is not a URL
 */
export function createParleyClient(options: ParleyClientOptions): ParleyClient {
  const random = options.random ?? Math.random;
  const timers = new Timers(options.clock ?? systemClock);
  const connection = makeConnection(options, timers, random);
  const { requests } = connection;
  const whenConnected = () => connection.whenConnected();
  const call = makeCaller({ requests, whenConnected, timers, random });
  const marks = new CursorMarks({ requests, timers, random });
  const chats = makeChats(options, { connection, call, marks, timers, random });
  const presence = new PresenceWatches({ call, timers, random });
  wire(connection, { chats, marks, presence });
  return {
    connect: () => connect(connection),
    close: () => {
      if (connection.state.status === 'closed') return;
      timers.stop();
      chats.close();
      marks.close();
      connection.close();
    },
    get state() {
      return connection.state;
    },
    onStateChange: (listener) => connection.states.add(listener),
    get userId() {
      return connection.userId;
    },
    chats,
    users: makeUsers(call),
    presence,
    devices: makeDevices(call, options.deviceId),
  };
}

interface Parts {
  chats: ChatRegistry;
  marks: CursorMarks;
  presence: PresenceWatches;
}

/** What the connection tells each part. */
function wire(connection: Connection, { chats, marks, presence }: Parts): void {
  // The chats are told first, so that an application that hears `connected` finds them syncing.
  for (const part of [chats, marks, presence]) {
    connection.states.add(({ status, reason }) => {
      // A connection that has taken over has missed nothing; but a watch belongs to its socket.
      if (reason === 'renewed' && part !== presence) return;
      if (status === 'connected') part.connected();
      else part.disconnected();
    });
  }
  connection.events.add((event) =>
    event.type === 'presence' ? presence.receive(event) : chats.receive(event),
  );
}

async function connect(connection: Connection): Promise<void> {
  connection.connect();
  await connection.whenConnected();
}

function makeConnection(options: ParleyClientOptions, timers: Timers, random: () => number): Connection {
  const { url, token, deviceId } = options;
  const webSocket = options.webSocket ?? globalWebSocket();
  if (!webSocket) throw new TypeError('no WebSocket here; pass one');
  const surroundings = options.surroundings ?? pageSurroundings();
  return new Connection({ url: new URL(url).href, token, deviceId, webSocket, timers, random, surroundings });
}

/** Absent in Node 20, whatever the types say. */
function globalWebSocket(): WebSocketConstructor | undefined {
  return globalThis.WebSocket;
}

interface ChatParts {
  connection: Connection;
  call: Call;
  marks: CursorMarks;
  timers: Timers;
  random: () => number;
}

function makeChats(
  options: ParleyClientOptions,
  { connection, call, marks, timers, random }: ChatParts,
): ChatRegistry {
  return new ChatRegistry({
    requests: connection.requests,
    call,
    userId: () => connection.userId,
    storage: options.outbox ?? memoryOutbox(),
    createId: options.createId ?? randomId,
    marks,
    timers,
    random,
  });
}

/** Browsers have crypto.randomUUID on https and localhost alone. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
