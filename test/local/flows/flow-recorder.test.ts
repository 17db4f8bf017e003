import { FlowRecorder } from '../../../local/flows/flow-recorder';
import { type Lane } from '../../../local/flows/flow';

describe('FlowRecorder', () => {
  const gateway: Lane = { kind: 'gateway', name: 'gateway' };
  const worker: Lane = { kind: 'function', name: 'Worker' };

  const begin = (flows: FlowRecorder, name: string) => flows.begin({ kind: 'message', name }, gateway);

  it('shares what a batch costs between the flows of its messages', async () => {
    const flows = new FlowRecorder(10);
    flows.sent(['1', '2', '3'], begin(flows, 'a'));
    flows.sent(['4'], begin(flows, 'b'));
    const causes = await flows.causesOfMessages(['1', '2', '3', '4']);
    flows.moment(causes, { kind: 'invoke', name: 'Worker', to: worker }, { usage: { readUnits: 8 } });
    expect(flows.log.list().map(({ usage, steps }) => [usage.readUnits, steps.length])).toEqual([
      [6, 1],
      [2, 1],
    ]);
  });

  it('leaves to nobody the part of messages whose sender is unknown', async () => {
    const flows = new FlowRecorder(10);
    flows.sent(['1'], begin(flows, 'a'));
    expect(await flows.causesOfMessages(['1', '?'])).toMatchObject([{ share: 0.5 }]);
    expect(await flows.causesOfMessages(['?'])).toEqual([]);
  });

  it('waits for the id of a message that is read before its sender has heard of it', async () => {
    const flows = new FlowRecorder(10);
    const isSettled = flows.sends();
    const reading = flows.causesOfMessages(['1']);
    flows.sent(['1'], begin(flows, 'a'));
    isSettled();
    expect(await reading).toMatchObject([{ flow: { name: 'a' } }]);
  });

  it('keeps what a message carries on as long as the last of its flows', async () => {
    const flows = new FlowRecorder(2);
    const [a, b] = [begin(flows, 'a'), begin(flows, 'b')];
    flows.sent(['1'], a);
    flows.sent(['2'], [...b, ...a]);
    const c = begin(flows, 'c');
    expect(await flows.causesOfMessages(['1'])).toEqual([]);
    expect(await flows.causesOfMessages(['2'])).toMatchObject([
      { flow: { name: 'b' } },
      { flow: { name: 'a' } },
    ]);
    begin(flows, 'd');
    expect(await flows.causesOfMessages(['2'])).toEqual([]);
    flows.sent(['3'], a);
    flows.sent(['4'], c);
    expect(await flows.causesOfMessages(['3'])).toEqual([]);
    expect(await flows.causesOfMessages(['4'])).toMatchObject([{ flow: { name: 'c' } }]);
  });

  it('knows the calls of an environment as those of the event that it has', () => {
    const flows = new FlowRecorder(10);
    for (const name of ['a', 'b']) {
      const step = flows.step(begin(flows, name), { kind: 'invoke', name, to: worker });
      flows.invoked(name, step);
    }
    flows.runs('a', 'session');
    expect(flows.causesOfSession('session')).toMatchObject([{ flow: { name: 'a' }, lane: worker }]);
    flows.runs('b', 'session');
    expect(flows.causesOfSession('session')).toMatchObject([{ flow: { name: 'b' } }]);
    flows.runs('unrecorded', 'session');
    expect(flows.causesOfSession('session')).toEqual([]);
  });

  it('ends a step once', () => {
    const flows = new FlowRecorder(10);
    const step = flows.step(begin(flows, 'a'), { kind: 'call', name: 'x', to: worker });
    step.end({ status: 200, usage: { writeUnits: 1 } });
    step.end({ status: 500, usage: { writeUnits: 1 } });
    expect(flows.log.list()).toMatchObject([{ running: 0, failed: 0, usage: { writeUnits: 1 } }]);
  });

  it('records nothing with a limit of 0', () => {
    const flows = new FlowRecorder(0);
    expect(begin(flows, 'a')).toEqual([]);
    flows.moment([], { kind: 'call', name: 'x', to: worker });
    expect(flows.log.list()).toEqual([]);
  });
});
