import { FlowLog } from '../../../local/flows/flow-log';

describe('FlowLog', () => {
  const lane = { kind: 'gateway', name: 'API Gateway' } as const;
  const aStep = {
    parentId: undefined,
    kind: 'call',
    from: lane,
    to: lane,
    name: 'x',
    atMs: 1,
    share: 1,
  } as const;

  it('keeps no more flows than its limit, the newest of them', () => {
    const log = new FlowLog(2);
    for (const name of ['a', 'b', 'c']) log.begin({ kind: 'message', name });
    expect(log.list().map(({ name }) => name)).toEqual(['b', 'c']);
  });

  it('counts the steps of a flow that it does not keep, and what they cost', () => {
    const log = new FlowLog(2);
    const flow = log.begin({ kind: 'message', name: 'a' });
    for (let index = 0; index < 3005; index += 1)
      log.finish(flow, log.append(flow, aStep), { durationMs: 1, usage: { readUnits: 1 } });
    expect(flow.steps).toHaveLength(3000);
    expect(flow).toMatchObject({ droppedSteps: 5, calls: 3005, running: 0, usage: { readUnits: 3005 } });
  });

  it('lets old flows go when many are large', () => {
    const log = new FlowLog(100);
    for (let index = 0; index < 30; index += 1) {
      const flow = log.begin({ kind: 'message', name: String(index) });
      for (let step = 0; step < 3000; step += 1) log.append(flow, aStep);
    }
    expect(log.list().length).toBeLessThanOrEqual(20);
    expect(log.list().at(-1)?.name).toBe('29');
  });

  it('holds no steps of a flow that it let go, however long something still points to it', () => {
    const log = new FlowLog(1);
    const old = log.begin({ kind: 'message', name: 'old' });
    const step = log.append(old, aStep);
    log.begin({ kind: 'message', name: 'new' });
    log.finish(old, step, {});
    log.finish(old, log.append(old, aStep), {});
    expect(old).toMatchObject({ steps: [], droppedSteps: 2, calls: 2, running: 0 });
  });

  it('tells of changes until nobody listens', () => {
    const log = new FlowLog(2);
    const told: string[] = [];
    const stop = log.listen(({ name }) => told.push(name));
    const flow = log.begin({ kind: 'message', name: 'a' });
    const step = log.append(flow, aStep);
    stop();
    log.finish(flow, step, {});
    expect(told).toEqual(['a']);
  });
});
