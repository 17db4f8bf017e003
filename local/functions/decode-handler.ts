/** A dynamic import, or a required module, gives whatever the function's author exports. */
export const exportsOf = (module: unknown): Record<string, unknown> =>
  typeof module === 'object' && module !== null ? (module as Record<string, unknown>) : {};

export type Handler = (event: unknown, context: unknown, callback?: unknown) => unknown;

export const asHandler = (value: unknown): Handler | undefined =>
  typeof value === 'function' ? (value as Handler) : undefined;
