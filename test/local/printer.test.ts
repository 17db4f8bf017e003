import { createPrinter } from '../../local/printer';

describe('createPrinter', () => {
  const lines: string[] = [];
  const json = createPrinter('json', (line) => lines.push(line));
  const printed = (): unknown => {
    const { time, ...fields } = JSON.parse(lines.pop()!) as Record<string, unknown>;
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    return fields;
  };

  it('puts the kind of an event into JSON', () => {
    json.event('invoke  Tools 3 ms');
    expect(printed()).toEqual({ kind: 'invoke', text: 'Tools 3 ms' });
  });

  it('keeps the structure of what a function logs', () => {
    json.event('  Tools | {"level":"INFO","message":"hello"}');
    expect(printed()).toEqual({
      kind: 'output',
      function: 'Tools',
      message: { level: 'INFO', message: 'hello' },
    });
    json.event('  Tools | good morning');
    expect(printed()).toEqual({ kind: 'output', function: 'Tools', message: 'good morning' });
  });

  it('writes AWS calls as they are metered', () => {
    const call = {
      functionName: 'Tools',
      service: 'dynamodb',
      operation: 'PutItem',
      resource: 'Items',
      status: 200,
      durationMs: 1.5,
      capacityUnits: 1,
    } as const;
    json.call(call);
    expect(printed()).toEqual({ kind: 'aws', ...call });
  });

  it('writes text for people with the time of day', () => {
    createPrinter('text', (line) => lines.push(line)).event('invoke  Tools 3 ms');
    expect(lines.pop()).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}invoke {2}Tools 3 ms$/);
  });

  it('lists what runs on lines that people can read', () => {
    const written: string[] = [];
    const functions = Array.from({ length: 12 }, (_, index) => ({
      logicalId: `ActionsNumber${index}Function`,
    }));
    createPrinter('text', (line) => written.push(line)).ready(
      {
        socketUrls: ['ws://localhost:1/local'],
        webUrl: '',
        awsUrl: '',
        functions,
        tables: [],
        queues: [],
        schedules: [],
        notRun: [],
      },
      1,
    );
    const list = written.filter((line) => /Number/.test(line));
    expect(
      list
        .map((line) =>
          line
            .trim()
            .replace(/^functions +/, '')
            .replace(/,$/, ''),
        )
        .join(', '),
    ).toContain(functions.map(({ logicalId }) => logicalId).join(', '));
    expect(Math.max(...list.map(({ length }) => length))).toBeLessThanOrEqual(101);
    expect(written).toContain('tables    none');
  });
});
