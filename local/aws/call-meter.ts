import { type IncomingMessage } from 'node:http';
import { type Causes } from '../flows/cause';
import { type Lane, type StepKind, type Usage } from '../flows/flow';
import { type FlowRecorder } from '../flows/flow-recorder';
import { type Lanes } from '../flows/lanes';
import { parseObject, textOf } from '../json';
import { accessKeyIn, type AwsCall, type OnCall } from './aws-call';

export interface MeterOptions {
  readonly onCall: OnCall;
  /** Which function signs with which access key. */
  readonly functionByKey: ReadonlyMap<string, string>;
  readonly flows: FlowRecorder;
  readonly lanes: Lanes;
}

/** A call whose answer is not there yet. */
export interface BegunCall {
  readonly functionName: string | undefined;
  readonly causes: Causes;
  readonly startedAt: number;
}

/** What a flow shows of a call besides what every meter is told. */
export interface CallView {
  readonly kind?: StepKind;
  readonly to: Lane;
  readonly usage?: Partial<Usage>;
  readonly error?: string | undefined;
  readonly bytes?: number;
  readonly text?: string;
}

export type EndedCall = Pick<AwsCall, 'service' | 'operation' | 'resource' | 'status'> & {
  readonly capacityUnits?: number | undefined;
};

/** The name of the error in an answer of the JSON protocols. */
export const errorIn = (status: number, body: Buffer): string | undefined =>
  status < 400 ? undefined : textOf(parseObject(body.toString())?.['__type'])?.split('#').at(-1);

/** Tells of every call of an AWS service: whoever listens, and the flow to which it belongs. */
export class CallMeter {
  private lastText = '';

  constructor(readonly options: MeterOptions) {}

  begin({ headers }: IncomingMessage): BegunCall {
    const { flows, functionByKey } = this.options;
    return {
      functionName: functionByKey.get(accessKeyIn(headers.authorization) ?? ''),
      causes: flows.causesOfSession(headers['x-amz-security-token']),
      startedAt: performance.now(),
    };
  }

  /** Gives what the call itself may cause. */
  end(begun: BegunCall, call: EndedCall, view: CallView): Causes {
    this.report(begun, call);
    const { causes, startedAt } = begun;
    const { kind = 'call', to, usage, error, bytes, text } = view;
    const step = this.options.flows.step(causes, { kind, name: call.operation, to, startedAt });
    step.end({
      status: call.status,
      usage,
      error,
      bytes,
      text: text === undefined || causes.length === 0 ? undefined : this.kept(text),
    });
    return step.causes;
  }

  report({ functionName, startedAt }: BegunCall, call: EndedCall): void {
    const durationMs = performance.now() - startedAt;
    this.options.onCall({ capacityUnits: undefined, ...call, functionName, durationMs });
  }

  /** What goes to all members of a group is the same text: it is kept once. */
  private kept(text: string): string {
    if (this.lastText !== text) this.lastText = text;
    return this.lastText;
  }
}
