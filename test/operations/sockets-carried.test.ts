import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { framesOfPeople, socketsCarried } from '../../operations/doctor/sockets-carried';

const digits = (text = '') => Number(text.replaceAll(',', ''));

describe('socketsCarried', () => {
  it.each([
    [{ requestsPerSecond: 1000, heartbeatSeconds: 20 }, '8,800', '20,000'],
    [{ requestsPerSecond: 1000, heartbeatSeconds: 540 }, '22,000', '540,000'],
    [{ requestsPerSecond: 46_000, heartbeatSeconds: 20 }, '400,000', '920,000'],
  ])('says of %j what it carries', (needs, all, silent) => {
    const { verdict, text } = socketsCarried(needs);
    expect(verdict).toBe('ok');
    expect(text).toContain(`about ${all} open sockets`);
    expect(text).toContain(`use it up at ${silent}.`);
  });

  it('counts with what the plan says that people do', () => {
    const page = readFileSync(join(__dirname, '../../docs/scale.md'), 'utf8');
    const [, frames, pings] = /for ([\d,]+) frames and handshakes a second in all, ([\d,]+) pings/.exec(
      page,
    )!;
    // 50 million users, a fifth of them online: the plan's defaults.
    expect(framesOfPeople).toBeCloseTo((digits(frames) - digits(pings)) / 10e6, 4);
  });
});
