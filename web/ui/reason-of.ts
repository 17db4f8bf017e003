import { ParleyError } from '../../client';

const reasons: Readonly<Record<string, string>> = {
  forbidden: 'You may not do that here.',
  not_found: 'There is no such person or conversation.',
  chat_full: 'The group is full.',
  rate_limited: 'That was too much at once. Wait a moment.',
};

/** Why something did not work, for a person. */
export function reasonOf(error: unknown): string {
  const code = error instanceof ParleyError ? error.code : '';
  return reasons[code] ?? 'That did not work. Try it again.';
}
