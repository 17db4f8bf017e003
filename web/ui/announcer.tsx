import { useState } from 'react';
import { type Entry } from '../../client';
import { type Conversation } from '../model/conversation';
import { contentText, eventText, userName, type Viewer } from '../model/names';
import { type Session } from '../model/session';
import { useStore } from './use-store';
import { useViewer } from './use-viewer';

/** As many as may come in one moment; what was said before is not said again. */
const lines = 5;

/** Says new messages to those who cannot see them; what was there when the chat was opened, and history, is not news. */
export function Announcer({ session, conversation }: { session: Session; conversation: Conversation }) {
  const { entries } = useStore(conversation.state);
  const viewer = useViewer(session);
  const { startSeq } = conversation.chat.messages;
  const [knownSeq] = useState(() => entries.at(-1)?.seq ?? 0);
  const isNews = ({ seq, senderId }: Entry) => seq >= startSeq && seq > knownSeq && senderId !== session.me;
  return (
    <div className="hidden" aria-live="polite" aria-relevant="additions">
      {entries
        .slice(-lines)
        .filter(isNews)
        .map((entry) => (
          <p key={entry.seq}>{spoken(entry, viewer)}</p>
        ))}
    </div>
  );
}

function spoken(entry: Entry, viewer: Viewer): string {
  if (entry.contentType === 'EVENT') return eventText(entry, viewer);
  return `${userName(entry.senderId, viewer)}: ${contentText(entry)}`;
}
