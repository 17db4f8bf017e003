import type { PostOutcome } from '../../lambda/domain/ports';
import { subprotocol } from '../../protocol';
import type { Faults } from './faults';
import { functionOf } from './function-of';
import { gatewayFrame, misjudgement } from './gateway-frames';
import { socketLifeMs } from './scenario';
import type { SimulatedLambda } from './simulated-lambda';
import { between, type Random } from './seeded-random';
import type { Wire, WireRequest } from './wire';
import type { VirtualTime } from './virtual-time';

/** The client's end of a connection. */
export interface ClientEnd {
  opened(): void;
  received(text: string): void;
  closed(): void;
}

/** Whose connection it is. tokenEndsAt: milliseconds since 1970. */
export interface Credentials {
  userId: string;
  deviceId: string;
  tokenEndsAt: number;
}

/** One connection as the gateway sees it. */
export interface GatewayConnection extends Credentials {
  connectionId: string;
  state: 'opening' | 'open' | 'closed';
  connectedAt: number;
  client: ClientEnd;
  /** What is sent arrives in order, each way. */
  downAt: number;
  upAt: number;
  /** Set while nothing comes through: what is held back, in order. */
  held: (() => void)[] | undefined;
  isSlow: boolean;
  requests: number;
  isConnectDone: boolean;
}

/** From the end of `$connect` until posts get through. */
const openingMs = { min: 1, max: 150 };
const networkMs = { min: 5, max: 80 };

/** API Gateway: the sockets, the functions behind the routes, and @connections. */
export class SimulatedGateway {
  readonly connections = new Map<string, GatewayConnection>();
  /** When `$disconnect` was carried out, if that was after `$connect`: from then on there should be no row. */
  readonly disconnected = new Map<string, number>();
  #count = 0;

  constructor(
    private readonly parts: {
      time: VirtualTime;
      faults: Faults;
      random: Random;
      lambda: SimulatedLambda;
      wire: Wire;
    },
  ) {}

  open(client: ClientEnd, credentials: Credentials): GatewayConnection {
    this.#count += 1;
    const connection: GatewayConnection = {
      ...credentials,
      connectionId: `c${this.#count}-${credentials.deviceId}`,
      state: 'opening',
      connectedAt: 0,
      client,
      downAt: 0,
      upAt: 0,
      held: undefined,
      isSlow: false,
      requests: 0,
      isConnectDone: false,
    };
    this.connections.set(connection.connectionId, connection);
    this.#up(connection, () => this.#handshake(connection));
    return connection;
  }

