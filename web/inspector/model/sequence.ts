import { type Flow, type Lane, type Step } from './decode-flow';

/** An arrow of the diagram: a step, or many alike that have been put together. */
export interface Arrow {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly atMs: number;
  readonly label: string;
  readonly kind: string;
  readonly isFailed: boolean;
  /** How long after the arrow above, if it is worth a word. */
  readonly pauseMs: number | undefined;
}

export interface Sequence {
  readonly lanes: readonly Lane[];
  readonly arrows: readonly Arrow[];
}

const lanesInOrder = [
  'client',
  'schedule',
  'gateway',
  'function',
  'table',
  'queue',
  'service',
  'socket',
  'phone',
];

/** More sockets than this share a lane, and posts to them an arrow. */
const maxSockets = 4;

const longPauseMs = 1000;

const keyOf = ({ kind, name }: Lane): string => `${kind} ${name}`;

export const milliseconds = (value: number | undefined): string =>
  value === undefined ? '' : value >= 1000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(1)} ms`;

const rounded = (value: number): string => String(Math.round(value * 100) / 100);

/** What DynamoDB counted for a step. */
export function capacityText({ usage = {} }: Step): string {
  const { readUnits, writeUnits } = usage;
  if (writeUnits !== undefined) return `${rounded(writeUnits)} WRU`;
  return readUnits === undefined ? '' : `${rounded(readUnits)} RRU`;
}

/** undefined and 0 ms say nothing about a moment. */
const tookText = ({ durationMs = 0 }: Step): string => (durationMs === 0 ? '' : milliseconds(durationMs));

export const isFailed = ({ status = 200 }: Step): boolean => status >= 400;

function labelOf(step: Step): string {
  const name = step.kind === 'invoke' ? 'invoke' : step.name;
  const share = step.share < 1 ? `${Math.round(step.share * 100)} % of it` : '';
  const status = isFailed(step) ? (step.error ?? String(step.status)).slice(0, 40) : '';
  return [name, tookText(step), capacityText(step), share, status].filter((part) => part !== '').join(' · ');
}

interface Drawn {
  readonly step: Step;
  readonly label: string;
  readonly to: Lane;
}

/** Posts of one invocation to many sockets become one. */
function gathered(steps: readonly Step[], sockets: Lane | undefined): Drawn[] {
  const done = new Set<string>();
  return steps.flatMap((step) => {
    if (!sockets || step.to.kind !== 'socket') return [{ step, label: labelOf(step), to: step.to }];
    const key = `${step.parentId ?? 0} ${step.kind} ${step.name} ${isFailed(step)}`;
    if (done.has(key)) return [];
    done.add(key);
    const alike = steps.filter(
      (one) =>
        `${one.parentId ?? 0} ${one.kind} ${one.name} ${isFailed(one)}` === key && one.to.kind === 'socket',
    );
    const longest = Math.max(...alike.map(({ durationMs = 0 }) => durationMs));
    return [{ step, label: `${alike.length} × ${step.name} · up to ${milliseconds(longest)}`, to: sockets }];
  });
}

function lanesOf(drawn: readonly Drawn[]): Lane[] {
  const lanes = new Map(drawn.flatMap(({ step, to }) => [step.from, to].map((lane) => [keyOf(lane), lane])));
  const rank = ({ kind }: Lane) => lanesInOrder.indexOf(kind);
  return [...lanes.values()].sort((one, other) => rank(one) - rank(other));
}

/** Where each step of a flow stands in its sequence diagram, in the order of time. */
export function sequenceOf({ steps }: Pick<Flow, 'steps'>): Sequence {
  const ordered = [...steps].sort((one, other) => one.atMs - other.atMs || one.id - other.id);
  const names = new Set(steps.filter(({ to }) => to.kind === 'socket').map(({ to }) => to.name));
  const many = names.size > maxSockets ? { kind: 'socket', name: `${names.size} users' sockets` } : undefined;
  const drawn = gathered(ordered, many);
  const lanes = lanesOf(drawn);
  const indexOf = (lane: Lane) => lanes.findIndex((one) => keyOf(one) === keyOf(lane));
  let before = 0;
  const arrows = drawn.map(({ step, label, to }) => {
    const pauseMs = step.atMs - before > longPauseMs ? step.atMs - before : undefined;
    before = step.atMs;
    const { id, atMs, kind } = step;
    return {
      id,
      atMs,
      kind,
      label,
      pauseMs,
      isFailed: isFailed(step),
      from: indexOf(step.from),
      to: indexOf(to),
    };
  });
  return { lanes, arrows };
}
