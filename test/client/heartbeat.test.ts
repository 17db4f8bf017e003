import { aClient } from '../support/a-client';

describe('startHeartbeat', () => {
  it.each([0, 0.5, 0.999])(
    'pings again three times within its lease when refused, at random (%d)',
    async (chance) => {
      const { client, server, clock } = aClient({ random: () => chance });
      await client.connect();
      const pingsIn = async (seconds: number) => {
        const before = server.requestsOf('ping').length;
        await clock.advance(seconds * 1000);
        return server.requestsOf('ping').length - before;
      };
      server.intercept = ({ action }) =>
        action === 'ping' ? { message: 'Too Many Requests', connectionId: 'c', requestId: 'x' } : undefined;
      expect(await pingsIn(20)).toBe(1);
      expect(await pingsIn(9)).toBeGreaterThanOrEqual(3);
      await pingsIn(60);
      expect(await pingsIn(200)).toBeLessThanOrEqual(20);
      server.intercept = () => undefined;
      await pingsIn(20);
      expect(await pingsIn(100)).toBe(5);
    },
  );
});
