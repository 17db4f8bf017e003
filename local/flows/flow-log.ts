import { addUsage, NO_USAGE, type Flow, type FlowKind, type Step } from './flow';

export interface FlowStart {
  readonly kind: FlowKind;
  readonly name: string;
  readonly user?: string | undefined;
  readonly connectionId?: string | undefined;
}

/** What is known when a step is over. */
export type StepEnd = Pick<Step, 'status' | 'error' | 'usage' | 'durationMs' | 'waitedMs' | 'bytes' | 'text'>;

const MAX_STEPS_OF_FLOW = 3000;
const MAX_STEPS = 60_000;

const isFailed = ({ status = 200 }: StepEnd): boolean => status >= 400;

/** The last flows, in memory: the oldest go first, sooner when they are large. */
export class FlowLog {
  private readonly flows = new Map<number, Flow>();
  private readonly origins = new WeakMap<Flow, number>();
  private readonly listeners = new Set<(flow: Flow) => void>();
  private lastId = 0;
  private keptSteps = 0;

  constructor(private readonly limit: number) {}

  get isOn(): boolean {
    return this.limit > 0;
  }

  /** The oldest first. */
  list(): readonly Flow[] {
    return [...this.flows.values()];
  }

  get(id: number): Flow | undefined {
    return this.flows.get(id);
  }

  /** Calls the listener with each flow that changes; gives the function that ends it. */
  listen(listener: (flow: Flow) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  begin({ kind, name, user, connectionId }: FlowStart): Flow {
    const flow: Flow = {
      id: (this.lastId += 1),
      kind,
      name,
      user,
      connectionId,
      startedAt: new Date().toISOString(),
      steps: [],
      droppedSteps: 0,
      answeredMs: undefined,
      durationMs: 0,
      running: 0,
      calls: 0,
      posts: 0,
      pushes: 0,
      failed: 0,
      usage: NO_USAGE,
    };
    this.origins.set(flow, performance.now());
    this.flows.set(flow.id, flow);
    this.trim();
    return flow;
  }

  /** Milliseconds since the flow began, at a moment that performance.now() gave. */
  since(flow: Flow, moment: number): number {
    return Math.max(0, moment - (this.origins.get(flow) ?? moment));
  }

  /** Adds a step that lasts; beyond the limit of a flow it is counted, not kept. */
  append(flow: Flow, given: Omit<Step, 'id'>): Step {
    const step: Step = { id: flow.steps.length + flow.droppedSteps + 1, ...given };
    if (flow.steps.length < MAX_STEPS_OF_FLOW && this.flows.has(flow.id)) this.keep(flow, step);
    else flow.droppedSteps += 1;
    flow.running += 1;
    if (step.kind === 'call') flow.calls += 1;
    if (step.kind === 'post') flow.posts += 1;
    if (step.kind === 'push') flow.pushes += 1;
    this.tell(flow);
    return step;
  }

  finish(flow: Flow, step: Step, end: StepEnd): void {
    Object.assign(step, end);
    flow.running -= 1;
    flow.usage = addUsage(flow.usage, end.usage ?? {}, step.share);
    flow.durationMs = Math.max(flow.durationMs, step.atMs + (step.durationMs ?? 0));
    if (step.kind === 'answer') flow.answeredMs ??= step.atMs;
    if (isFailed(end)) flow.failed += 1;
    this.tell(flow);
  }

  /** A flow got a name, or a user. */
  tell(flow: Flow): void {
    for (const listener of this.listeners) listener(flow);
  }

  private keep(flow: Flow, step: Step): void {
    flow.steps.push(step);
    this.keptSteps += 1;
    this.trim();
  }

  private isFull(): boolean {
    return this.flows.size > this.limit || (this.keptSteps > MAX_STEPS && this.flows.size > 1);
  }

  private trim(): void {
    if (!this.isFull()) return;
    for (const flow of this.flows.values()) {
      this.forget(flow);
      if (!this.isFull()) return;
    }
  }

  /** Messages and events under way still point to the flow that caused them: its steps must not live on with them. */
  private forget(flow: Flow): void {
    this.flows.delete(flow.id);
    this.keptSteps -= flow.steps.length;
    flow.droppedSteps += flow.steps.length;
    flow.steps.length = 0;
  }
}
