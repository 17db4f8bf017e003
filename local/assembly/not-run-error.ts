import { LocalError } from '../local-error';

/** Something of the templates that others refer to and that the runtime does not have. */
export interface NotRun {
  /** As in `Uploads (AWS::S3::Bucket)`. */
  readonly name: string;
  /** What helps, if anything does. */
  readonly cure?: string;
}

const cureOf = ({ cure }: NotRun): string => (cure === undefined ? '' : ` (${cure})`);

/** A value depends on something that does not run here. Whoever wants the value does not run either, and is named. */
export class NotRunError extends LocalError {
  constructor(
    place: string,
    readonly missing: NotRun,
  ) {
    super(`${place}: something refers to ${missing.name}, which does not run here${cureOf(missing)}.`);
  }

  /** How the list of what does not run says why `dependent` is in it. */
  listed(dependent: string): string {
    return `${dependent}, which refers to ${this.missing.name}${cureOf(this.missing)}`;
  }
}

/** What `read` gives, or the error about what it depends on. */
export const orNotRun = <T>(read: () => T): T | NotRunError => {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotRunError) return error;
    throw error;
  }
};
