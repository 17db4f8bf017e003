type Listen = (type: string, listener: () => void) => void;

/** What a page, or a worker, has of its interface that the client uses. */
export interface Page {
  addEventListener?: Listen;
  removeEventListener?: Listen;
  document?: { visibilityState: string; addEventListener: Listen; removeEventListener: Listen };
}

/** Where this code runs, by whatever of these it has. */
export function decodePage(): Page {
  return globalThis;
}
