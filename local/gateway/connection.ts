import { type WebSocket } from 'ws';
import { type Api } from './api';

export interface Identity {
  readonly sourceIp: string;
  readonly userAgent?: string;
}

/** What every event of a connection repeats. */
export interface Session {
  readonly api: Api;
  readonly connectionId: string;
  readonly connectedAt: number;
  readonly identity: Identity;
  /** What the authorizer returned, every value as text. */
  readonly authorizer: Readonly<Record<string, unknown>> | undefined;
}

/** Whom the authorizer named as principal. */
export const userOf = (session: Session | undefined): string | undefined => {
  const principal = session?.authorizer?.['principalId'];
  return typeof principal === 'string' ? principal : undefined;
};

interface CloseReason {
  readonly code: number;
  readonly reason: string;
}

/** A socket that is past its handshake: from here on @connections reaches it. */
export class Connection {
  lastActiveAt = Date.now();
  /** Why the gateway itself closed; the socket's own close event may not say (1006 after a message too big). */
  closedByGateway: CloseReason | undefined;

  /** How many messages came in. */
  messages = 0;

  constructor(
    readonly session: Session,
    readonly socket: WebSocket,
    /** The how-manieth connection of the gateway it is. */
    readonly number = 0,
  ) {}

  get id(): string {
    return this.session.connectionId;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Bytes go as a binary frame. */
  send(data: string | Buffer): void {
    if (!this.isOpen) return;
    this.touch();
    this.socket.send(data);
  }

  touch(): void {
    this.lastActiveAt = Date.now();
  }

  close(code: number, reason = ''): void {
    this.closedByGateway ??= { code, reason };
    this.socket.close(code, reason);
  }
}
