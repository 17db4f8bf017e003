import { dollars, perMillion } from '../model/cost';
import { type FlowSummary } from '../model/decode-flow';
import { idleOf } from '../model/idle';

/** What sockets cost on which nobody writes: pings, hidden or not. */
export function IdleLine({ flows }: { flows: readonly FlowSummary[] }) {
  const { pings, perPing, secondsBetween, perSocketMonth } = idleOf(flows);
  if (pings === 0) return <p className="idle">Idle: no ping seen yet.</p>;
  return (
    <p className="idle">
      Idle: {pings} {pings === 1 ? 'ping' : 'pings'} seen, {perMillion(perPing)} per million.
      {secondsBetween !== undefined && perSocketMonth !== undefined && (
        <>
          {' '}
          A socket that pings every {secondsBetween.toFixed(0)} s and stays open costs{' '}
          {dollars(perSocketMonth)} a month, connection minutes included.
        </>
      )}
    </p>
  );
}
