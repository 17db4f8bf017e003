import { noUsage, summaryOf, type Flow, type FlowKind, type MutableUsage } from './flow';
import { type RecordedStep } from './recorded-step';

export interface FlowStart {
  readonly kind: FlowKind;
  readonly name: string;
  readonly user?: string | undefined;
  readonly connectionId?: string | undefined;
}

/** A flow as it is recorded, many thousand times a second: what only readers need is made when one reads. */
export class RecordedFlow implements Flow {
  readonly kind: FlowKind;
  name: string;
  user: string | undefined;
  connectionId: string | undefined;
  readonly steps: RecordedStep[] = [];
  droppedSteps = 0;
  /** Messages in queues that carry it on. */
  readonly messageIds: string[] = [];
  answeredMs: number | undefined = undefined;
  durationMs = 0;
  running = 0;
  calls = 0;
  posts = 0;
  pushes = 0;
  failed = 0;
  readonly usage: MutableUsage = noUsage();
  /** When it began, by performance.now(). */
  readonly #origin = performance.now();
  readonly #startedAtMs = Date.now();

  constructor(
    readonly id: number,
    { kind, name, user, connectionId }: FlowStart,
  ) {
    this.kind = kind;
    this.name = name;
    this.user = user;
    this.connectionId = connectionId;
  }

  get startedAt(): string {
    return new Date(this.#startedAtMs).toISOString();
  }

  /** Milliseconds since it began, at a moment that performance.now() gave. */
  since(moment: number): number {
    return Math.max(0, moment - this.#origin);
  }

  toJSON(): Flow {
    return { ...summaryOf(this), steps: this.steps };
  }
}
