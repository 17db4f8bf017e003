import { Cluster } from 'iovalkey';
import { type CacheServer } from '../../../local/cache/cache-server';
import { startEmbeddedCache } from '../../../local/cache/embedded-cache';
import { findCacheServer, startRealCache } from '../../../local/cache/real-cache';

const path = findCacheServer();
if (path === undefined) process.stderr.write('the tests on a real server are skipped: none is on PATH\n');

const engines: [string, () => Promise<CacheServer>][] = [['startEmbeddedCache', () => startEmbeddedCache()]];
if (path !== undefined) engines.push(['startRealCache', () => startRealCache(path)]);

describe.each(engines)('%s', (_, start) => {
  let server: CacheServer;
  let client: Cluster;

  beforeAll(async () => {
    server = await start();
    client = new Cluster([{ host: server.host, port: server.port }]);
  });

  beforeEach(async () => {
    await client.flushall();
  });

  afterAll(async () => {
    client.disconnect();
    await server.stop();
  });

  it('keeps a text, also one outside ASCII, and forgets it when it is deleted', async () => {
    await client.set('greeting', 'grüß dich 👋');
    expect(await client.get('greeting')).toBe('grüß dich 👋');
    expect(await client.del('greeting')).toBe(1);
    expect(await client.get('greeting')).toBeNull();
  });

  it('writes with NX only what is not there and with XX only what is', async () => {
    expect(await client.set('one', 'a', 'XX')).toBeNull();
    expect(await client.set('one', 'b', 'NX')).toBe('OK');
    expect(await client.set('one', 'c', 'NX')).toBeNull();
    expect(await client.get('one')).toBe('b');
  });

  it('gives a key a time to live, and no key after it', async () => {
    await client.set('brief', 'x', 'PX', 60_000);
    expect(await client.pttl('brief')).toBeGreaterThan(0);
    expect(await client.pexpire('brief', -1)).toBe(1);
    expect(await client.exists('brief')).toBe(0);
    expect(await client.ttl('brief')).toBe(-2);
  });

  it('refuses an MGET of keys in several slots, and answers a pipeline of GETs', async () => {
    await client.set('presence:{a}', '1');
    await client.set('presence:{b}', '2');
    await expect(client.mget('presence:{a}', 'presence:{b}')).rejects.toThrow('CROSSSLOT');
    const answers = await client.pipeline().get('presence:{a}').get('presence:{b}').exec();
    expect(answers).toEqual([
      [null, '1'],
      [null, '2'],
    ]);
  });

  it('answers an MGET of keys that share a slot by their braces', async () => {
    await client.set('x:{same}', '1');
    await client.set('y:{same}', '2');
    expect(await client.mget('x:{same}', 'y:{same}', 'z:{same}')).toEqual(['1', '2', null]);
  });

  it('keeps a sorted set in the order of its scores, and drops the key with its last member', async () => {
    expect(await client.zadd('leases', 20, 'b', 10, 'a', 30, 'c')).toBe(3);
    expect(await client.zrangebyscore('leases', '-inf', '(30')).toEqual(['a', 'b']);
    expect(await client.zrangebyscore('leases', '-inf', '+inf', 'LIMIT', 1, 1)).toEqual(['b']);
    expect(await client.zcount('leases', 20, 30)).toBe(2);
    expect(await client.zremrangebyscore('leases', '-inf', 20)).toBe(2);
    expect(await client.zrem('leases', 'c')).toBe(1);
    expect(await client.exists('leases')).toBe(0);
  });

  it('raises a score with GT and never lowers it, and changes with XX only a member that is there', async () => {
    await client.zadd('leases', 10, 'a');
    await client.zadd('leases', 'GT', 5, 'a');
    expect(await client.zscore('leases', 'a')).toBe('10');
    expect(await client.zadd('leases', 'GT', 'CH', 15, 'a')).toBe(1);
    await client.zadd('leases', 'XX', 1, 'b');
    expect(await client.zrangebyscore('leases', '-inf', '+inf', 'WITHSCORES')).toEqual(['a', '15']);
  });

  it('keeps the time to live of a set that changes', async () => {
    await client.zadd('leases', 1, 'a');
    await client.expire('leases', 60);
    await client.zadd('leases', 2, 'b');
    expect(await client.ttl('leases')).toBeGreaterThan(0);
  });

  it('runs a transaction in one slot as one', async () => {
    const answers = await client.multi().set('a:{t}', '1').zadd('b:{t}', 1, 'm').exec();
    expect(answers).toEqual([
      [null, 'OK'],
      [null, 1],
    ]);
  });

  it('refuses a command on a value of another kind', async () => {
    await client.set('text', 'x');
    await expect(client.zadd('text', 1, 'a')).rejects.toThrow('WRONGTYPE');
  });
});
