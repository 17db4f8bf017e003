import { ChatError } from './errors';

/** Where a page of history starts, and which way it goes. before without seq: from the newest entry. */
export type PageStart =
  { direction: 'before'; seq: number | undefined } | { direction: 'after'; seq: number };

/** To clients an opaque string. It grants nothing: whoever presents it is authorised like anyone else. */
export function encodeCursor(start: { direction: PageStart['direction']; seq: number }): string {
  return `${start.direction}.${start.seq}`;
}

/** Throws ChatError bad_request for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): PageStart {
  const [, direction, digits] = /^(before|after)\.(\d{1,12})$/.exec(cursor) ?? [];
  const seq = Number(digits);
  if (direction === 'before') return { direction, seq };
  if (direction === 'after') return { direction, seq };
  throw new ChatError(
    'bad_request',
    'unable to read the page; cursor must be the nextCursor of the page before',
  );
}
