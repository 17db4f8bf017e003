import * as v from 'valibot';
import { idPattern } from './patterns';

/** A string that UTF-8 can carry: no lone surrogates. */
export const wellFormedString = v.pipe(
  v.string(),
  v.check((text) => text.isWellFormed(), 'must be well-formed Unicode'),
);

/** Users, chats and devices: 1 to 64 letters, digits, `_`, `.` or `-`. */
export const id = v.pipe(v.string(), v.regex(idPattern, 'must be 1 to 64 letters, digits, "_", "." or "-"'));

/** The client's id of one message, unique per user for ever: a UUID, say. It makes a retry the same message. */
export const clientMessageId = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_.-]{16,64}$/, 'must be 16 to 64 letters, digits, "_", "." or "-"'),
);

/** Chosen by the client, unique among its requests in flight; the response carries it back. */
export const requestId = v.pipe(wellFormedString, v.minLength(1), v.maxLength(64));

/** Position in a chat's log: 1, 2, 3 … without gaps. 0 stands for "before the first entry". */
export const seq = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999_999_999_999));

/** ISO 8601 in UTC with milliseconds. */
export const timestamp = v.pipe(v.string(), v.isoTimestamp());

/** The same as a client names it: one that the calendar has. */
export const moment = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'must be a time as 2026-01-31T12:00:00.000Z'),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'must be a time of the calendar'),
);
