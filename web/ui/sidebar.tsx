import { useEffect, useRef, useState } from 'react';
import { chatName } from '../model/names';
import { type Session } from '../model/session';
import { Account } from './account';
import { Icon, Mark } from './icon';
import { SummaryLine } from './summary-line';
import { moveFocus } from './move-focus';
import { useStore } from './use-store';
import { useViewer } from './use-viewer';
import { WaitingText } from './waiting-text';

interface SidebarProps {
  readonly session: Session;
  readonly openId: string | undefined;
  readonly onNew: () => void;
  readonly onSignOut: () => void;
}

export function Sidebar({ session, openId, onNew, onSignOut }: SidebarProps) {
  const [filter, setFilter] = useState('');
  const field = useFilterKey();
  return (
    <aside className="sidebar" aria-label="Conversations">
      <header className="sidebar-head">
        <Mark />
        <h1>Parley</h1>
        <button
          className="icon-button icon-button-strong"
          onClick={onNew}
          aria-label="New conversation"
          title="New conversation"
        >
          <Icon name="plus" />
        </button>
      </header>
      <label className="filter">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          placeholder="Find a conversation"
          aria-label="Find a conversation"
          value={filter}
          onChange={({ target }) => setFilter(target.value)}
        />
      </label>
      <SummaryList session={session} openId={openId} filter={filter} />
      <Account session={session} onSignOut={onSignOut} />
    </aside>
  );
}

/** Ctrl+K, or Cmd+K, goes to the field that finds conversations. */
function useFilterKey() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return field;
}

function SummaryList({
  session,
  openId,
  filter,
}: {
  session: Session;
  openId: string | undefined;
  filter: string;
}) {
  const { summaries } = useStore(session.list.state);
  const viewer = useViewer(session);
  const wanted = filter.trim().toLowerCase();
  const shown = summaries.filter(({ info }) => chatName(info, viewer).toLowerCase().includes(wanted));
  if (shown.length === 0)
    return (
      <div className="sidebar-empty">
        <ListState session={session} />
        <EmptyText session={session} isFiltered={wanted !== ''} />
      </div>
    );
  return (
    <nav className="summaries" aria-label="Conversations">
      <ListState session={session} />
      <ul onKeyDown={moveFocus}>
        {shown.map((summary) => (
          <li key={summary.chatId}>
            <SummaryLine session={session} summary={summary} isOpen={summary.chatId === openId} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function EmptyText({ session, isFiltered }: { session: Session; isFiltered: boolean }) {
  const { isLoaded, hasFailed } = useStore(session.list.state);
  if (isLoaded) return <p>{isFiltered ? 'Nothing of that name.' : 'Conversations appear here.'}</p>;
  return <p role="status">{!hasFailed && <WaitingText session={session} />}</p>;
}

function ListState({ session }: { session: Session }) {
  const { hasFailed } = useStore(session.list.state);
  return (
    <p className="list-state" role="status">
      {hasFailed && (
        <>
          The list did not load.
          <button className="link" onClick={() => session.list.load()}>
            Try again
          </button>
        </>
      )}
    </p>
  );
}
