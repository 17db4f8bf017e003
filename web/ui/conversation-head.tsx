import { type UserPresence } from '../../client';
import { type Conversation, type ConversationState } from '../model/conversation';
import { chatName, peerOf, typingText, userMark, type Viewer } from '../model/names';
import { type Session } from '../model/session';
import { lastSeenText } from '../model/when';
import { Avatar } from './avatar';
import { BackButton } from './back-button';
import { Icon } from './icon';
import { MuteButton } from './mute-button';
import { usePresence } from './use-presence';
import { useStore } from './use-store';
import { useGroupNames, useViewer } from './use-viewer';

interface ConversationHeadProps {
  readonly session: Session;
  readonly conversation: Conversation;
  readonly hasDetails: boolean;
  readonly onDetails: () => void;
}

export function ConversationHead({ session, conversation, hasDetails, onDetails }: ConversationHeadProps) {
  const state = useStore(conversation.state);
  const viewer = useViewer(session);
  useGroupNames(session, conversation);
  const name = chatName(state.info, viewer);
  const isGroup = state.info.type === 'GROUP';
  const peer = usePresence(session, peerOf(state.info, session.me));
  return (
    <header className="talk-head">
      <BackButton />
      <Avatar name={name} isGroup={isGroup} isOnline={peer?.status === 'online'} />
      <div className="talk-title">
        <h1 dir="auto">{name}</h1>
        <p aria-live="polite">{subtitleOf(state, viewer, peer)}</p>
      </div>
      {!state.isLeft && <MuteButton session={session} conversation={conversation} />}
      {isGroup && (
        <button
          className="icon-button"
          onClick={onDetails}
          aria-expanded={hasDetails}
          aria-label="Members and settings"
          title="Members and settings"
        >
          <Icon name="people" />
        </button>
      )}
    </header>
  );
}

function subtitleOf(
  { info, typists, isLeft }: ConversationState,
  viewer: Viewer,
  presence: UserPresence | undefined,
): string {
  if (typists.length > 0) return typingText(typists, info.type === 'GROUP', viewer);
  const peer = peerOf(info, viewer.me);
  if (peer !== undefined)
    return [userMark(peer, viewer), presenceText(presence)].filter((part) => part !== '').join(' · ');
  if (info.type === 'DIRECT' || isLeft) return '';
  return info.memberCount === 1 ? 'Only you' : `${info.memberCount} members`;
}

function presenceText(presence: UserPresence | undefined): string {
  if (presence?.status === 'online') return 'online';
  if (presence?.lastSeen === undefined) return '';
  return lastSeenText(Date.parse(presence.lastSeen), Date.now());
}
