import { type ParleyError, type Status } from '../../client';
import { type Conversation } from '../model/conversation';
import { linkParts } from '../model/link-parts';
import { contentText, userName } from '../model/names';
import { type MessageRow } from '../model/rows';
import { type Session } from '../model/session';
import { clockText } from '../model/when';
import { Avatar } from './avatar';
import { Icon, type IconName } from './icon';
import { useViewer } from './use-viewer';

interface BubbleProps {
  readonly row: MessageRow;
  readonly session: Session;
  readonly conversation: Conversation;
}

/** One message. Its text is text: nothing in it is ever read as markup. */
export function Bubble({ row, session, conversation }: BubbleProps) {
  const { isOwn, starts, ends, senderId } = row;
  const isGroup = conversation.state.get().info.type === 'GROUP';
  const hasFace = isGroup && !isOwn;
  const name = userName(senderId, useViewer(session));
  return (
    <div className={`message ${isOwn ? 'own' : 'other'} ${starts ? 'starts' : ''} ${ends ? 'ends' : ''}`}>
      {hasFace && <span className="face">{ends && <Avatar name={name} size="small" />}</span>}
      <div className="bubble">
        {hasFace && starts && (
          <strong className="sender" dir="auto">
            {name}
          </strong>
        )}
        {!(hasFace && starts) && <span className="hidden">{isOwn ? 'You' : name}: </span>}
        <BubbleContent row={row} />
        <Foot row={row} conversation={conversation} />
      </div>
      <Failure row={row} conversation={conversation} />
    </div>
  );
}

function BubbleContent({ row }: { row: MessageRow }) {
  const content = row.entry ?? row.outgoing;
  if (!content) return null;
  if (content.contentType === 'IMAGE' || content.contentType === 'VIDEO') {
    const { url, width, height } = content.content;
    return (
      <a className="media" href={url} target="_blank" rel="noopener noreferrer nofollow">
        {contentText(content)} · {width} × {height}
      </a>
    );
  }
  return (
    <span className="text" dir="auto">
      {linkParts(contentText(content)).map(({ text, href }, index) =>
        href === undefined ? (
          text
        ) : (
          <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {text}
          </a>
        ),
      )}
    </span>
  );
}

type State = Status | 'SENDING' | 'FAILED';

const marks: Readonly<Record<State, { icon: IconName; text: string }>> = {
  SENDING: { icon: 'clock', text: 'sending' },
  FAILED: { icon: 'alert', text: 'not sent' },
  SENT: { icon: 'check', text: 'sent' },
  DELIVERED: { icon: 'checks', text: 'delivered' },
  READ: { icon: 'checks', text: 'read' },
};

function stateOf({ entry, outgoing }: MessageRow, { chat }: Conversation): State {
  if (entry) return chat.receipts.statusOf(entry);
  if (outgoing?.state === 'failed') return 'FAILED';
  return outgoing?.state === 'sent' ? 'SENT' : 'SENDING';
}

function Foot({ row, conversation }: { row: MessageRow; conversation: Conversation }) {
  const state = stateOf(row, conversation);
  return (
    <span className="foot">
      <time dateTime={new Date(row.at).toISOString()}>{clockText(row.at)}</time>
      {row.isOwn && (
        <span className="state" data-state={state} title={marks[state].text}>
          <Icon name={marks[state].icon} />
          <span className="hidden">{marks[state].text}</span>
        </span>
      )}
    </span>
  );
}

/** It would be refused again, whenever it is sent. */
const isFlawed = ({ code }: ParleyError): boolean => code === 'too_large' || code === 'bad_request';

function refusalText(error: ParleyError): string {
  if (error.code === 'too_large') return 'Not sent: it is longer than a message can be.';
  return isFlawed(error) ? 'Not sent: there is a broken character in it.' : 'Not sent.';
}

function Failure({ row: { outgoing }, conversation }: { row: MessageRow; conversation: Conversation }) {
  if (outgoing?.state !== 'failed') return null;
  const isUnknown = outgoing.error.outcome === 'unknown';
  return (
    <p className="failure" role="alert">
      {isUnknown ? 'It is not known whether this was sent.' : refusalText(outgoing.error)}
      {!isFlawed(outgoing.error) && (
        <button className="link" onClick={() => conversation.retry(outgoing)}>
          Send again
        </button>
      )}
      <button className="link" onClick={() => conversation.discard(outgoing)}>
        Discard
      </button>
    </p>
  );
}
