import type { SocketId } from '../domain/presence';

/** All keys of a user share a slot, by the user id in braces: what happens to them can be one transaction. */
export const onlineKey = (userId: string): string => `presence:online:{${userId}}`;
export const lastSeenKey = (userId: string): string => `presence:lastseen:{${userId}}`;
export const watchersKey = (userId: string): string => `presence:watchers:{${userId}}`;

/** Every ping of everybody writes to these: many keys, so that they spread over the nodes. */
const leaseShards = 16;

const leasesKeyOf = (shard: number): string => `presence:leases:{${shard}}`;
const silentKeyOf = (shard: number): string => `presence:silent:{${shard}}`;

const keysOfShards = (keyOf: (shard: number) => string): readonly string[] =>
  Array.from({ length: leaseShards }, (_shard, index) => keyOf(index));

export const leasesKeys = keysOfShards(leasesKeyOf);
export const silentKeys = keysOfShards(silentKeyOf);

/** Those of a socket share a slot. */
export const leasesKey = (socket: SocketId): string => leasesKeyOf(shardOf(socket));
export const silentKey = (socket: SocketId): string => silentKeyOf(shardOf(socket));

/** Any even spread does; connection ids are random. */
function shardOf({ connectionId }: SocketId): number {
  let sum = 0;
  for (const character of connectionId) sum = (sum * 31 + character.charCodeAt(0)) % 65_521;
  return sum % leaseShards;
}

/** A socket as a member of a sorted set. User ids have no spaces. */
export const memberOf = ({ userId, connectionId }: SocketId): string => `${userId} ${connectionId}`;

export function socketOf(member: string): SocketId {
  const space = member.indexOf(' ');
  return { userId: member.slice(0, space), connectionId: member.slice(space + 1) };
}
