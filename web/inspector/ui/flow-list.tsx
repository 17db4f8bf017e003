import { moveFocus } from '../../ui/move-focus';
import { amount, costOfUsage, dollars } from '../model/cost';
import { type FlowSummary } from '../model/decode-flow';
import { milliseconds } from '../model/sequence';

interface FlowListProps {
  readonly flows: readonly FlowSummary[];
  readonly openId: number | undefined;
  readonly onOpen: (id: number) => void;
}

const timeOf = (startedAt: string): string =>
  new Date(startedAt).toLocaleTimeString([], {
    hour12: false,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

/** Each with its class: `wide` is left out where the page is narrow. */
const columns: readonly (readonly [string, string])[] = [
  ['Action', ''],
  ['User', ''],
  ['Time', 'wide'],
  ['Answer', 'number'],
  ['Calls', 'number wide'],
  ['RRU', 'number wide'],
  ['WRU', 'number wide'],
  ['Posts', 'number'],
  ['Cost', 'number'],
];

export function FlowList({ flows, openId, onOpen }: FlowListProps) {
  if (flows.length === 0)
    return <p className="empty">Nothing yet. Send a message in the chat, and what it causes appears here.</p>;
  return (
    <div className="scroll" role="region" aria-label="List of flows" tabIndex={0}>
      <table className="list">
        <thead>
          <tr>
            {columns.map(([name, className]) => (
              <th key={name} scope="col" className={className}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={moveFocus}>
          {flows.map((flow) => (
            <Row key={flow.id} flow={flow} isOpen={flow.id === openId} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly flow: FlowSummary;
  readonly isOpen: boolean;
  readonly onOpen: (id: number) => void;
}

function Row({ flow, isOpen, onOpen }: RowProps) {
  const { id, name, user, startedAt, answeredMs, calls, posts, pushes, failed, running, usage } = flow;
  return (
    <tr data-open={isOpen} data-running={running > 0}>
      <td>
        <button className="open" aria-expanded={isOpen} onClick={() => onOpen(id)}>
          {name || '…'}
        </button>
        {failed > 0 && <span className="failed">{failed} failed</span>}
      </td>
      <td className="user">{user ?? '–'}</td>
      <td className="wide">{timeOf(startedAt)}</td>
      <td className="number">{milliseconds(answeredMs) || '–'}</td>
      <td className="number wide">{calls}</td>
      <td className="number wide">{amount(usage.readUnits)}</td>
      <td className="number wide">{amount(usage.writeUnits)}</td>
      <td className="number">
        {posts}
        {pushes > 0 && ` + ${pushes} push`}
      </td>
      <td className="number">{dollars(costOfUsage(usage))}</td>
    </tr>
  );
}
