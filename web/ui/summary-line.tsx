import { type Summary } from '../model/conversation-list';
import { chatName, previewText, typingText } from '../model/names';
import { type Session } from '../model/session';
import { listText } from '../model/when';
import { Avatar } from './avatar';
import { useTypists } from './use-typists';
import { useViewer } from './use-viewer';

/** A conversation in the list: who, what was said last, when, and how much of it is new. */
export function SummaryLine({
  session,
  summary,
  isOpen,
}: {
  session: Session;
  summary: Summary;
  isOpen: boolean;
}) {
  const { chatId, info, last, unread } = summary;
  const viewer = useViewer(session);
  const name = chatName(info, viewer);
  const isGroup = info.type === 'GROUP';
  const typists = useTypists(session, chatId);
  const at = Date.parse(last?.sentAt ?? info.createdAt);
  return (
    <a
      className="summary"
      href={`#/chat/${chatId}`}
      aria-current={isOpen ? 'page' : undefined}
      data-unread={unread > 0}
    >
      <Avatar name={name} isGroup={isGroup} />
      <span className="summary-name" dir="auto">
        {name}
      </span>
      <time className="summary-time" dateTime={new Date(at).toISOString()}>
        {listText(at, Date.now())}
      </time>
      <span className="summary-text" dir="auto">
        {typists.length > 0 ? (
          <em>{typingText(typists, isGroup, viewer)}</em>
        ) : (
          last && previewText(last, viewer, isGroup)
        )}
      </span>
      {unread > 0 && <Badge unread={unread} />}
    </a>
  );
}

function Badge({ unread }: { unread: number }) {
  return (
    <span className="badge">
      {unread > 99 ? '99+' : unread}
      <span className="hidden"> unread</span>
    </span>
  );
}
