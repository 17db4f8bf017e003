import { type Change } from '../../client';
import { pageSurroundings } from '../../client/surroundings';
import { aClient } from '../support/a-client';

/** A page that is told what happens, and the client that listens to it. */
function aPage() {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const page = Object.assign(new EventTarget(), { document });
  const tell = (change: Change) =>
    change === 'visible'
      ? document.dispatchEvent(new Event('visibilitychange'))
      : page.dispatchEvent(new Event(change));
  return { ...aClient({ surroundings: pageSurroundings(page) }), document, tell };
}

describe('a client on a page', () => {
  it.each(['online', 'visible'] as const)(
    'tries at once when it waits and the page is %s',
    async (change) => {
      const { client, server, clock, tell } = aPage();
      server.opening = 'refuse';
      const connected = client.connect();
      await clock.advance(60_000);
      const tries = server.sockets.length;
      const reasons: string[] = [];
      client.onStateChange(({ reason }) => reasons.push(reason));
      server.opening = 'open';
      tell(change);
      await connected;
      expect(reasons).toEqual([change, 'hello_answered']);
      expect(server.sockets).toHaveLength(tries + 1);
      client.close();
    },
  );

  it('goes on waiting when it is hidden, or has no network', async () => {
    const { client, server, clock, document, tell } = aPage();
    server.opening = 'refuse';
    void client.connect().catch(() => undefined);
    await clock.advance(60_000);
    document.visibilityState = 'hidden';
    tell('visible');
    tell('offline');
    expect(client.state.status).toBe('waiting');
    client.close();
  });

  it.each(['online', 'offline', 'visible'] as const)(
    'asks whether its connection lives when the page is %s',
    async (change) => {
      const { client, server, clock, tell } = aPage();
      await client.connect();
      server.intercept = ({ action }) => (action === 'ping' ? 'silence' : undefined);
      tell(change);
      tell(change);
      await clock.advance(1);
      expect(server.requestsOf('ping')).toHaveLength(1);
      await clock.advance(9999);
      expect(client.state).toMatchObject({ status: 'waiting', reason: 'dead_peer' });
      client.close();
    },
  );

  it('hears nothing once it is closed', async () => {
    const { client, clock, tell } = aPage();
    await client.connect();
    client.close();
    (['online', 'offline', 'visible'] as const).forEach(tell);
    expect(client.state.status).toBe('closed');
    expect(clock.pendingTimers).toBe(0);
  });
});
