import { type AwsCall } from './aws/aws-call';
import { foldMetrics } from './fold-metrics';
import { parseObject } from './json';
import { labelOf } from './label';
import { type Runtime } from './runtime-options';

export type LogFormat = 'text' | 'json';

type Started = Pick<Runtime, 'socketUrls' | 'webUrl' | 'awsUrl' | 'notRun'> &
  Readonly<Record<'functions' | 'tables' | 'queues' | 'schedules', readonly { logicalId: string }[]>>;

/** Writes what a person, or a program, wants to know of a runtime. */
export interface Printer {
  /** Something on the way to the start. */
  step(text: string): void;
  ready(runtime: Started, seconds: number): void;
  /** A line of the runtime's log: its first word is the kind, and an indented one is output of a function. */
  event(line: string): void;
  call(call: AwsCall): void;
}

type Write = (line: string) => void;

const labels = (list: readonly { logicalId: string }[]): string[] =>
  list.map(({ logicalId }) => labelOf(logicalId));

const LINE_WIDTH = 100;

/** `kind  one, two, …`, on as many lines as it takes for people to read it. */
const listed = (kind: string, names: readonly string[]): string[] => {
  const lines = [`${kind.padEnd(10)}${names[0] ?? 'none'}`];
  for (const name of names.slice(1)) {
    const last = lines.pop() ?? '';
    if (last.length + name.length + 2 > LINE_WIDTH) lines.push(`${last},`, ' '.repeat(10) + name);
    else lines.push(`${last}, ${name}`);
  }
  return lines;
};

const placesOf = (runtime: Started): string[] => [
  ...runtime.socketUrls.map((url) => `socket  ${url}`),
  `web     ${runtime.webUrl}`,
  `aws     ${runtime.awsUrl}  (DynamoDB, SQS, SNS mobile push, @connections)`,
  ...(['functions', 'tables', 'queues', 'schedules'] as const).flatMap((kind) =>
    listed(kind, labels(runtime[kind])),
  ),
  ...runtime.notRun.map((name) => `not run  ${name}`),
];

const callText = (call: AwsCall): string => {
  const capacity = call.capacityUnits === undefined ? '' : ` ${call.capacityUnits} units`;
  const name = `${call.service} ${call.operation} ${call.resource}`;
  return `aws     ${labelOf(call.functionName ?? 'unknown')}: ${name} ${call.status} ${call.durationMs.toFixed(1)} ms${capacity}`;
};

const outputOf = (line: string): { name: string; output: string } | undefined => {
  const [, name, output] = /^ {2}(\S+) \| (.*)$/s.exec(line) ?? [];
  return name === undefined || output === undefined ? undefined : { name, output };
};

const withMetricsFolded = (line: string): string => {
  const { name = '', output = '' } = outputOf(line) ?? {};
  const folded = foldMetrics(output);
  if (folded === undefined) return line;
  const texts = Object.entries(folded).map(([metric, value]) => `${metric}=${String(value)}`);
  return `  ${name} | metrics ${texts.join(' ')}`;
};

const textPrinter = (write: Write): Printer => {
  const event = (line: string): void =>
    write(`${new Date().toISOString().slice(11, 23)}  ${withMetricsFolded(line)}`);
  return {
    step: write,
    ready(runtime, seconds) {
      for (const place of placesOf(runtime)) write(place);
      const hint = `curl -s ${runtime.webUrl}/dev/token -d '{"userId":"alice"}'`;
      write(`ready   in ${seconds.toFixed(1)} s; a token for any user: ${hint}`);
    },
    event,
    call: (call) => event(callText(call)),
  };
};

const fieldsOf = (line: string): Record<string, unknown> => {
  const { name, output = '' } = outputOf(line) ?? {};
  const metrics = foldMetrics(output);
  if (name !== undefined && metrics !== undefined) return { kind: 'metrics', function: name, ...metrics };
  if (name !== undefined) return { kind: 'output', function: name, message: parseObject(output) ?? output };
  const [, kind = '', text = ''] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
  return { kind, text };
};

const jsonPrinter = (write: Write): Printer => {
  const put = (fields: object): void => write(JSON.stringify({ time: new Date().toISOString(), ...fields }));
  return {
    step: (text) => put({ kind: 'step', text }),
    ready(runtime, seconds) {
      const { socketUrls, webUrl, awsUrl, notRun } = runtime;
      const [functions, tables, queues] = [runtime.functions, runtime.tables, runtime.queues].map(labels);
      put({ kind: 'ready', seconds, socketUrls, webUrl, awsUrl, functions, tables, queues, notRun });
    },
    event: (line) => put(fieldsOf(line)),
    call: (call) => put({ kind: 'aws', ...call }),
  };
};

/** Text for people; JSON, one object on each line with `time` and `kind`, for programs. */
export const createPrinter = (format: LogFormat, write: Write): Printer =>
  format === 'json' ? jsonPrinter(write) : textPrinter(write);
