/** What a command answers. A string is sent as a bulk string; null is no value. */
export type Reply = string | number | null | Status | Failure | readonly Reply[];

/** A status such as OK. */
export class Status {
  constructor(readonly text: string) {}
}

/** An error; its first word is its kind. */
export class Failure {
  constructor(readonly text: string) {}
}

export const OK = new Status('OK');

/** The reply as RESP2 sends it. */
export const encodeReply = (reply: Reply): string => {
  if (reply === null) return '$-1\r\n';
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (typeof reply === 'string') return `$${Buffer.byteLength(reply)}\r\n${reply}\r\n`;
  if (reply instanceof Status) return `+${reply.text}\r\n`;
  if (reply instanceof Failure) return `-${reply.text}\r\n`;
  return `*${reply.length}\r\n${reply.map(encodeReply).join('')}`;
};
