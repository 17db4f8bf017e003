import { connect } from '../../../lambda/domain/connect';
import { aSocket, chatWorld } from '../../support/chat-world';

const hourMs = 3_600_000;

describe('connect', () => {
  it.each([
    ['its token expires', 1],
    ['API Gateway closes it after two hours', 2],
  ])('registers a socket until %s', async (_what, hours) => {
    const { connections, runtime } = chatWorld();
    const connectedAt = runtime.now();
    const tokenHours = hours === 1 ? 1 : 9;
    const socket = aSocket({
      userId: 'alice',
      connectionId: 'a=',
      connectedAt,
      expiresAt: connectedAt + tokenHours * hourMs,
    });
    expect(await connect(connections, socket)).toBe(true);
    expect(await connections.list(['alice'])).toEqual([
      { ...socket, expiresAt: connectedAt + hours * hourMs },
    ]);
  });
});
