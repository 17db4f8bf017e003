import { assumptions } from './assumptions';
import { type CostTable } from './cost-tables';
import { type Plan } from './make-plan';
import { type PlanOptions } from './parse-options';
import { readOn } from '../../prices/prices';
import { secondsPerMonth } from './volumes';

const whole = (value: number) => Math.round(value).toLocaleString('en-US');
const right = (text: string, width = 13) => text.padStart(width);

/** The plan as the lines of a terminal. */
export function printPlan(plan: Plan, { show, json }: PlanOptions): string {
  if (json) return JSON.stringify({ ...plan, assumptions }, undefined, 2);
  const parts = {
    total: totalPart(plan),
    lines: linesPart(plan),
    quotas: [...quotasPart(plan), ...throttlePart(plan)],
    throttle: throttlePart(plan),
    compare: comparePart(plan),
    assumptions: assumptionsPart(),
    idle: tablePart(plan.tables.idle),
    messages: tablePart(plan.tables.messages),
    sockets: tablePart(plan.tables.sockets),
  };
  if (show !== 'all') return parts[show].join('\n');
  const { total, lines, quotas, assumptions: assumed } = parts;
  return [lines, total, quotas, assumed].map((part) => part.join('\n')).join('\n\n');
}

function totalPart({ total, volumes, cells, gatewayUsd, ownServers }: Plan): string[] {
  const perMillion = ((total / volumes.messages) * 1e6).toFixed(2);
  return [
    `total: $${whole(total)} a month, $${perMillion} per million messages, ${cells} ${cells === 1 ? 'cell' : 'cells'}`,
    `of it API Gateway: $${whole(gatewayUsd)}; own socket servers in its place: $${whole(ownServers.usd)} (${ownServers.tasks} tasks, assumed)`,
  ];
}

function linesPart({ lines, total, volumes }: Plan): string[] {
  const head = ['units a month', '$ a month', '$ per M msgs', 'share']
    .map((text) => right(text, 16))
    .join('');
  return [
    `list prices, us-east-1, read ${readOn}, no free tier`,
    ''.padEnd(42) + head,
    ...lines.map(({ name, units, usd, basis }) => {
      const perMillion = ((usd / volumes.messages) * 1e6).toFixed(3);
      const share = `${((usd / total) * 100).toFixed(1)} %`;
      const cells = [whole(units), whole(usd), perMillion, share].map((text) => right(text, 16));
      return `${name.padEnd(42)}${cells.join('')}  ${basis}`;
    }),
  ];
}

function quotasPart({ quotas, cells }: Plan): string[] {
  const head = ['initial', 'needed', 'per cell', 'cells alone', 'request']
    .map((text) => right(text))
    .join('');
  return [
    `${cells} ${cells === 1 ? 'cell' : 'cells'}, sized by the quota that asks for the most; at the busiest second`,
    ''.padEnd(26) + head,
    ...quotas.map((quota) => {
      const request =
        quota.request === undefined ? '-' : whole(quota.request) + (quota.adjustable ? '' : ' (fixed)');
      const { initial, needed } = quota;
      const numbers = [initial, needed, needed / cells, quota.cells].map(whole);
      return quota.name.padEnd(26) + [...numbers, request].map((text) => right(text)).join('');
    }),
  ];
}

function throttlePart({ throttle, volumes }: Plan): string[] {
  const { framesPerSecond, rate } = throttle;
  return [
    `throttleRate=${rate} in each cell, for ${whole(framesPerSecond)} frames and handshakes a second in all, ${whole(volumes.pings / secondsPerMonth)} pings among them; posts do not count`,
  ];
}

function comparePart({ comparison }: Plan): string[] {
  return [
    ''.padEnd(28) + ['this plan', 'by hand', 'ratio'].map((text) => right(text)).join(''),
    ...comparison.map(({ name, ours, theirs, why }) => {
      const numbers = [whole(ours), whole(theirs), (ours / theirs).toFixed(2)].map((text) => right(text));
      return `${name.padEnd(28)}${numbers.join('')}  ${why}`;
    }),
  ];
}

function tablePart({ title, columns, rows }: CostTable): string[] {
  const cells = (texts: readonly string[]) => texts.map((text) => right(text, 19)).join('');
  return [
    title,
    ''.padEnd(38) + cells(columns),
    ...rows.map(({ name, usd }) => name.padEnd(38) + cells(usd.map((one) => one.toFixed(2)))),
  ];
}

function assumptionsPart(): string[] {
  return [
    'assumed, not measured:',
    ...Object.values(assumptions).map(({ value, says }) => `${right(String(value), 8)}  ${says}`),
  ];
}
