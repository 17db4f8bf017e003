import { type Causes } from '../flows/cause';
import { type FlowRecorder } from '../flows/flow-recorder';
import { CLIENT, GATEWAY } from '../flows/lanes';
import { frameUsage, sentUsage } from '../flows/metered';
import { type OpenStep } from '../flows/open-step';
import { type Closing } from '../events/disconnect-event';
import { userOf, type Session } from './connection';
import { type Accepted } from './handshake';
import { type Backends, type MayInvoke } from './integrate';
import { type Refusal } from './refusal';

/** Backends that know what they are called for. */
class CausedBackends implements Backends {
  constructor(
    private readonly backends: Backends,
    private readonly causes: Causes,
  ) {}

  mayInvoke(source: Parameters<MayInvoke>[0]): boolean {
    return this.backends.mayInvoke?.(source) ?? true;
  }

  invoke(functionName: string, event: unknown): ReturnType<Backends['invoke']> {
    return this.backends.invoke(functionName, event, this.causes);
  }

  callService(call: Parameters<Backends['callService']>[0]): ReturnType<Backends['callService']> {
    return this.backends.callService(call, this.causes);
  }
}

const causedBy = (backends: Backends, causes: Causes): Backends =>
  causes.length === 0 ? backends : new CausedBackends(backends, causes);

/** What follows from one frame of a client. */
export class FrameTrace {
  private readonly step: OpenStep;
  private readonly body: string;
  private name: string | undefined;

  constructor(
    private readonly flows: FlowRecorder,
    { session, body }: { readonly session: Session; readonly body: string },
  ) {
    const start = {
      kind: 'message',
      name: '',
      user: userOf(session),
      connectionId: session.connectionId,
    } as const;
    const begun = flows.begin(start, CLIENT);
    this.step = flows.step(begun, { kind: 'frame', name: 'frame', to: GATEWAY });
    this.body = body;
  }

  backends(backends: Backends): Backends {
    return causedBy(backends, this.step.causes);
  }

  routed(name: string): void {
    this.name = name;
    this.flows.rename(this.step.causes, { name });
  }

  answered(text: string): void {
    if (this.step.causes.length === 0) return;
    const bytes = Buffer.byteLength(text);
    const start = { kind: 'answer', name: this.name ?? 'error', to: CLIENT } as const;
    this.flows.moment(this.step.causes, start, { bytes, text, usage: sentUsage(bytes) });
  }

  /** The frame is done with. */
  end(): void {
    if (this.step.causes.length === 0) return;
    const bytes = Buffer.byteLength(this.body);
    this.step.end({ bytes, text: this.body, usage: frameUsage(bytes) });
  }
}

/** What follows from a handshake; it is no message, so only its functions cost something. */
export const traceHandshake = async (
  flows: FlowRecorder,
  backends: Backends,
  decide: (backends: Backends) => Promise<Accepted | Refusal>,
): Promise<Accepted | Refusal> => {
  const begun = flows.begin({ kind: 'connect', name: '$connect' }, CLIENT);
  const step = flows.step(begun, { kind: 'handshake', name: '$connect', to: GATEWAY });
  const result = await decide(causedBy(backends, step.causes));
  if ('session' in result) {
    const { session } = result;
    flows.rename(step.causes, { user: userOf(session), connectionId: session.connectionId });
    step.end({ status: 101 });
  } else step.end({ status: result.status });
  return result;
};

/** What follows from the end of a socket. */
export const traceClose = (
  flows: FlowRecorder,
  session: Session,
  { code, reason }: Closing,
): ((backends: Backends) => Backends) => {
  const { connectionId } = session;
  const start = { kind: 'disconnect', name: '$disconnect', user: userOf(session), connectionId } as const;
  const closed = flows.moment(
    flows.begin(start, CLIENT),
    { kind: 'close', name: `closed ${code}`, to: GATEWAY },
    { text: reason },
  );
  return (backends) => causedBy(backends, closed);
};
