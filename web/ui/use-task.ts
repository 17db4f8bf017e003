import { useEffect, useRef, useState } from 'react';
import { reasonOf } from './reason-of';

interface Task {
  readonly isBusy: boolean;
  /** Why the last one did not work, for a person. */
  readonly problem: string;
  /** Does the work; what follows from it does so only as long as the component is there. */
  readonly run: <T>(work: (signal: AbortSignal) => Promise<T>, follow: (result: T) => void) => void;
}

/** What the user asks for in a dialog. The signal of `run` is aborted when the dialog is closed. */
export function useTask(reason: (error: unknown) => string = reasonOf): Task {
  const [state, setState] = useState({ isBusy: false, problem: '' });
  const life = useRef(new AbortController());
  useEffect(() => {
    life.current = new AbortController();
    return () => life.current.abort();
  }, []);
  const run: Task['run'] = (work, follow) => {
    const { signal } = life.current;
    setState({ isBusy: true, problem: '' });
    work(signal).then(
      (result) => {
        if (signal.aborted) return;
        setState({ isBusy: false, problem: '' });
        follow(result);
      },
      (error: unknown) => signal.aborted || setState({ isBusy: false, problem: reason(error) }),
    );
  };
  return { ...state, run };
}
