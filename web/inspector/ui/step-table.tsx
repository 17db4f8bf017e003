import { type Step } from '../model/decode-flow';
import { capacityText, isFailed, milliseconds } from '../model/sequence';

/** All steps as a table: what the diagram shows, for those who do not see it, and what was sent. */
export function StepTable({ steps }: { steps: readonly Step[] }) {
  const ordered = [...steps].sort((one, other) => one.atMs - other.atMs || one.id - other.id);
  return (
    <section className="steps" aria-label="Steps">
      <h3>{steps.length} steps</h3>
      <div className="scroll" role="region" aria-label="Table of steps" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="number">
                At
              </th>
              <th scope="col">What</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col" className="number">
                Took
              </th>
              <th scope="col" className="number">
                Capacity
              </th>
              <th scope="col">Status</th>
            </tr>
          </thead>
          <tbody>
            {ordered.map((step) => (
              <StepRow key={step.id} step={step} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function StepRow({ step }: { step: Step }) {
  const { atMs, kind, name, from, to, durationMs, waitedMs = 0, status, error, share, text } = step;
  return (
    <tr data-failed={isFailed(step)}>
      <td className="number">{milliseconds(atMs)}</td>
      <td>
        {kind === 'invoke' ? 'invoke' : name}
        {share < 1 && ` (${Math.round(share * 100)} %)`}
        {text !== undefined && text !== '' && (
          <details>
            <summary>text</summary>
            <pre>{text}</pre>
          </details>
        )}
      </td>
      <td>{from.name}</td>
      <td>{to.name}</td>
      <td className="number">
        {durationMs === undefined ? 'running' : milliseconds(durationMs)}
        {waitedMs >= 1 && `, ${milliseconds(waitedMs)} of it waiting`}
      </td>
      <td className="number">{capacityText(step)}</td>
      <td>{error ?? status}</td>
    </tr>
  );
}
