import { useState } from 'react';
import { Mark } from '../../ui/icon';
import { useStore } from '../../ui/use-store';
import { type FlowSummary } from '../model/decode-flow';
import { type Feed } from '../model/feed';
import { isPing } from '../model/idle';
import { FlowDetail } from './flow-detail';
import { FlowList } from './flow-list';
import { IdleLine } from './idle-line';
import { ThemeButton } from './theme-button';

interface View {
  readonly filter: string;
  readonly showsPings: boolean;
}

const fits = ({ name, user = '' }: FlowSummary, wanted: string): boolean =>
  wanted === '' || name.toLowerCase().includes(wanted) || user.toLowerCase().includes(wanted);

export function Inspector({ feed }: { feed: Feed }) {
  const { flows, isPaused, isConnected } = useStore(feed.state);
  const [view, setView] = useState<View>({ filter: '', showsPings: false });
  const [openId, setOpenId] = useState<number>();
  const wanted = view.filter.trim().toLowerCase();
  const shown = flows.filter((flow) => (view.showsPings || !isPing(flow)) && fits(flow, wanted));
  const summary = flows.find(({ id }) => id === openId);
  // One that is not kept any more is closed: after a restart of the runtime another flow has its id.
  if (openId !== undefined && !summary) setOpenId(undefined);
  return (
    <div className={summary ? 'inspector shows-detail' : 'inspector'}>
      <main className="flows" aria-label="Flows">
        <Head />
        <Tools feed={feed} view={view} onView={setView} />
        <p className="state" role="status">
          {isPaused ? 'Paused.' : isConnected ? '' : 'Waiting for the runtime…'}
        </p>
        <FlowList flows={shown} openId={openId} onOpen={setOpenId} />
        <IdleLine flows={flows} />
      </main>
      <FlowDetail feed={feed} summary={summary} onClose={() => setOpenId(undefined)} />
    </div>
  );
}

function Head() {
  return (
    <header className="flows-head">
      <Mark />
      <h1>Flow inspector</h1>
      <a className="link" href="/">
        Chat
      </a>
      <ThemeButton />
    </header>
  );
}

interface ToolsProps {
  readonly feed: Feed;
  readonly view: View;
  readonly onView: (view: View) => void;
}

function Tools({ feed, view, onView }: ToolsProps) {
  const { isPaused } = useStore(feed.state);
  return (
    <div className="tools">
      <input
        type="search"
        aria-label="Filter by action or user"
        placeholder="Action or user"
        value={view.filter}
        onChange={({ target }) => onView({ ...view, filter: target.value })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={view.showsPings}
          onChange={({ target }) => onView({ ...view, showsPings: target.checked })}
        />
        Pings
      </label>
      <button className="button button-quiet" aria-pressed={isPaused} onClick={() => feed.pause(!isPaused)}>
        {isPaused ? 'Resume' : 'Pause'}
      </button>
      <button className="button button-quiet" onClick={() => feed.clear()}>
        Clear
      </button>
    </div>
  );
}
