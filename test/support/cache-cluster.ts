import { type CacheNode, startCacheNode } from '../../local/cache/cache-node';
import type { CacheServer } from '../../local/cache/cache-server';

export interface CacheCluster extends CacheServer {
  /** The first holds slots 0 to 8191, the second the rest. */
  readonly nodes: readonly [CacheNode, CacheNode];
  /** Both nodes take a slot without keys to be the other's from now on: clients learn it by MOVED. */
  moveSlot(slot: number, to: 0 | 1): Promise<void>;
}

/** A cluster of two processes of the server of that path, each with half of the slots. */
export async function startCacheCluster(path: string): Promise<CacheCluster> {
  const nodes = await Promise.all([startCacheNode(path), startCacheNode(path)]);
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  try {
    await join(nodes);
  } catch (error) {
    await stop();
    throw error;
  }
  const moveSlot = async (slot: number, to: 0 | 1) => {
    const id = /^\$\d+\r\n(\w+)/.exec((await nodes[to].ask('CLUSTER MYID')) ?? '')?.[1];
    // The former owner first: what it still claims, the other would give back.
    for (const node of [nodes[1 - to], nodes[to]]) await said(node, `CLUSTER SETSLOT ${slot} NODE ${id}`);
  };
  return { host: '127.0.0.1', port: nodes[0].port, engine: path, nodes, moveSlot, stop };
}

async function join(nodes: readonly [CacheNode, CacheNode]): Promise<void> {
  const [first, second] = nodes;
  await said(first, 'CLUSTER ADDSLOTSRANGE 0 8191');
  await said(second, 'CLUSTER ADDSLOTSRANGE 8192 16383');
  await said(first, `CLUSTER MEET 127.0.0.1 ${second.port} ${second.busPort}`);
  for (const node of nodes) {
    await node.until(async () => {
      const info = await node.ask('CLUSTER INFO');
      return info?.includes('cluster_state:ok') === true && info.includes('cluster_known_nodes:2');
    });
  }
}

async function said(node: CacheNode | undefined, command: string): Promise<void> {
  const answer = await node?.ask(command);
  if (answer?.startsWith('+OK') !== true) throw new Error(`${command} was answered ${String(answer)}`);
}
