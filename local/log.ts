/** Where the runtime writes what happens, one readable line at a time. */
export type Log = (line: string) => void;
