// Sender, functions and receivers of the benchmark are compiled together: what one writes, the other may trust.

/** What every recipient gets. The times are milliseconds since 1970 with a fraction; all clocks are this machine's. */
export interface Frame {
  readonly round: number;
  readonly text: string;
  readonly sentAt: number;
  readonly sendStartedAt?: number;
  readonly workerStartedAt?: number;
  readonly readAt?: number;
}

/** One job of the queue. */
export interface Slice {
  readonly userIds: readonly string[];
  readonly frame: Frame;
}

export interface Acknowledgement {
  readonly acknowledged: number;
  readonly queuedAt: number;
}

export const decodeAudience = (body: string): Slice => JSON.parse(body) as Slice;

export const decodeSlice = (body: string): Slice => JSON.parse(body) as Slice;

export const decodeFrame = (text: string): Frame | Acknowledgement =>
  JSON.parse(text) as Frame | Acknowledgement;
