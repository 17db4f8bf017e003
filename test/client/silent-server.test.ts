import { aClient } from '../support/a-client';

describe('a client of a silent server', () => {
  it('asks whether the server lives as soon as a request gets no answer', async () => {
    const { client, server, clock } = aClient();
    server.heartbeatSeconds = 240;
    await client.connect();
    const dead = server.socket;
    const receive = server.receive.bind(server);
    server.receive = (socket, text) => (socket === dead ? undefined : receive(socket, text));
    const reasons: string[] = [];
    client.onStateChange(({ reason }) => reasons.push(reason));
    const asking = client.users.get(['bob']);
    await clock.advance(22_000);
    expect(reasons).toEqual(['dead_peer', 'delay_over', 'hello_answered']);
    await expect(asking).resolves.toHaveLength(1);
    client.close();
  });

  it('stays with a server that answers pings, though it does not answer a request', async () => {
    const { client, server, clock } = aClient();
    await client.connect();
    server.intercept = ({ action }) => (action === 'getUsers' ? 'silence' : undefined);
    void client.users.get(['bob']).catch(() => undefined);
    await clock.advance(60_000);
    expect(client.state.status).toBe('connected');
    expect(server.sockets).toHaveLength(1);
    client.close();
  });
});
