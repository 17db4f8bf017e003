import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SendCost } from '../../bench/measure-send';
import { planCells } from '../../bench/plan/cells';
import { type CostTable } from '../../bench/plan/cost-tables';
import { fillPage } from '../../bench/plan/fill-page';
import { makePlan } from '../../bench/plan/make-plan';
import { measureSizes } from '../../bench/plan/measure-sizes';
import { parsePlanOptions } from '../../bench/plan/parse-options';
import { costOf, prices } from '../../prices/prices';
import { quotas } from '../../bench/plan/quotas';
import { printPlan } from '../../bench/plan/print-plan';
import { volumesOf } from '../../bench/plan/volumes';
import { sizeOptions } from '../../lib/size-config';

let costs: SendCost[];

beforeAll(async () => {
  costs = await measureSizes();
}, 60_000);

const optionsOf = (line: string) => parsePlanOptions(line === '' ? [] : line.split(' '))!;
const planOf = (line: string, measured = costs) => makePlan(optionsOf(line), measured);
const usdOf = (line: string, name: string) => planOf(line).lines.find((found) => found.name === name)!.usd;

describe('parsePlanOptions', () => {
  it.each([
    ['--dau -3', '--dau must be a number from 1 to 5000000000, not "-3"'],
    ['--dau many', '--dau must be'],
    ['--online 1.5', '--online must be a number from 0 to 1'],
    ['--heartbeat 900', '--heartbeat must be a number from 5 to 599'],
    ['--mix 2:0.5', 'these sum up to 0.5'],
    ['--mix 3:1', '--mix must give shares'],
    ['--show bill', '--show must be one of'],
    ['--users 3', "Unknown option '--users'"],
  ])('refuses %s', (line, message) => {
    expect(() => optionsOf(line)).toThrow(message);
  });

  it('gives nothing when help is asked for', () => {
    expect(optionsOf('--help')).toBeUndefined();
  });
});

describe('costOf', () => {
  it('charges each tier for its own units', () => {
    expect(costOf(1.5e9, prices.gatewayMessage)).toBeCloseTo(1000 + 400);
    expect(costOf(0, prices.gatewayMessage)).toBe(0);
  });
});

describe('makePlan', () => {
  it('charges two frames per ping, and 27 times as many at 20 seconds as at 9 minutes', () => {
    const { pings } = volumesOf(optionsOf('--heartbeat 20'), costs);
    expect(pings).toBeCloseTo((10e6 * 2_628_000) / 20);
    expect(usdOf('--heartbeat 20', 'API Gateway: pings and answers')).toBeCloseTo(pings * 2 * 0.8e-6);
    const slow = usdOf('--heartbeat 540', 'API Gateway: pings and answers');
    expect(usdOf('--heartbeat 20', 'API Gateway: pings and answers') / slow).toBeCloseTo(27);
  });

  it('takes the calls of a message from the measurement', () => {
    const twice = costs.map((cost) => ({ ...cost, writeUnits: cost.writeUnits * 2 }));
    const writes = (plan: ReturnType<typeof makePlan>) =>
      plan.lines.find(({ name }) => name === 'DynamoDB writes: messages')!.usd;
    expect(writes(planOf('', twice))).toBeCloseTo(2 * writes(planOf('')));
  });

  it('charges presence by who is there: nobody is told of anybody when nobody is', () => {
    const usd = (online: number) => usdOf(`--online ${online}`, 'API Gateway: presence');
    expect(usd(0)).toBe(0);
    // Told are as many times as many, of as many times as many changes.
    expect(usd(0.4) / usd(0.2)).toBeGreaterThan(2);
    expect(
      volumesOf(optionsOf('--online 0.4'), costs).told / volumesOf(optionsOf('--online 0.2'), costs).told,
    ).toBeCloseTo(4);
  });

  it('meters a frame per 32 KB', () => {
    const posts = (bytes: number) => usdOf(`--mix 2:1 --message-bytes ${bytes}`, 'API Gateway: posts');
    expect(posts(40_000) / posts(100)).toBeCloseTo(2, 1);
  });

  it('comes near the model made by hand where both count the same', () => {
    const { comparison } = planOf('--heartbeat 570 --retention-days 90');
    const ratio = (wanted: string) => {
      const { ours, theirs } = comparison.find(({ name }) => name === wanted)!;
      return ours / theirs;
    };
    expect(ratio('connection minutes')).toBeCloseTo(1, 2);
    expect(ratio('DynamoDB storage and PITR')).toBeCloseTo(1, 2);
    expect(ratio('push')).toBeCloseTo(1, 1);
    expect(Math.abs(ratio('frames, without pings') - 1)).toBeLessThan(0.3);
    expect(Math.abs(ratio('DynamoDB writes') - 1)).toBeLessThan(0.3);
  });
});

