import { addUsage, type Flow } from './flow';
import { RecordedFlow, type FlowStart } from './recorded-flow';
import { RecordedStep, type GivenStep, type StepEnd } from './recorded-step';

const MAX_STEPS_OF_FLOW = 3000;
const MAX_STEPS = 60_000;

const isFailed = ({ status = 200 }: StepEnd): boolean => status >= 400;

/** The last flows, in memory: the oldest go first, sooner when they are large. */
export class FlowLog {
  /** A ring: each at its id modulo the limit. */
  private readonly flows: (RecordedFlow | undefined)[] = [];
  private readonly listeners = new Set<(flow: Flow) => void>();
  private lastId = 0;
  private oldestId = 1;
  private keptSteps = 0;

  /** @param forgotten is told each flow that is kept no longer */
  constructor(
    private readonly limit: number,
    private readonly forgotten: (flow: RecordedFlow) => void = () => undefined,
  ) {}

  get isOn(): boolean {
    return this.limit > 0;
  }

  /** The oldest first. */
  list(): readonly Flow[] {
    const ids = Array.from({ length: this.size }, (_, index) => this.oldestId + index);
    return ids.flatMap((id) => this.get(id) ?? []);
  }

  get(id: number): Flow | undefined {
    return this.isKept(id) ? this.flows[id % this.limit] : undefined;
  }

  /** Calls the listener with each flow that changes; gives the function that ends it. */
  listen(listener: (flow: Flow) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  begin(start: FlowStart): RecordedFlow {
    // Before the new one takes the place of the oldest in the ring.
    if (this.size >= this.limit) this.forgetOldest();
    const flow = new RecordedFlow((this.lastId += 1), start);
    this.flows[flow.id % this.limit] = flow;
    return flow;
  }

  /** Adds a step that lasts; beyond the limit of a flow it is counted, not kept. */
  append(flow: RecordedFlow, given: GivenStep): RecordedStep {
    const step = new RecordedStep(flow.steps.length + flow.droppedSteps + 1, given);
    if (flow.steps.length < MAX_STEPS_OF_FLOW && this.isKept(flow.id)) this.keep(flow, step);
    else flow.droppedSteps += 1;
    flow.running += 1;
    if (step.kind === 'call') flow.calls += 1;
    else if (step.kind === 'post') flow.posts += 1;
    else if (step.kind === 'push') flow.pushes += 1;
    this.tell(flow);
    return step;
  }

  finish(flow: RecordedFlow, step: RecordedStep, end: StepEnd): void {
    step.end(end);
    flow.running -= 1;
    if (end.usage) addUsage(flow.usage, end.usage, step.share);
    flow.durationMs = Math.max(flow.durationMs, step.atMs + (step.durationMs ?? 0));
    if (step.kind === 'answer') flow.answeredMs ??= step.atMs;
    if (isFailed(end)) flow.failed += 1;
    this.tell(flow);
  }

  /** A flow got a name, or a user. */
  tell(flow: Flow): void {
    if (this.listeners.size > 0) for (const listener of this.listeners) listener(flow);
  }

  private get size(): number {
    return this.lastId - this.oldestId + 1;
  }

  private isKept(id: number): boolean {
    return id >= this.oldestId && id <= this.lastId;
  }

  private keep(flow: RecordedFlow, step: RecordedStep): void {
    flow.steps.push(step);
    this.keptSteps += 1;
    while (this.keptSteps > MAX_STEPS && this.size > 1) this.forgetOldest();
  }

  /** Messages and events under way still point to the flow that caused them: its steps must not live on with them. */
  private forgetOldest(): void {
    const place = this.oldestId % this.limit;
    const flow = this.flows[place];
    this.flows[place] = undefined;
    this.oldestId += 1;
    if (!flow) return;
    this.keptSteps -= flow.steps.length;
    flow.droppedSteps += flow.steps.length;
    flow.steps.length = 0;
    this.forgotten(flow);
  }
}
