import { ParleyError } from '../../client';
import { NobodyFound } from '../model/find-people';

const reasons: Readonly<Record<string, string>> = {
  forbidden: 'You may not do that here.',
  not_found: 'There is no such person or conversation.',
  taken: 'Another person has this handle.',
  chat_full: 'The group is full.',
  unavailable: 'The server is busy. Try again in a moment.',
  no_answer: 'The server does not answer.',
  rate_limited: 'That was too much at once. Wait a moment.',
};

/** Why something did not work, for a person. */
export function reasonOf(error: unknown): string {
  if (error instanceof NobodyFound) return `Nobody has the handle ${error.handle}.`;
  const code = error instanceof ParleyError ? error.code : '';
  return reasons[code] ?? 'That did not work. Try it again.';
}
