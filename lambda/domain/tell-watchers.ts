import { type PresenceChange, type PresencePorts, tryPresence } from './presence';
import { sliceItems } from './slice-items';

/** One worker finds their sockets with one read. */
const watchersPerChange = 100;

/**
 * Hands on what happened to users to those who watch them, and nothing to anybody else. It is read after the change was
 * made, and a watch is made before the watched are read: nobody misses a change in between. Never throws.
 */
export async function tellWatchers(
  ports: Omit<PresencePorts, 'leaseSeconds'>,
  changes: readonly Omit<PresenceChange, 'watchers'>[],
): Promise<void> {
  const { presence, runtime } = ports;
  await tryPresence(runtime, async () => {
    const watchers = await presence.listWatchers(
      changes.map(({ userId }) => userId),
      runtime.now(),
    );
    const told = changes.flatMap((change) =>
      sliceItems(watchers.get(change.userId) ?? [], watchersPerChange).map((slice) => ({
        ...change,
        watchers: slice,
      })),
    );
    if (told.length > 0) await ports.changes.put(told);
  });
}
