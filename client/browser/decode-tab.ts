import { type Action, type RequestOf, type ResponseOf } from '../../protocol';

/** What tabs say to each other. `socket` is one end of a tab, `shared` the socket of the leader that it is to ride on. */
export type TabMessage =
  | { kind: 'join'; socket: string }
  /** The leader lives, and has heard a `join` or an `up`. `isDozing`: nobody has looked at its page for long. */
  | { kind: 'noted'; socket: string; isDozing: boolean }
  | { kind: 'joined'; socket: string; shared: string }
  /** A frame to the server. */
  | { kind: 'up'; socket: string; shared: string; text: string }
  /** A frame from the server. */
  | { kind: 'down'; socket: string; text: string }
  | { kind: 'leave'; socket: string; shared: string | undefined }
  | { kind: 'ended'; socket: string; code: number | undefined }
  /** Whoever says it leads now. `isGraceful`: the sockets of the leader before go on for a while. */
  | { kind: 'elected'; at: number; isGraceful: boolean }
  /** The leader has a socket: that is the one to ride on. */
  | { kind: 'opened'; shared: string }
  /** The leader leads no longer; its sockets go on for a while. */
  | { kind: 'resigned' };

/** Reads what a tab of the same version has said. */
export function decodeTabMessage(data: unknown): TabMessage {
  return data as TabMessage;
}

export type ClientRequest = { [A in Action]: RequestOf<A> }[Action];

/** Reads a frame that the client has made. */
export function decodeRequest(text: string): ClientRequest {
  return JSON.parse(text) as ClientRequest;
}

/** An answer, to whatever request its `requestId` says; anything else is undefined. */
export interface AnswerFrame {
  readonly type: 'ok' | 'error';
  readonly requestId: string;
}

export function decodeAnswerFrame(text: string): AnswerFrame | undefined {
  try {
    const frame = JSON.parse(text) as { type?: unknown; requestId?: unknown } | null;
    const isAnswer = frame?.type === 'ok' || frame?.type === 'error';
    return isAnswer && typeof frame.requestId === 'string' ? (frame as AnswerFrame) : undefined;
  } catch {
    return undefined;
  }
}

/** The fields of an answer to a known action, as the server of this version gives them. */
export function decodeAnswerOf<A extends Action>(_action: A, frame: unknown): ResponseOf<A> {
  return frame as ResponseOf<A>;
}
