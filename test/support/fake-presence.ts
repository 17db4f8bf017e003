import type { RequestOf } from '../../protocol';

/** Nobody is known to be anywhere, and watching is fine. */
export function answerOfPresence(request: RequestOf<'getPresence' | 'watchPresence'>): object {
  return {
    presence: request.userIds.map((userId) => ({ userId, status: 'unknown' })),
    at: '2026-01-01T00:00:00.000Z',
    ...(request.action === 'watchPresence' && { validForSeconds: 600 }),
  };
}
