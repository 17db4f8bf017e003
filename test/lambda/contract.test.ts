import { handlers } from '../../lambda/contract/handlers';
import { actions } from '../../protocol';

describe('handlers', () => {
  it('lead every action of the protocol to one function, and nothing else', () => {
    const routes = Object.values(handlers).flatMap((handler): readonly string[] => handler.routes);
    const system = ['$connect', '$disconnect', '$default'];
    expect([...routes].sort()).toEqual([...Object.keys(actions), ...system].sort());
  });
});