  send(connection: GatewayConnection, text: string): void {
    this.#up(connection, () => {
      if (connection.state === 'open') this.#route(connection, text);
    });
  }

  /** The client closes, or its end of the connection is lost. */
  clientCloses(connection: GatewayConnection): void {
    this.#up(connection, () => this.close(connection));
  }

  /** The gateway's end. The client hears of it when it can. */
  close(connection: GatewayConnection): void {
    if (connection.state === 'closed') return;
    connection.state = 'closed';
    this.#down(connection, () => connection.client.closed());
    this.#disconnect(connection);
  }

  post(connectionId: string, frame: string): PostOutcome {
    const connection = this.connections.get(connectionId);
    if (connection?.state !== 'open') return 'gone';
    if (connection.isSlow || this.#happens('postThrottled', `post to ${connectionId}`)) return 'failed';
    this.parts.wire.posted(connection, frame);
    this.#down(connection, () => connection.client.received(frame));
    return 'delivered';
  }

  delete(connectionId: string): void {
    const connection = this.connections.get(connectionId);
    if (connection?.state === 'open') this.close(connection);
  }

  /** From now on nothing comes through, either way. */
  hold(connection: GatewayConnection): void {
    connection.held ??= [];
  }

  /** What was held back comes through after all. */
  release(connection: GatewayConnection): void {
    const held = connection.held ?? [];
    connection.held = undefined;
    held.forEach((run) => run());
  }

  openOf(deviceId: string): GatewayConnection[] {
    return [...this.connections.values()].filter(
      (connection) => connection.deviceId === deviceId && connection.state === 'open',
    );
  }

  #happens(fault: 'postThrottled' | 'disconnectEarly' | 'misjudged', name: string): boolean {
    return this.parts.faults.happens(fault, name, this.parts.random);
  }

  #handshake(connection: GatewayConnection): void {
    const { time, lambda } = this.parts;
    if (connection.state === 'closed') return;
    connection.connectedAt = time.now();
    const { connectionId } = connection;
    const event = {
      requestContext: this.#context(connection),
      headers: { 'Sec-WebSocket-Protocol': subprotocol },
    };
    if (this.#happens('disconnectEarly', connectionId))
      time.after(between(this.parts.random, 0, 40), () => this.close(connection));
    lambda.invoke('connect', `${connectionId} $connect`, event).then(
      (answer) => {
        connection.isConnectDone = true;
        const isAccepted = (answer as { statusCode: number }).statusCode === 200;
        if (connection.state !== 'opening') return;
        if (!isAccepted) return this.#refuse(connection);
        time.after(between(this.parts.random, openingMs.min, openingMs.max), () => this.#opened(connection));
      },
      () => this.#refuse(connection),
    );
  }

  #opened(connection: GatewayConnection): void {
    if (connection.state !== 'opening') return;
    connection.state = 'open';
    this.parts.time.after(socketLifeMs, () => this.close(connection));
    this.#down(connection, () => connection.client.opened());
  }

  /** The handshake fails; `$disconnect` is not called for it. */
  #refuse(connection: GatewayConnection): void {
    if (connection.state !== 'opening') return;
    connection.state = 'closed';
    this.#down(connection, () => connection.client.closed());
  }

  #disconnect(connection: GatewayConnection): void {
    const { time, faults, random, lambda } = this.parts;
    const { connectionId } = connection;
    if (faults.happens('disconnectLost', connectionId, random)) return;
    const delayMs = faults.happens('disconnectLate', connectionId, random)
      ? between(random, 1_000, 40_000)
      : between(random, 1, 200);
    time.after(delayMs, () => {
      const isInOrder = connection.isConnectDone;
      const startedAt = time.now();
      const event = { requestContext: this.#context(connection) };
      lambda.invoke('disconnect', `${connectionId} $disconnect`, event).then(
        () => isInOrder && this.disconnected.set(connectionId, startedAt),
        () => undefined,
      );
    });
  }

  #route(connection: GatewayConnection, body: string): void {
    connection.requests += 1;
    const requestId = `${connection.connectionId}-${connection.requests}`;
    const event = { requestContext: { ...this.#context(connection), requestId }, body };
    const request = JSON.parse(body) as WireRequest;
    const { action } = request;
    const runName = `${connection.connectionId} ${action} ${request.requestId} ${connection.requests}`;
    const askedAt = this.parts.time.now();
    if (action === 'sendMessage' && this.#happens('misjudged', runName))
      return this.#answer(connection, misjudgement(request.requestId));
    this.parts.lambda.invoke(functionOf(action), runName, event).then(
      (answer) => {
        const { body: text } = answer as { body: string };
        this.parts.wire.answered(connection, { ...request, askedAt }, text);
        this.#answer(connection, text);
      },
      () => this.#answer(connection, gatewayFrame(connection.connectionId, requestId)),
    );
  }

  #answer(connection: GatewayConnection, text: string): void {
    if (connection.state === 'open') this.#down(connection, () => connection.client.received(text));
  }

  #context(connection: GatewayConnection) {
    const { connectionId, connectedAt, userId, deviceId, tokenEndsAt } = connection;
    return {
      connectionId,
      requestId: connectionId,
      connectedAt,
      requestTimeEpoch: this.parts.time.now(),
      authorizer: { userId, exp: String(Math.floor(tokenEndsAt / 1000)), deviceId },
    };
  }

  #up(connection: GatewayConnection, run: () => void): void {
    connection.upAt = this.#inOrder(connection, connection.upAt, run);
  }

  #down(connection: GatewayConnection, run: () => void): void {
    connection.downAt = this.#inOrder(connection, connection.downAt, run);
  }

  #inOrder(connection: GatewayConnection, lastAt: number, run: () => void): number {
    const { time, random } = this.parts;
    const at = Math.max(time.now() + between(random, networkMs.min, networkMs.max), lastAt);
    time.after(at - time.now(), () => {
      if (connection.held) connection.held.push(run);
      else run();
    });
    return at;
  }
}
