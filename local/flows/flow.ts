/** What AWS would bill for, in its own units. */
export interface Usage {
  /** Frames in, answers and posts; each 32 KB that is begun counts. */
  readonly gatewayMessages: number;
  readonly lambdaRequests: number;
  /** By the time that the handler took here. */
  readonly lambdaGbSeconds: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Sending, and receiving and deleting a batch; each 64 KB that is begun counts. */
  readonly queueRequests: number;
  readonly pushes: number;
  /** What goes out to clients, without the overhead of the protocols. */
  readonly outBytes: number;
}

export type LaneKind =
  'client' | 'gateway' | 'function' | 'table' | 'queue' | 'service' | 'socket' | 'phone' | 'schedule';

/** Who takes part in a flow. */
export interface Lane {
  readonly kind: LaneKind;
  readonly name: string;
}

export type StepKind =
  'frame' | 'answer' | 'handshake' | 'close' | 'fire' | 'invoke' | 'call' | 'post' | 'push';

/** One thing that happened in a flow. */
export interface Step {
  /** From 1 on, in the order in which the runtime heard of them. */
  readonly id: number;
  /** The step that caused it; the first has none. */
  readonly parentId: number | undefined;
  readonly kind: StepKind;
  readonly from: Lane;
  readonly to: Lane;
  /** Route key, function or operation. */
  readonly name: string;
  /** Milliseconds since the flow began. */
  readonly atMs: number;
  /** How much of the step is this flow's: less than 1 in a batch that several flows share. */
  readonly share: number;
  /** undefined while it lasts. */
  readonly durationMs?: number | undefined;
  /** Of an invocation: how long it waited for an environment, a cold start included. */
  readonly waitedMs?: number | undefined;
  /** The HTTP status of a call; of an invocation 200, or 500 when the function failed. */
  readonly status?: number | undefined;
  readonly error?: string | undefined;
  /** Of all of the step, before it is shared. */
  readonly usage?: Partial<Usage> | undefined;
  readonly bytes?: number | undefined;
  /** What was sent, without tokens and not longer than a few kB. */
  readonly text?: string | undefined;
}

export type FlowKind = 'message' | 'connect' | 'disconnect' | 'schedule' | 'queue' | 'invoke' | 'call';

/** Everything that one frame, or whatever else came from outside, caused. */
export interface Flow {
  readonly id: number;
  readonly kind: FlowKind;
  name: string;
  /** Whom the authorizer named as principal. */
  user: string | undefined;
  connectionId: string | undefined;
  /** ISO-8601. */
  readonly startedAt: string;
  readonly steps: readonly Step[];
  /** How many steps there were beyond those that are kept. */
  droppedSteps: number;
  /** When the answer went out; undefined when there is none, or not yet. */
  answeredMs: number | undefined;
  /** Until the last thing that happened. */
  durationMs: number;
  /** How many steps last. */
  running: number;
  calls: number;
  posts: number;
  pushes: number;
  /** Steps that failed. */
  failed: number;
  /** Of all steps, shares taken into account. */
  usage: Usage;
}

/** A flow without its steps. */
export type FlowSummary = Omit<Flow, 'steps'>;

export type MutableUsage = { -readonly [Key in keyof Usage]: Usage[Key] };

const USAGE_KEYS = [
  'gatewayMessages',
  'lambdaRequests',
  'lambdaGbSeconds',
  'readUnits',
  'writeUnits',
  'queueRequests',
  'pushes',
  'outBytes',
] as const satisfies readonly (keyof Usage)[];

export const noUsage = (): MutableUsage => ({
  gatewayMessages: 0,
  lambdaRequests: 0,
  lambdaGbSeconds: 0,
  readUnits: 0,
  writeUnits: 0,
  queueRequests: 0,
  pushes: 0,
  outBytes: 0,
});

/** A share of the usage of one step, on top of what there was. */
export const addUsage = (sum: MutableUsage, part: Partial<Usage>, share: number): void => {
  for (const key of USAGE_KEYS) {
    const more = part[key];
    if (more !== undefined) sum[key] += more * share;
  }
};

export const summaryOf = (flow: Flow): FlowSummary => ({
  id: flow.id,
  kind: flow.kind,
  name: flow.name,
  user: flow.user,
  connectionId: flow.connectionId,
  startedAt: flow.startedAt,
  droppedSteps: flow.droppedSteps,
  answeredMs: flow.answeredMs,
  durationMs: flow.durationMs,
  running: flow.running,
  calls: flow.calls,
  posts: flow.posts,
  pushes: flow.pushes,
  failed: flow.failed,
  usage: flow.usage,
});