describe('the tables of makePlan', () => {
  const tables = () => planOf('').tables;
  const usd = (table: CostTable, name: string) => table.rows.find((row) => row.name === name)!.usd;

  it('charge an idle stage for 100 MB of cache, and for an endpoint in two zones', () => {
    const { idle } = tables();
    expect(usd(idle, 'Valkey storage, GB-h')[0]).toBeCloseTo(0.1 * 730 * 0.084);
    expect(usd(idle, 'SQS endpoint, hours in zones')[0]).toBeCloseTo(2 * 730 * 0.01);
  });

  it('charge for each socket as much among a million as among a thousand, but for tiers and the cache', () => {
    const [slow = 0, , fast = 0] = usd(tables().sockets, 'API Gateway: connection minutes');
    expect(fast / slow).toBeCloseTo(1000);
  });

  it('charge for a socket and hour what README.md says', () => {
    const { columns, rows } = tables().sockets;
    const perHour = (column: string) =>
      (rows.at(-1)!.usd[columns.indexOf(column)]! / 1000 / 730).toPrecision(1);
    const said = `costs $${perHour('1,000 at 20 s')} with a ping every 20 seconds and $${perHour('1,000 at 540 s')} with`;
    expect(readFileSync(join(__dirname, '../../README.md'), 'utf8')).toContain(said);
  });

  it('charge for a month of users what README.md says beside others', () => {
    const page = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    const usersOf = (dau: number) => `--dau ${dau} --online 0.0417 --mix 2:0.8,10:0.2 --reached 1`;
    const about = (line: string) => {
      const digits = 10 ** (Math.floor(Math.log10(planOf(line).total)) - 1);
      return `$${(Math.round(planOf(line).total / digits) * digits).toLocaleString('en-US')}`;
    };
    const said = (dau: number) => [about(usersOf(dau)), about(`${usersOf(dau)} --heartbeat 540`)];
    expect(page).toContain(said(3333).join(', by the sum above; ') + ' with slow pings');
    expect(page).toContain(said(333_333).join(', or ') + '; and an identity provider');
  });

  it('charge a message as the whole plan does', () => {
    const [two = 0] = usd(tables().messages, 'API Gateway: posts');
    const { lines, volumes } = planOf('--dau 1000 --mix 2:1 --reached 1');
    const posts = lines.find(({ name }) => name === 'API Gateway: posts')!.usd;
    expect(two).toBeCloseTo((posts / volumes.messages) * 1e6);
  });
});

describe('planCells', () => {
  it('needs one cell and no request for a small system', () => {
    const { cells, rows } = planCells(volumesOf(optionsOf('--dau 10e3'), costs), 3);
    expect(cells).toBe(1);
    expect(rows.filter(({ request }) => request !== undefined)).toEqual([]);
  });

  it('makes enough cells that none is over a number that it may ask for', () => {
    const { cells, rows } = planCells(volumesOf(optionsOf(''), costs), 3);
    expect(cells).toBeGreaterThan(1);
    for (const { needed, ceiling } of rows) expect(needed / cells).toBeLessThanOrEqual(ceiling * 0.7);
    for (const { request, needed } of rows)
      if (request !== undefined) expect(request).toBeGreaterThan(needed / cells);
  });
});

describe('the throttle of a cell', () => {
  const throttleOf = (line: string) => planOf(line).throttle;

  it('lets through what clients send and, of it, pings once, and no posts', () => {
    const seconds = 2_628_000;
    const { pings, messages, receipts, connects, opens, watches } = volumesOf(optionsOf(''), costs);
    const people = messages + receipts + connects * 2 + opens + watches;
    expect(throttleOf('').framesPerSecond).toBeCloseTo((people * 3 + pings) / seconds);
  });

  it('is full at 70 %, and below what is asked of the account', () => {
    for (const line of ['', '--dau 1e6', '--heartbeat 540', '--dau 1 --messages-per-day 0.001 --online 0']) {
      const { throttle, cells, quotas: rows } = planOf(line);
      const requests = rows.find(({ name }) => name === quotas.gatewayRequests.name)!;
      expect(Number.isInteger(throttle.rate)).toBe(true);
      expect(throttle.rate * 0.7).toBeGreaterThanOrEqual((throttle.framesPerSecond / cells) * (1 - 1e-9));
      expect(throttle.rate).toBeLessThanOrEqual(requests.request ?? requests.initial);
    }
  });

  it('can be configured up to what a cell is planned with at most, and no further', () => {
    const { ceiling } = quotas.gatewayRequests;
    expect(sizeOptions.throttleRate({ throttleRate: ceiling })).toBe(ceiling);
    expect(() => sizeOptions.throttleRate({ throttleRate: ceiling + 1 })).toThrow(`1 to ${ceiling}`);
  });
});

describe.each(['docs/scale.md', 'README.md'])('%s', (name) => {
  it('shows what its commands print (npm run docs:scale writes it)', () => {
    const page = readFileSync(join(__dirname, '../..', name), 'utf8');
    let commands = 0;
    const filled = fillPage(page, (args) => {
      commands += 1;
      return printPlan(makePlan(parsePlanOptions(args)!, costs), parsePlanOptions(args)!);
    });
    expect(commands).toBe(page.split('$ npm run plan').length - 1);
    expect(filled).toBe(page);
  });
});
