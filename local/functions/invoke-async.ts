import { type Causes } from '../flows/cause';

/** Gives an event to a function without waiting for its answer: it waits in Lambda's queue of asynchronous events. */
export type InvokeAsync = (functionName: string, event: unknown, causes?: Causes) => void;
