import { labelOf } from '../label';
import { type Log } from '../log';
import { type SchedulePlan, type ScheduleTarget } from '../resources/plan';

interface Entry {
  readonly plan: SchedulePlan;
  nextMs: number | undefined;
}

/** Timers of Node.js hold at most 24 days. */
const MAX_TIMER_MS = 86_400_000;

/** Fires schedules when they are due. Its clock can be moved forward, for tests; then all that fell due fires in order. */
export class ScheduleRunner {
  private readonly entries: Entry[];
  private readonly startMs = Date.now();
  private movedMs = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly plans: readonly SchedulePlan[],
    private readonly invoke: (target: ScheduleTarget, event: unknown, plan: SchedulePlan) => void,
    private readonly log: Log,
  ) {
    this.entries = plans
      .filter(({ isEnabled }) => isEnabled)
      .map((plan) => ({ plan, nextMs: this.nextOf(plan, this.firstFrom(plan)) }));
  }

  start(): void {
    this.tick();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  get nowMs(): number {
    return Date.now() + this.movedMs;
  }

  move(milliseconds: number): void {
    this.movedMs += milliseconds;
    this.tick();
  }

  /** Fires one now, also one that is disabled; false when there is none of this name. */
  fire(logicalId: string): boolean {
    const plan = this.plans.find(
      (one) => one.logicalId === logicalId || labelOf(one.logicalId) === logicalId,
    );
    if (plan) this.fireAt(plan, this.nowMs);
    return plan !== undefined;
  }

  private firstFrom({ startsAtMs = 0, startsAtOnce }: SchedulePlan): number {
    const from = Math.max(this.startMs, startsAtMs);
    return startsAtOnce || startsAtMs > this.startMs ? from - 1 : from;
  }

  private nextOf(plan: SchedulePlan, afterMs: number): number | undefined {
    const { cadence, startsAtMs = 0, endsAtMs = Infinity } = plan;
    const next = cadence.next(afterMs, Math.max(this.startMs, startsAtMs));
    return next === undefined || next > endsAtMs ? undefined : next;
  }

  private earliest(): (Entry & { nextMs: number }) | undefined {
    let found: (Entry & { nextMs: number }) | undefined;
    for (const entry of this.entries)
      if (hasNext(entry) && (!found || entry.nextMs < found.nextMs)) found = entry;
    return found;
  }

  private tick(): void {
    clearTimeout(this.timer);
    let due = this.earliest();
    for (; due && due.nextMs <= this.nowMs; due = this.earliest()) {
      const atMs = due.nextMs;
      const entry: Entry = due;
      entry.nextMs = this.nextOf(due.plan, atMs);
      this.fireAt(due.plan, atMs);
    }
    if (!due) return;
    this.timer = setTimeout(() => this.tick(), Math.min(due.nextMs - this.nowMs, MAX_TIMER_MS));
  }

  private fireAt(plan: SchedulePlan, atMs: number): void {
    this.log(`fire    ${labelOf(plan.logicalId)} (${new Date(atMs).toISOString()})`);
    for (const target of plan.targets) this.invoke(target, target.eventAt(atMs), plan);
  }
}

const hasNext = (entry: Entry): entry is Entry & { nextMs: number } => entry.nextMs !== undefined;
