import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../ui/icon';
import { type Flow, type FlowSummary } from '../model/decode-flow';
import { type Feed } from '../model/feed';
import { milliseconds } from '../model/sequence';
import { CostTable } from './cost-table';
import { SequenceDiagram } from './sequence-diagram';
import { StepTable } from './step-table';

interface FlowDetailProps {
  readonly feed: Feed;
  readonly summary: FlowSummary | undefined;
  readonly onClose: () => void;
}

export function FlowDetail({ feed, summary, onClose }: FlowDetailProps) {
  const flow = useFlow(feed, summary);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = summary?.id;
  useEffect(() => {
    if (id !== undefined) heading.current?.focus();
  }, [id]);
  if (!summary)
    return (
      <section className="detail detail-empty" aria-label="Flow">
        <p>Choose a flow to see what it caused, and what that costs.</p>
      </section>
    );
  return (
    <section className="detail" aria-label="Flow">
      <header className="detail-head">
        <h2 ref={heading} tabIndex={-1}>
          {summary.name || 'Flow'} <small>{summary.user}</small>
        </h2>
        <button className="icon-button" aria-label="Close the flow" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <p className="times">
        {summary.answeredMs !== undefined && `Answered after ${milliseconds(summary.answeredMs)}. `}
        The last step ended after {milliseconds(summary.durationMs) || '0 ms'}
        {summary.running > 0 ? '; it goes on.' : '.'}
      </p>
      {summary.droppedSteps > 0 && <p>{summary.droppedSteps} further steps are counted, but not kept.</p>}
      {flow?.id === summary.id && <FlowParts flow={flow} />}
    </section>
  );
}

function FlowParts({ flow }: { flow: Flow }) {
  return (
    <>
      <SequenceDiagram flow={flow} />
      <CostTable usage={flow.usage} />
      <StepTable steps={flow.steps} />
    </>
  );
}

/** The flow with its steps, again each time that it has changed. */
function useFlow(feed: Feed, summary: FlowSummary | undefined): Flow | undefined {
  const [flow, setFlow] = useState<Flow>();
  useEffect(() => {
    if (!summary) return;
    let isCurrent = true;
    feed.flow(summary.id).then(
      (found) => isCurrent && found && setFlow(found),
      // The list says that the runtime is away.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [feed, summary]);
  return flow;
}
