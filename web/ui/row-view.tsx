import { type Conversation } from '../model/conversation';
import { chatName, eventText } from '../model/names';
import { type Row } from '../model/rows';
import { type Session } from '../model/session';
import { dayText } from '../model/when';
import { Avatar } from './avatar';
import { Bubble } from './bubble';
import { useViewer } from './use-viewer';

interface RowViewProps {
  readonly row: Row | undefined;
  readonly session: Session;
  readonly conversation: Conversation;
}

export function RowView({ row, session, conversation }: RowViewProps) {
  const viewer = useViewer(session);
  switch (row?.kind) {
    case undefined:
      return null;
    case 'start':
      return <Beginning session={session} conversation={conversation} />;
    case 'day':
      return <p className="day">{dayText(row.at, Date.now())}</p>;
    case 'unread':
      return <p className="unread-line">New messages</p>;
    case 'event':
      return (
        <p className="event" dir="auto">
          {eventText(row.entry, viewer)}
        </p>
      );
    case 'message':
      return <Bubble row={row} session={session} conversation={conversation} />;
  }
}

function Beginning({ session, conversation }: Omit<RowViewProps, 'row'>) {
  const { info } = conversation.state.get();
  const name = chatName(info, useViewer(session));
  return (
    <div className="beginning">
      <Avatar name={name} isGroup={info.type === 'GROUP'} size="large" />
      <p dir="auto">
        This is where {info.type === 'DIRECT' && 'your conversation with '}
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        begins.
      </p>
    </div>
  );
}
