/** One event on its way to a function. */
export interface Invocation {
  readonly requestId: string;
  /** The event as JSON text, as Lambda hands it over. */
  readonly event: string;
  readonly deadlineMs: number;
  /** The ARN that was invoked, with its version or alias if it had one. */
  readonly functionArn: string;
  /** What `_X_AMZN_TRACE_ID` holds while the event runs. */
  readonly traceId: string;
}

/** The payload is JSON text: the function's result, or the error as Lambda shapes it. */
export interface Outcome {
  readonly isError: boolean;
  readonly payload: string;
  /** Set when Lambda itself refused the call, so that the function never saw the event. */
  readonly rejection?: Rejection;
}

/** How the Invoke API answers a call that it refuses. */
export interface Rejection {
  readonly status: number;
  /** The exception's name, as `x-amzn-ErrorType` carries it. */
  readonly type: string;
}

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export const failure = (error: FunctionError): Outcome => ({ isError: true, payload: JSON.stringify(error) });

export const rejected = (rejection: Rejection, body: Readonly<Record<string, string>>): Outcome => ({
  isError: true,
  payload: JSON.stringify(body),
  rejection,
});

export type EnvironmentState = 'starting' | 'idle' | 'busy' | 'paused' | 'ended';

/**
 * One execution environment: it handles one event at a time and is frozen between events. The pool knows no more than
 * this, so that a child process can stand in for a worker thread.
 */
export interface Environment {
  /** Resolves when init is over, with the outcome that the first event gets when init fails. */
  readonly ready: Promise<Outcome | undefined>;
  readonly isAlive: boolean;
  readonly state: EnvironmentState;
  /** The process id, or the id of the thread. */
  readonly id: number;
  /** The session token that all its calls of AWS services carry. */
  readonly session: string;
  invoke(invocation: Invocation): Promise<Outcome>;
  /** Ends it at once, as a crash of the machine would. */
  kill(): Promise<void>;
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}
