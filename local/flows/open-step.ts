import { NO_CAUSES, type Cause, type Causes } from './cause';
import { type Lane, type StepKind } from './flow';
import { type FlowLog } from './flow-log';
import { type RecordedStep, type StepEnd } from './recorded-step';

/** A step that lasts, in each of the flows that have a part in it. */
export interface OpenStep {
  /** For what the step itself causes. */
  readonly causes: Causes;
  /** At its second call it does nothing. @param durationMs @default since the step began */
  end(end?: StepEnd, durationMs?: number): void;
}

/** A step of no flow. */
export const NO_STEP: OpenStep = { causes: NO_CAUSES, end: () => undefined };

interface Begun {
  readonly kind: StepKind;
  readonly name: string;
  readonly to: Lane;
  readonly startedAt: number;
}

class Recording implements OpenStep {
  readonly causes: Cause[] = [];
  private readonly steps: RecordedStep[] = [];
  private isOver = false;

  constructor(
    private readonly log: FlowLog,
    private readonly startedAt: number,
  ) {}

  /** The step in one of the flows. */
  add({ flow, stepId: parentId, lane: from, share }: Cause, { kind, name, to }: Begun): void {
    const atMs = flow.since(this.startedAt);
    const step = this.log.append(flow, { parentId, kind, from, to, name, atMs, share });
    this.causes.push({ flow, stepId: step.id, lane: to, share });
    this.steps.push(step);
  }

  end(end: StepEnd = {}, durationMs = performance.now() - this.startedAt): void {
    if (this.isOver) return;
    this.isOver = true;
    this.causes.forEach(({ flow }, index) => {
      const step = this.steps[index];
      if (!step) return;
      step.durationMs = durationMs;
      this.log.finish(flow, step, end);
    });
    this.steps.length = 0;
  }
}

export const openStep = (log: FlowLog, causes: Causes, begun: Begun): OpenStep => {
  const recording = new Recording(log, begun.startedAt);
  for (const cause of causes) recording.add(cause, begun);
  return recording;
};
