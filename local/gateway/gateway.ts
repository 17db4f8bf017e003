import { type IncomingMessage } from 'node:http';
import { type Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { disconnectEvent, type Closing } from '../events/disconnect-event';
import { FlowRecorder } from '../flows/flow-recorder';
import { type Log } from '../log';
import { type OnRequest, type OnUpgrade } from '../loopback-server';
import { type Api } from './api';
import { COMPRESSES, GOING_AWAY, LOST, PING_IS_ACTIVITY, REFUSALS } from './assumptions';
import { Connection, type Session } from './connection';
import { decodePathPart } from './decode-path-part';
import { FrameMeter } from './frame-meter';
import { handleMessage } from './handle-message';
import { handshake, type Accepted } from './handshake';
import { integrate, type Backends } from './integrate';
import { writeRefusal, type Refusal } from './refusal';
import { reorderingDelayMs, type ReorderingOptions } from './reordering';
import { Throttle, type Quotas } from './throttle';
import { FrameTrace, traceClose, traceHandshake } from './traces';

export interface GatewayOptions extends Backends {
  readonly apis: ReadonlyMap<string, Api>;
  readonly log: Log;
  readonly idleSeconds?: number;
  readonly maxSeconds?: number;
  readonly quotas?: Quotas;
  /** @default messages are handled as they arrive */
  readonly reordering?: ReorderingOptions;
  /** @default one that records nothing */
  readonly flows?: FlowRecorder;
}

/** `$disconnect` is best effort on AWS: tests drop it or make it late. */
export interface DisconnectDelivery {
  readonly drop?: boolean;
  readonly delayMs?: number;
}

export interface ClientSocket {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

const MAX_FRAME_BYTES = 32 * 1024;
const MAX_MESSAGE_BYTES = 128 * 1024;
const IDLE_SECONDS = 600;
const MAX_SECONDS = 7200;

const textOfMessage = (data: RawData): string =>
  Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(new Uint8Array(data)).toString();

const isTooLong = (error: Error): boolean =>
  'code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

/** The WebSocket front of the runtime, with API Gateway's behaviour. */
export class Gateway {
  readonly connections = new Map<string, Connection>();
  delivery: DisconnectDelivery = {};
  readonly throttle: Throttle;
  private readonly server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: COMPRESSES,
    maxPayload: MAX_MESSAGE_BYTES,
    // `ws` would pick the first protocol offered; API Gateway leaves the choice to the function.
    handleProtocols: (_, request) => this.subprotocols.get(request) ?? false,
  });
  private readonly subprotocols = new WeakMap<IncomingMessage, string>();
  private readonly flows: FlowRecorder;
  private readonly timer: NodeJS.Timeout;
  private isStopped = false;
  private opened = 0;

  constructor(private readonly options: GatewayOptions) {
    this.flows = options.flows ?? new FlowRecorder(0);
    this.throttle = new Throttle(options.quotas);
    const shortest = Math.min(options.idleSeconds ?? IDLE_SECONDS, options.maxSeconds ?? MAX_SECONDS);
    this.timer = setInterval(() => this.closeExpired(), Math.min(5000, (shortest * 1000) / 4));
    this.timer.unref();
  }

  /** The port speaks WebSocket only. */
  readonly onRequest: OnRequest = (_, response) => {
    response.writeHead(426, {
      'content-type': 'application/json',
      connection: 'Upgrade',
      upgrade: 'websocket',
    });
    response.end('{"message":"Upgrade Required"}');
  };

  readonly onUpgrade: OnUpgrade = (request, socket, head) => {
    // A client that goes away during the handshake must not bring the runtime down.
    socket.on('error', () => socket.destroy());
    this.accept({ request, socket, head }).catch((error: unknown) => {
      this.options.log(`connect failed: ${String(error)}`);
      socket.destroy();
    });
  };

  /** Cuts every socket as a lost network does, or closes it with a code. */
  closeConnections(code?: number): void {
    for (const connection of this.connections.values()) {
      if (code === undefined) connection.socket.terminate();
      else connection.close(code);
    }
  }

  stop(): void {
    this.isStopped = true;
    clearInterval(this.timer);
    for (const { socket } of this.connections.values()) socket.terminate();
    this.server.close();
  }

  private async accept(client: ClientSocket): Promise<void> {
    const { pathname } = new URL(client.request.url ?? '/', 'http://localhost');
    const api = this.options.apis.get(decodePathPart(pathname.replace(/^\/|\/$/g, '')) ?? '');
    const result = api ? await this.decide(client.request, api) : REFUSALS.noSuchStage;
    if (this.isStopped) client.socket.destroy();
    else if ('session' in result) this.open(client, result);
    else this.refuse(client, result);
  }

  private async decide(request: IncomingMessage, api: Api): Promise<Accepted | Refusal> {
    if (!this.throttle.admitsConnection(api)) return REFUSALS.throttled;
    return traceHandshake(this.flows, this.options, (backends) => handshake(request, api, backends));
  }

  private refuse({ socket }: ClientSocket, refusal: Refusal): void {
    this.options.log(`connect refused with ${refusal.status}`);
    writeRefusal(socket, refusal);
  }

  private open({ request, socket, head }: ClientSocket, { session, subprotocol }: Accepted): void {
    let connection: Connection | undefined;
    const meter = new FrameMeter((bytes) => {
      if (bytes > MAX_FRAME_BYTES) connection?.close(1009, 'Frame too long');
    });
    // Before `ws` reads: the frame that is too long must already be known when its message arrives.
    socket.on('data', (chunk: Buffer) => meter.read(chunk));
    if (subprotocol !== undefined) this.subprotocols.set(request, subprotocol);
    if (socket.destroyed) {
      this.deliverDisconnect(session, LOST);
      return;
    }
    this.server.handleUpgrade(request, socket, head, (webSocket) => {
      connection = new Connection(session, webSocket, (this.opened += 1));
      this.listen(connection, webSocket);
      this.options.log(`connect ${connection.id} opened`);
    });
    meter.read(head);
  }

  private listen(connection: Connection, socket: WebSocket): void {
    this.connections.set(connection.id, connection);
    socket.on('message', (data, isBinary) => this.onMessage(connection, data, isBinary));
    if (PING_IS_ACTIVITY) socket.on('ping', () => connection.touch());
    socket.on('error', (error) => {
      // `ws` reports 1006 at its close event although the client got 1009.
      if (isTooLong(error)) connection.closedByGateway ??= { code: 1009, reason: 'Message too long' };
    });
    socket.on('close', (code, reason) => {
      this.connections.delete(connection.id);
      const closing = connection.closedByGateway ?? { code, reason: reason.toString() };
      this.options.log(`close   ${connection.id} ${closing.code} ${closing.reason}`);
      this.deliverDisconnect(connection.session, closing);
    });
  }

  private onMessage(connection: Connection, data: RawData, isBinary: boolean): void {
    // What comes after the gateway began to close is dropped.
    if (connection.closedByGateway) return;
    if (isBinary) {
      connection.close(1003, 'Binary is not supported');
      return;
    }
    connection.touch();
    connection.messages += 1;
    const { reordering } = this.options;
    const delayMs = reordering ? reorderingDelayMs(reordering, connection.number, connection.messages) : 0;
    if (delayMs === 0) this.handle(connection, data);
    else setTimeout(() => this.handle(connection, data), delayMs).unref();
  }

  private handle(connection: Connection, data: RawData): void {
    if (this.isStopped) return;
    const body = textOfMessage(data);
    const trace = new FrameTrace(this.flows, { session: connection.session, body });
    const over = (outcome: string): void => {
      trace.end();
      this.options.log(`frame   ${connection.id} ${outcome}`);
    };
    handleMessage({ connection, body, backends: this.options, throttle: this.throttle, trace }).then(
      (route) => over(`${Buffer.byteLength(body)} bytes -> ${route}`),
      (error: unknown) => over(`failed: ${String(error)}`),
    );
  }

  private deliverDisconnect(session: Session, closing: Closing): void {
    const integration = session.api.routes.get('$disconnect')?.integration;
    const { drop = false, delayMs = 0 } = this.delivery;
    if (!integration || drop || this.isStopped) return;
    const deliver = (): void => {
      const caused = traceClose(this.flows, session, closing);
      void integrate(caused(this.options), integration, disconnectEvent(session, closing));
    };
    if (delayMs === 0) deliver();
    else setTimeout(deliver, delayMs).unref();
  }

  private closeExpired(): void {
    const { idleSeconds = IDLE_SECONDS, maxSeconds = MAX_SECONDS } = this.options;
    const now = Date.now();
    for (const connection of this.connections.values()) {
      const isIdle = now - connection.lastActiveAt > idleSeconds * 1000;
      const isOld = now - connection.session.connectedAt > maxSeconds * 1000;
      if (isIdle || isOld) connection.close(GOING_AWAY.code, GOING_AWAY.reason);
    }
  }
}
