import { type Summary } from '../model/conversation-list';
import { chatName, peerOf, previewText, typingText } from '../model/names';
import { type Session } from '../model/session';
import { isMuted } from '../model/mute';
import { listText } from '../model/when';
import { Avatar } from './avatar';
import { Icon } from './icon';
import { usePresence } from './use-presence';
import { useTypists } from './use-typists';
import { useViewer } from './use-viewer';

interface SummaryLineProps {
  readonly session: Session;
  readonly summary: Summary;
  readonly isOpen: boolean;
}

/** A conversation in the list: who, what was said last, when, and how much of it is new. */
export function SummaryLine({ session, summary, isOpen }: SummaryLineProps) {
  const { chatId, info, last, unread, mutedUntil } = summary;
  const isSilent = isMuted(mutedUntil, Date.now());
  const viewer = useViewer(session);
  const name = chatName(info, viewer);
  const isGroup = info.type === 'GROUP';
  const isOnline = usePresence(session, peerOf(info, session.me))?.status === 'online';
  const typists = useTypists(session, chatId);
  const at = Date.parse(last?.sentAt ?? info.createdAt);
  return (
    <a
      className="summary"
      href={`#/chat/${chatId}`}
      aria-current={isOpen ? 'page' : undefined}
      data-unread={unread > 0}
      data-muted={isSilent}
    >
      <Avatar name={name} isGroup={isGroup} isOnline={isOnline} />
      <Name name={name} isOnline={isOnline} isSilent={isSilent} />
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

function Name(props: { readonly name: string; readonly isOnline: boolean; readonly isSilent: boolean }) {
  const { name, isOnline, isSilent } = props;
  return (
    <span className="summary-name" dir="auto">
      {name}
      {isOnline && <span className="hidden">, online</span>}
      {isSilent && (
        <span className="muted-mark">
          <Icon name="bell-off" />
          <span className="hidden">, muted</span>
        </span>
      )}
    </span>
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
