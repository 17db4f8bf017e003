import { BoundedMap } from './bounded-map';
import { causesOfBatch, NO_CAUSES, type Causes } from './cause';
import { type Lane, type StepKind } from './flow';
import { FlowLog } from './flow-log';
import { NO_STEP, openStep, type OpenStep } from './open-step';
import { type FlowStart, type RecordedFlow } from './recorded-flow';
import { type StepEnd } from './recorded-step';
import { randomText } from '../random-text';

export interface StepStart {
  readonly kind: StepKind;
  readonly name: string;
  readonly to: Lane;
  /** A moment of performance.now(); @default now */
  readonly startedAt?: number;
}

const KEPT_FLOWS = 500;
const KEPT_SESSIONS = 2000;
const MAX_MESSAGES_OF_FLOW = 3000;

const latest = (known: RecordedFlow | undefined, flow: RecordedFlow): RecordedFlow =>
  known === undefined || flow.id > known.id ? flow : known;

/** Follows what happens in the runtime from its cause to its effects. With a limit of 0 it records nothing. */
export class FlowRecorder {
  readonly log: FlowLog;
  /** A session token names one execution environment: what it calls belongs to the event that it has. */
  private readonly environments = new BoundedMap<string, Causes>(KEPT_SESSIONS);
  /** Those of the gateway's own calls: so many that they must not push out the others. */
  private readonly sessions = new BoundedMap<string, Causes>(KEPT_SESSIONS);
  private readonly invocations = new Map<string, OpenInvocation>();
  /** Each as long as the last flow that it carries on is kept: a queue may hold it for days. */
  private readonly messages = new Map<string, Causes>();
  private readonly sending = new Set<Promise<void>>();

  /** @param limit how many flows are kept */
  constructor(limit = KEPT_FLOWS) {
    this.log = new FlowLog(limit, ({ messageIds }) => {
      for (const id of messageIds) this.messages.delete(id);
    });
  }

  get isOn(): boolean {
    return this.log.isOn;
  }

  /** Something came from outside, to this lane. */
  begin(start: FlowStart, lane: Lane): Causes {
    if (!this.isOn) return NO_CAUSES;
    return [{ flow: this.log.begin(start), stepId: undefined, lane, share: 1 }];
  }

  /** Begins a step in each flow that caused it. */
  step(causes: Causes, { kind, name, to, startedAt = performance.now() }: StepStart): OpenStep {
    if (causes.length === 0) return NO_STEP;
    return openStep(this.log, causes, { kind, name, to, startedAt });
  }

  /** A step that is over as it begins. */
  moment(causes: Causes, start: StepStart, end: StepEnd = {}): Causes {
    const step = this.step(causes, start);
    step.end(end, 0);
    return step.causes;
  }

  /** What is known of flows only once they have begun. */
  rename(causes: Causes, { name, user, connectionId }: Partial<FlowStart>): void {
    for (const { flow } of causes) {
      flow.name = name ?? flow.name;
      flow.user = user ?? flow.user;
      flow.connectionId = connectionId ?? flow.connectionId;
      this.log.tell(flow);
    }
  }

  /** A session token under which calls belong to these causes. */
  sessionFor(causes: Causes): string {
    const session = randomText(12, 'hex');
    this.sessions.set(session, causes);
    return session;
  }

  causesOfSession(session: string | string[] | undefined): Causes {
    if (typeof session !== 'string') return NO_CAUSES;
    return this.environments.get(session) ?? this.sessions.get(session) ?? NO_CAUSES;
  }

  /** An event is on its way to a function; `runs` says which environment got it. */
  invoked(requestId: string, step: OpenStep): void {
    if (step.causes.length > 0) this.invocations.set(requestId, { step, invokedAt: performance.now() });
  }

  runs(requestId: string, session: string): void {
    const invocation = this.invocations.get(requestId);
    if (invocation) invocation.ranAt = performance.now();
    if (this.isOn) this.environments.set(session, invocation?.step.causes ?? NO_CAUSES);
  }

  /** How long an event waited for its environment, and how long the handler took. */
  ended(requestId: string): { readonly waitedMs: number; readonly handlerMs: number } {
    const now = performance.now();
    const { invokedAt = now, ranAt = now } = this.invocations.get(requestId) ?? {};
    this.invocations.delete(requestId);
    return { waitedMs: ranAt - invokedAt, handlerMs: now - ranAt };
  }

  /**
   * Messages are being sent: whoever receives one meanwhile waits until the function that it gives was called, so that
   * `sent` has been told their ids.
   */
  sends(): () => void {
    if (!this.isOn) return () => undefined;
    let settle: () => void = () => undefined;
    const settled = new Promise<void>((resolve) => (settle = resolve));
    this.sending.add(settled);
    return () => {
      this.sending.delete(settled);
      settle();
    };
  }

  /** What messages with these ids carry on. */
  sent(messageIds: readonly string[], causes: Causes): void {
    const flow = causes.map((cause) => cause.flow).reduce(latest, undefined);
    if (flow === undefined || this.log.get(flow.id) === undefined) return;
    for (const id of messageIds.slice(0, MAX_MESSAGES_OF_FLOW - flow.messageIds.length)) {
      flow.messageIds.push(id);
      this.messages.set(id, causes);
    }
  }

  /** What caused the messages of a batch. They may be read before the one who sent them has heard their ids. */
  async causesOfMessages(messageIds: readonly string[]): Promise<Causes> {
    if (this.sending.size > 0 && messageIds.some((id) => this.messages.get(id) === undefined))
      await Promise.all(this.sending);
    return causesOfBatch(messageIds.map((id) => this.messages.get(id) ?? NO_CAUSES));
  }
}

interface OpenInvocation {
  readonly step: OpenStep;
  readonly invokedAt: number;
  ranAt?: number;
}
