import type { Finding } from './history';
import { membershipAt } from './memberships';
import { pairKey, type Story } from './story';

/** P10, and that no cursor runs ahead of what there is to see. */
export function checkCursors(story: Story): Finding[] {
  const seen = new Map<string, { deliveredSeq: number; readSeq: number }>();
  const findings: Finding[] = [];
  for (const event of story.history.events) {
    if (event.kind !== 'cursors') continue;
    const { observer, userId, chatId, deliveredSeq, readSeq } = event;
    const key = pairKey(observer, pairKey(userId, chatId));
    const before = seen.get(key);
    if (before !== undefined && (deliveredSeq < before.deliveredSeq || readSeq < before.readSeq)) {
      const detail = `${userId}: ${before.deliveredSeq}/${before.readSeq}, then ${deliveredSeq}/${readSeq}`;
      findings.push({ kind: 'cursor-regression', chatId, detail });
    }
    seen.set(key, { deliveredSeq, readSeq });
    findings.push(...isEarned(story, event));
  }
  return findings;
}

/** A cursor may stand where its user has joined, and else where an entry is that they may see. */
function isEarned(
  { chats }: Story,
  {
    userId,
    chatId,
    deliveredSeq,
    readSeq,
  }: { userId: string; chatId: string; deliveredSeq: number; readSeq: number },
): Finding[] {
  const chat = chats.get(chatId);
  if (chat === undefined) return [];
  return [...new Set([deliveredSeq, readSeq])]
    .filter((seq) => seq !== 0 && !(chat.bySeq.has(seq) && membershipAt(chat.memberships, userId, seq)))
    .map((seq) => ({ kind: 'phantom', chatId, detail: `a cursor of ${userId} is at ${seq}` }));
}
