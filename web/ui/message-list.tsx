import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Conversation } from '../model/conversation';
import { conversationRows, type Row } from '../model/rows';
import { type Session } from '../model/session';
import { Announcer } from './announcer';
import { Icon } from './icon';
import { RowView } from './row-view';
import { useMarkRead } from './use-mark-read';
import { useStore } from './use-store';
import { WaitingText } from './waiting-text';

export type RowVirtualizer = Virtualizer<HTMLDivElement, HTMLDivElement>;

interface MessageListProps {
  readonly session: Session;
  readonly conversation: Conversation;
}

/** The messages, of which only those near the screen are in the page; older ones come as the user scrolls up. */
export function MessageList({ session, conversation }: MessageListProps) {
  const rows = useRows(session, conversation);
  const place = useRef<HTMLDivElement>(null);
  const virtualizer = useRowVirtualizer(rows, place);
  const items = virtualizer.getVirtualItems();
  const isAtEnd = virtualizer.isAtEnd(80);
  useOlder(conversation, items[0]?.index ?? 0);
  useMarkRead({ session, conversation, isAtEnd });
  useOwnMessage(rows, virtualizer);
  return (
    <div className="messages-frame">
      <div className="messages" ref={place} tabIndex={0} role="region" aria-label="Messages">
        <div className="messages-room" role="list" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => (
            <div
              key={item.key}
              className="row"
              role="listitem"
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              data-index={item.index}
              ref={virtualizer.measureElement}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <RowView row={rows[item.index]} session={session} conversation={conversation} />
            </div>
          ))}
        </div>
      </div>
      {!isAtEnd && rows.length > 0 && (
        <JumpButton session={session} conversation={conversation} onJump={() => virtualizer.scrollToEnd()} />
      )}
      <HistoryState session={session} conversation={conversation} />
      <Announcer session={session} conversation={conversation} />
    </div>
  );
}

function useRows({ me, list }: Session, conversation: Conversation): Row[] {
  const { entries, outgoing, hasOlder } = useStore(conversation.state);
  // As it was when the conversation was opened: the line "new" stays where it is while the user reads.
  const [readSeq] = useState(() => {
    const summary = list.state.get().summaries.find(({ chatId }) => chatId === conversation.chat.chatId);
    return summary && summary.unread > 0 ? summary.readSeq : undefined;
  });
  return useMemo(
    () => conversationRows({ entries, outgoing, userId: me, readSeq, isWhole: !hasOlder }),
    [entries, outgoing, me, readSeq, hasOlder],
  );
}

const estimates = { start: 120, day: 52, unread: 44, event: 36, message: 52 } as const;

function useRowVirtualizer(
  rows: readonly Row[],
  place: React.RefObject<HTMLDivElement | null>,
): RowVirtualizer {
  return useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: (index) => estimates[rows[index]?.kind ?? 'message'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
    paddingEnd: 12,
    paddingStart: 12,
    // What the user reads stays where it is when a page comes in above it; at the end, new messages are followed.
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: 80,
  });
}

/** Fetches what is older before the user arrives at it. */
function useOlder(conversation: Conversation, firstIndex: number): void {
  const { hasOlder, loading, entries } = useStore(conversation.state);
  useEffect(() => {
    if (hasOlder && loading === 'idle' && (entries.length === 0 || firstIndex < 30))
      void conversation.loadOlder();
  }, [conversation, hasOlder, loading, entries.length, firstIndex]);
}

/** At the first page, and whenever the user sends something, the newest is shown. */
function useOwnMessage(rows: readonly Row[], virtualizer: RowVirtualizer): void {
  const last = rows.at(-1);
  const ownKey = last?.kind === 'message' && last.isOwn ? last.key : undefined;
  const isFilled = rows.length > 0;
  useEffect(() => {
    if (isFilled) virtualizer.scrollToEnd();
  }, [ownKey, isFilled, virtualizer]);
}

function JumpButton({ session, conversation, onJump }: MessageListProps & { onJump: () => void }) {
  const { summaries } = useStore(session.list.state);
  const unread = summaries.find(({ chatId }) => chatId === conversation.chat.chatId)?.unread ?? 0;
  return (
    <button
      className="jump"
      onClick={onJump}
      aria-label={unread > 0 ? `Jump to the newest, ${unread} unread` : 'Jump to the newest'}
    >
      {unread > 0 && <span className="badge">{unread}</span>}
      <Icon name="down" />
    </button>
  );
}

function HistoryState({ session, conversation }: MessageListProps) {
  const { loading, entries } = useStore(conversation.state);
  const isEmpty = entries.length === 0;
  return (
    <div className="history-state" role="status">
      {loading === 'loading' && isEmpty && (
        <p className="waiting">
          <WaitingText session={session} />
        </p>
      )}
      {loading === 'failed' && (
        <button className="chip" onClick={() => void conversation.loadOlder()}>
          {isEmpty ? 'The messages' : 'Earlier messages'} did not load. Try again
        </button>
      )}
    </div>
  );
}
