import { type Lane, type Step, type StepKind, type Usage } from './flow';
import { isLong, shownOnce, shownText } from './shown-text';

export type GivenStep = Omit<Step, 'id' | keyof StepEnd>;

/** What is known of a step when it is over. */
export type StepEnd = Pick<Step, 'status' | 'error' | 'usage' | 'durationMs' | 'waitedMs' | 'bytes' | 'text'>;

/** A step as it is recorded: its text is made fit to be shown only when somebody reads it. */
export class RecordedStep implements Step {
  readonly parentId: number | undefined;
  readonly kind: StepKind;
  readonly from: Lane;
  readonly to: Lane;
  readonly name: string;
  readonly atMs: number;
  readonly share: number;
  durationMs: number | undefined = undefined;
  waitedMs: number | undefined = undefined;
  status: number | undefined = undefined;
  error: string | undefined = undefined;
  usage: Partial<Usage> | undefined = undefined;
  bytes: number | undefined = undefined;
  /** As it was sent, with its secrets: nothing but `text` may read it. */
  #sent: string | undefined = undefined;
  #cut: string | undefined = undefined;

  constructor(
    readonly id: number,
    { parentId, kind, from, to, name, atMs, share }: GivenStep,
  ) {
    this.parentId = parentId;
    this.kind = kind;
    this.from = from;
    this.to = to;
    this.name = name;
    this.atMs = atMs;
    this.share = share;
  }

  get text(): string | undefined {
    return this.#sent === undefined ? this.#cut : shownText(this.#sent);
  }

  end({ durationMs, waitedMs, status, error, usage, bytes, text }: StepEnd): void {
    this.durationMs = durationMs ?? this.durationMs;
    this.waitedMs = waitedMs;
    this.status = status;
    this.error = error;
    this.usage = usage;
    this.bytes = bytes;
    // A long one is cut at once, so that what is kept stays small.
    if (text !== undefined && isLong(text)) this.#cut = shownOnce(text);
    else this.#sent = text;
  }

  toJSON(): Step {
    const { id, parentId, kind, from, to, name, atMs, share, text } = this;
    const { durationMs, waitedMs, status, error, usage, bytes } = this;
    return {
      id,
      parentId,
      kind,
      from,
      to,
      name,
      atMs,
      share,
      durationMs,
      waitedMs,
      status,
      error,
      usage,
      bytes,
      text,
    };
  }
}
