import calculateSlot from 'cluster-key-slot';
import { findCacheServer } from '../../../local/cache/real-cache';
import { onlineKey } from '../../../lambda/presence/keys';
import { type CacheCluster, startCacheCluster } from '../../support/cache-cluster';
import { type OpenPresenceStore, openPresenceStore } from '../../support/valkey-presence';

const path = findCacheServer();
if (path === undefined) process.stderr.write('the tests on two nodes are skipped: no server is on PATH\n');

const t = Date.now();
const lease = { now: t, endsAt: t + 30_000 };

(path === undefined ? describe.skip : describe)('ValkeyPresenceStore on a cluster of two nodes', () => {
  let cluster: CacheCluster;
  let open: OpenPresenceStore;

  beforeAll(async () => {
    cluster = await startCacheCluster(path ?? '');
    open = await openPresenceStore(Promise.resolve(cluster));
  }, 30_000);
  afterAll(() => open.stop());

  /** How many of the commands named were run on each node so far. */
  const runsOf = (command: string) =>
    Promise.all(
      cluster.nodes.map(async (node) => {
        const stats = (await node.ask('INFO commandstats')) ?? '';
        return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
      }),
    );

  const socketsOf = (name: string, count: number) =>
    Array.from({ length: count }, (_socket, at) => ({
      userId: `${name}-${at}`,
      connectionId: `${name}-${at}=`,
    }));

  const nodeOf = (userId: string): 0 | 1 => (calculateSlot(onlineKey(userId)) < 8192 ? 0 : 1);

  /** Their keys have no lease yet, so that their slots can be moved. */
  const [first = '', second = '', third = ''] = socketsOf('moved', 50)
    .map(({ userId }) => userId)
    .filter((userId) => nodeOf(userId) === 0);

  const move = (userId: string, to: 0 | 1) => cluster.moveSlot(calculateSlot(onlineKey(userId)), to);

  it('lists a hundred users whose keys lie on both, and asks each node about its own', async () => {
    const sockets = socketsOf('spread', 100);
    const userIds = sockets.map(({ userId }) => userId);
    await Promise.all(sockets.map((socket) => open.store.renew(socket, lease)));
    const before = await runsOf('zcount');
    const found = await open.store.list(userIds, t);
    expect(userIds.map((userId) => found.get(userId)?.status)).toEqual(userIds.map(() => 'online'));
    const shares = (await runsOf('zcount')).map((runs, node) => runs - (before[node] ?? 0));
    const expected = [0, 1].map((node) => userIds.filter((userId) => nodeOf(userId) === node).length);
    expect(shares).toEqual(expected);
    expect(Math.min(...shares)).toBeGreaterThan(0);
  });

  it('watches a hundred users at once, and lists who watches them', async () => {
    const [watcher = { userId: '', connectionId: '' }] = socketsOf('watcher', 1);
    const userIds = socketsOf('watched', 100).map(({ userId }) => userId);
    await open.store.watch(watcher, userIds, { now: t, endsAt: t + 600_000 });
    const watchers = await open.store.listWatchers(userIds, t);
    expect(userIds.map((userId) => watchers.get(userId))).toEqual(
      userIds.map(() => [{ ...watcher, endsAt: t + 600_000 }]),
    );
  });

  it('finds lapsed leases on both, and strikes them off', async () => {
    const sockets = socketsOf('lapsed', 100);
    const ended = { now: t - 90_000, endsAt: t - 60_000 };
    await Promise.all(sockets.map((socket) => open.store.renew(socket, ended)));
    const lapsed = await open.store.listLapsed(t - 60_000);
    expect(lapsed.map(({ userId }) => userId).sort()).toEqual(sockets.map(({ userId }) => userId).sort());
    await open.store.strikeOff(lapsed, t);
    expect(await open.store.listLapsed(t - 60_000)).toEqual([]);
    const silent = await open.store.listSilent(t);
    expect(silent.map(({ userId }) => userId).sort()).toEqual(sockets.map(({ userId }) => userId).sort());
    await open.store.forgetSilent(silent);
    expect(await open.store.listSilent(t)).toEqual([]);
  });

  it('refuses one command over keys of several slots of a node: there is no MGET of a hundred users', async () => {
    const onFirst = socketsOf('spread', 100)
      .map(({ userId }) => onlineKey(userId))
      .filter((key) => calculateSlot(key) < 8192);
    const [key = '', other = ''] = onFirst;
    expect(calculateSlot(key)).not.toBe(calculateSlot(other));
    expect(await cluster.nodes[0].ask(`MGET ${key} ${other}`)).toMatch(/^-CROSSSLOT/);
  });

  it('follows a key to the node that its slot was moved to', async () => {
    await move(first, 1);
    expect(await open.store.renew({ userId: first, connectionId: 'c=' }, lease)).toBe(true);
    expect((await open.store.list([first], t)).get(first)).toEqual({ status: 'online' });
  });

  it('asks about moved keys together with others', async () => {
    await open.store.list([second, third], t);
    await Promise.all([second, third].map((userId) => move(userId, 1)));
    const found = await open.store.list([second, 'spread-0', third, 'spread-1'], t);
    expect([...found.values()].map(({ status }) => status)).toEqual([
      'unknown',
      'online',
      'unknown',
      'online',
    ]);
  });
});
