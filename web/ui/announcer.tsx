import { type Conversation } from '../model/conversation';
import { contentText, eventText, userName } from '../model/names';
import { type Session } from '../model/session';
import { useStore } from './use-store';
import { useViewer } from './use-viewer';

/** Says new messages to those who cannot see them; history that is scrolled in is not news. */
export function Announcer({ session, conversation }: { session: Session; conversation: Conversation }) {
  const { entries } = useStore(conversation.state);
  const viewer = useViewer(session);
  const newest = entries.at(-1);
  const isNews =
    newest && newest.seq >= conversation.chat.messages.startSeq && newest.senderId !== session.me;
  return (
    <div className="hidden" aria-live="polite">
      {isNews &&
        (newest.contentType === 'EVENT'
          ? eventText(newest, viewer)
          : `${userName(newest.senderId, viewer)}: ${contentText(newest)}`)}
    </div>
  );
}
