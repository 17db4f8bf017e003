import { JSDOM } from 'jsdom';
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { settle } from './manual-clock';

/** Renders a component that does nothing but call the hook, until `unmount`. */
export async function renderHook<T>(use: () => T) {
  const { window } = new JSDOM();
  Object.assign(globalThis, { window, document: window.document, IS_REACT_ACT_ENVIRONMENT: true });
  const seen: T[] = [];
  const Probe = () => (seen.push(use()), null);
  const place = window.document.createElement('div');
  const root = createRoot(place);
  // eslint-disable-next-line @typescript-eslint/require-await -- React has it so
  await act(async () => root.render(createElement(Probe)));
  return {
    get now(): T {
      return seen.at(-1)!;
    },
    seen,
    /** Lets happen what `run` causes. */
    after: (run: () => unknown = () => undefined) =>
      act(async () => {
        await run();
        await settle();
      }),
    unmount: async () => {
      // eslint-disable-next-line @typescript-eslint/require-await -- React has it so
      await act(async () => root.unmount());
      window.close();
      for (const name of ['window', 'document', 'IS_REACT_ACT_ENVIRONMENT'])
        Reflect.deleteProperty(globalThis, name);
    },
  };
}
