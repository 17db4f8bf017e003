import { type Flow, type Lane } from '../model/decode-flow';
import { milliseconds, sequenceOf, type Arrow } from '../model/sequence';

const laneWidth = 148;
const timeWidth = 76;
const headHeight = 56;
const rowHeight = 36;
const pauseHeight = 26;

const xOf = (lane: number): number => timeWidth + laneWidth * lane + laneWidth / 2;

/** The words of a name in CamelCase, on two lines. */
function twoLines(name: string): [string, string] {
  const words = name.split(/(?<=[a-z0-9,])(?=[A-Z ])/);
  let first = words.shift() ?? '';
  while (words[0] !== undefined && (first + words[0]).length <= 18) first += words.shift() ?? '';
  const rest = words.join('').trim();
  return [first, rest.length > 18 ? `${rest.slice(0, 17)}…` : rest];
}

interface Placed {
  readonly arrow: Arrow;
  readonly y: number;
}

function placed(arrows: readonly Arrow[]): { rows: Placed[]; height: number } {
  let y = headHeight + 8;
  const rows = arrows.map((arrow) => {
    if (arrow.pauseMs !== undefined) y += pauseHeight;
    y += rowHeight;
    return { arrow, y };
  });
  return { rows, height: y + 20 };
}

/** Who asked whom, in the order of time. The table of steps says the same in words. */
export function SequenceDiagram({ flow }: { flow: Flow }) {
  const { lanes, arrows } = sequenceOf(flow);
  const { rows, height } = placed(arrows);
  const width = timeWidth + laneWidth * lanes.length;
  const words = `Sequence diagram of ${flow.name}: ${arrows.length} arrows between ${lanes.map(({ name }) => name).join(', ')}`;
  return (
    <div className="scroll diagram" role="region" aria-label="Sequence" tabIndex={0}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
        <defs>
          <marker
            id="head"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0L8 4L0 8z" />
          </marker>
        </defs>
        {lanes.map((lane, index) => (
          <LaneLine key={`${lane.kind} ${lane.name}`} lane={lane} x={xOf(index)} height={height} />
        ))}
        {rows.map((row) => (
          <ArrowLine key={row.arrow.id} {...row} />
        ))}
      </svg>
    </div>
  );
}

function LaneLine({ lane, x, height }: { lane: Lane; x: number; height: number }) {
  const [first, second] = twoLines(lane.name);
  return (
    <g className={`lane lane-${lane.kind}`}>
      <line x1={x} y1={headHeight} x2={x} y2={height} />
      <rect x={x - laneWidth / 2 + 6} y={6} width={laneWidth - 12} height={headHeight - 10} rx={12} />
      <text x={x} y={second === '' ? 35 : 27}>
        {first}
      </text>
      <text x={x} y={43}>
        {second}
      </text>
    </g>
  );
}

function ArrowLine({ arrow, y }: Placed) {
  const { from, to, label, atMs, pauseMs, isFailed, kind } = arrow;
  const [start, end] = [xOf(from), xOf(to)];
  const path =
    start === end ? `M${start} ${y - 6}h22v8h-20` : `M${start} ${y}H${end + (end > start ? -2 : 2)}`;
  // On the first part of a long arrow, so that it is read without scrolling.
  const middle = start === end ? start + 28 : start + Math.sign(end - start) * (laneWidth / 2);
  return (
    <g className={`arrow arrow-${kind}`} data-failed={isFailed}>
      {pauseMs !== undefined && (
        <text className="pause" x={timeWidth + laneWidth} y={y - rowHeight + 4}>
          {milliseconds(pauseMs)} later
        </text>
      )}
      <text className="at" x={timeWidth - 8} y={y + 4}>
        {milliseconds(atMs)}
      </text>
      <path d={path} markerEnd="url(#head)" />
      <text className={start === end ? 'label label-side' : 'label'} x={middle} y={start === end ? y : y - 6}>
        {label}
      </text>
    </g>
  );
}
