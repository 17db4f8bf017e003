/** One event on its way to a function. */
export interface Invocation {
  readonly requestId: string;
  /** The event as JSON text, as Lambda hands it over. */
  readonly event: string;
  readonly deadlineMs: number;
}

/** The payload is JSON text: the function's result, or the error as Lambda shapes it. */
export interface Outcome {
  readonly isError: boolean;
  readonly payload: string;
}

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export const failure = (error: FunctionError): Outcome => ({ isError: true, payload: JSON.stringify(error) });

/**
 * One execution environment: it handles one event at a time and is frozen between events. The pool knows no more than
 * this, so that a child process can stand in for a worker thread.
 */
export interface Environment {
  /** Resolves when init is over; rejects with the outcome that the first event gets when init fails. */
  readonly ready: Promise<Outcome | undefined>;
  readonly isAlive: boolean;
  invoke(invocation: Invocation): Promise<Outcome>;
  stop(): Promise<void>;
}
