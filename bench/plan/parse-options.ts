import { parseArgs } from 'node:util';
import { sizes } from '../send-budget';

const shows = [
  ...(['all', 'total', 'lines', 'quotas', 'throttle', 'compare', 'assumptions'] as const),
  ...(['idle', 'messages', 'sockets'] as const),
];

export interface PlanOptions {
  dau: number;
  messagesPerDay: number;
  /** Concurrent sockets per daily user, 0 to 1. */
  online: number;
  /** Share of recipients who have a socket open when a message comes, 0 to 1. */
  reached: number;
  /** Share of messages by members of their chat. Sums up to 1. */
  mix: ReadonlyMap<number, number>;
  heartbeatSeconds: number;
  messageBytes: number;
  retentionDays: number;
  /** The busiest second over the mean one. */
  peak: number;
  show: (typeof shows)[number];
  json: boolean;
}

interface Range {
  default: string;
  from: number;
  to: number;
  says: string;
}

const numbers = {
  dau: { default: '50e6', from: 1, to: 5e9, says: 'users a day' },
  'messages-per-day': {
    default: '40',
    from: 0.001,
    to: 10_000,
    says: 'messages that each of them sends a day',
  },
  online: { default: '0.2', from: 0, to: 1, says: 'sockets open at once, as a share of dau' },
  reached: { default: '0.4', from: 0, to: 1, says: 'share of recipients with a socket when a message comes' },
  heartbeat: {
    default: '20',
    from: 5,
    to: 599,
    says: 'seconds between pings: 20 keeps presence, 540 the socket',
  },
  'message-bytes': { default: '100', from: 1, to: 100_000, says: 'bytes of text of a message' },
  'retention-days': { default: '1826', from: 1, to: 36_500, says: 'days that messages are kept' },
  peak: { default: '3', from: 1, to: 100, says: 'the busiest second over the mean one, for quotas' },
} satisfies Record<string, Range>;

/** 6.1 recipients per message, near the 6 deliveries per message that LINE told in its talks. */
const defaultMix = '2:0.8,10:0.17,100:0.028,500:0.002';

export const help = [
  'npm run plan -- [options]: what a month costs at list price in us-east-1, which quotas bind, how many cells',
  ...Object.entries(numbers).map(
    ([name, { default: value, says }]) => `  --${name.padEnd(18)}${says} (${value})`,
  ),
  `  --${'mix'.padEnd(18)}members of the chat:share of messages (${defaultMix})`,
  `  --${'show'.padEnd(18)}${shows.join(', ')} (all)`,
  `  --${'json'.padEnd(18)}everything as JSON`,
].join('\n');

/** Undefined for --help. Throws an error that names the option and what it may be. */
export function parsePlanOptions(args: readonly string[]): PlanOptions | undefined {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    // "--dau -3" would be refused as ambiguous, without a word about what it may be.
    args: joinNegative(args),
    options: {
      ...{ dau: text, 'messages-per-day': text, online: text, reached: text, heartbeat: text },
      ...{ 'message-bytes': text, 'retention-days': text, peak: text, mix: text, show: text },
      ...{ json: flag, help: flag },
    },
  });
  if (values.help) return undefined;
  const number = (name: keyof typeof numbers) => readNumber(name, values[name] ?? numbers[name].default);
  const show = shows.find((known) => known === (values.show ?? 'all'));
  if (show === undefined) throw new Error(`--show must be one of ${shows.join(', ')}`);
  return {
    dau: number('dau'),
    messagesPerDay: number('messages-per-day'),
    online: number('online'),
    reached: number('reached'),
    heartbeatSeconds: number('heartbeat'),
    messageBytes: number('message-bytes'),
    retentionDays: number('retention-days'),
    peak: number('peak'),
    mix: readMix(values.mix ?? defaultMix),
    show,
    json: values.json,
  };
}

function joinNegative(args: readonly string[]): string[] {
  return args.reduce<string[]>((joined, arg) => {
    const option = joined.at(-1);
    if (!/^-\d/.test(arg) || !/^--[a-z-]+$/.test(option ?? '')) return [...joined, arg];
    return [...joined.slice(0, -1), `${option ?? ''}=${arg}`];
  }, []);
}

function readNumber(name: keyof typeof numbers, text: string): number {
  const { from, to } = numbers[name];
  const value = Number(text);
  if (text.trim() !== '' && value >= from && value <= to) return value;
  throw new Error(`--${name} must be a number from ${from} to ${to}, not "${text}"`);
}

function readMix(text: string): Map<number, number> {
  const mix = new Map<number, number>();
  const allowed = `--mix must give shares that sum up to 1 for chats of ${sizes.join(', ')} members, as in ${defaultMix}`;
  for (const part of text.split(',')) {
    const [size, share] = part.split(':').map(Number);
    const known = sizes.find((measured) => measured === size);
    if (known === undefined || share === undefined || !(share >= 0) || mix.has(known))
      throw new Error(allowed);
    mix.set(known, share);
  }
  const sum = [...mix.values()].reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > 1e-6) throw new Error(`${allowed}; these sum up to ${sum}`);
  return mix;
}
