import { resourcesOf, synthesize } from '../synth/synthesize';
import { durableWorkersOf, isKnownWorker } from './workers';

describe('durableWorkersOf', () => {
  const { chat } = synthesize('local');
  const functionIds = resourcesOf(chat, 'AWS::Lambda::Function').map(([logicalId]) => logicalId);

  it('knows every function of the stack that works off a queue', () => {
    const taken = resourcesOf(chat, 'AWS::Lambda::EventSourceMapping').map(
      ([, { Properties }]) => (Properties['FunctionName'] as { Ref: string }).Ref,
    );
    expect(taken.filter((logicalId) => !isKnownWorker(logicalId))).toEqual([]);
    expect(functionIds.filter(isKnownWorker).sort()).toEqual([...new Set(taken)].sort());
  });

  it('tells those whose jobs come again from all others', () => {
    const isDurable = durableWorkersOf(functionIds);
    const named = (name: string) => functionIds.find((logicalId) => logicalId.startsWith(name))!;
    for (const name of ['FanOutWorker', 'DeliveryCheckWorker', 'PushWorker'])
      expect(isDurable(named(name))).toBe(true);
    for (const name of ['PresencePoster', 'PresenceEnder', 'LeaseSweep', 'ActionsPresence'])
      expect(isDurable(named(name))).toBe(false);
  });

  it('says so when a name is that of no function', () => {
    const fewer = functionIds.filter((logicalId) => !logicalId.startsWith('PresencePoster'));
    expect(() => durableWorkersOf(fewer)).toThrow('no function PresencePoster');
  });
});
