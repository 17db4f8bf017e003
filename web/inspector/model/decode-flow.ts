/** A flow as the runtime tells it: docs/local-runtime.md says what stands in it. */
export interface Usage {
  readonly gatewayMessages: number;
  readonly lambdaRequests: number;
  readonly lambdaGbSeconds: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly queueRequests: number;
  readonly pushes: number;
  readonly outBytes: number;
}

export interface Lane {
  readonly kind: string;
  readonly name: string;
}

export interface Step {
  readonly id: number;
  readonly parentId?: number;
  readonly kind: string;
  readonly name: string;
  readonly from: Lane;
  readonly to: Lane;
  readonly atMs: number;
  readonly share: number;
  readonly durationMs?: number;
  readonly waitedMs?: number;
  readonly status?: number;
  readonly error?: string;
  readonly usage?: Partial<Usage>;
  readonly bytes?: number;
  readonly text?: string;
}

export interface FlowSummary {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly user?: string;
  readonly connectionId?: string;
  readonly startedAt: string;
  readonly droppedSteps: number;
  readonly answeredMs?: number;
  readonly durationMs: number;
  readonly running: number;
  readonly calls: number;
  readonly posts: number;
  readonly pushes: number;
  readonly failed: number;
  readonly usage: Usage;
}

export interface Flow extends FlowSummary {
  readonly steps: readonly Step[];
}

// The runtime that serves the page answers it: both are built from one source, so nothing is checked again.

export const decodeSummary = (text: string): FlowSummary => JSON.parse(text) as FlowSummary;

export const decodeFlows = (body: unknown): readonly FlowSummary[] =>
  (body as { flows: FlowSummary[] }).flows;

export const decodeFlow = (body: unknown): Flow => body as Flow;
