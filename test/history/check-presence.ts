import type { Finding, PresenceTold, Watching } from './history';
import type { Span, Story } from './story';

/** Who watches a user knows where they are, in time (P8), and nobody else does. */
export function checkPresence(story: Story): Finding[] {
  const told = story.history.events.filter((event) => event.kind === 'presence');
  return [
    ...leaks(story),
    ...story.history.events.flatMap((event) => {
      if (event.kind !== 'watching') return [];
      return event.userIds.flatMap((userId) => checkWatch(story, { watching: event, userId, told }));
    }),
  ];
}

function leaks({ history, devices, chats }: Story): Finding[] {
  const watched = new Set<string>();
  const findings: Finding[] = [];
  for (const event of history.events) {
    if (event.kind === 'watching')
      for (const userId of event.userIds) watched.add(`${event.deviceId} ${userId}`);
    if (event.kind !== 'presenceSent') continue;
    const { deviceId, userId } = event;
    const own = devices.get(deviceId)?.userId ?? '';
    const isShared = [...chats.values()].some(
      ({ memberships }) => memberships.has(own) && memberships.has(userId),
    );
    if (isShared && watched.has(`${deviceId} ${userId}`)) continue;
    findings.push({ kind: 'presence-leak', deviceId, detail: `it was told of ${userId}` });
  }
  return findings;
}

interface Watch {
  watching: Watching;
  userId: string;
  told: readonly PresenceTold[];
}

type State = Span & { status: 'online' | 'offline' };

/** Each time that the user was there, or was not, against each time that the watcher was connected. */
function checkWatch(story: Story, watch: Watch): Finding[] {
  const { watching, userId } = watch;
  const { promises, endedAt, faultsEndedAt } = story.history;
  if (promises.presence === undefined || !isKnown(story, watch)) return [];
  const { onlineWithinMs, offlineWithinMs } = promises.presence;
  const stoppedAt = endOfLife(story, watching);
  return (story.connected.get(watching.deviceId) ?? []).flatMap((span) =>
    statesOf(story, userId).flatMap((state): Finding[] => {
      const from = Math.max(span.from, watching.at, state.from, faultsEndedAt);
      const due = from + (state.status === 'online' ? onlineWithinMs : offlineWithinMs);
      const until = Math.min(span.to, stoppedAt, state.to, endedAt);
      const wrong = due < until ? wrongIn(watch, { from: due, to: until }, state.status) : undefined;
      if (wrong === undefined) return [];
      const detail = `${userId} was ${state.status}, and it held them for ${wrong}`;
      return [{ kind: 'presence-wrong', deviceId: watching.deviceId, detail }];
    }),
  );
}

/** Strangers are asked for too: of them nothing may be told. Whom it has no direct chat with it asks for in a group. */
function isKnown({ chats, devices }: Story, { watching, userId }: Watch): boolean {
  const own = devices.get(watching.deviceId)?.userId ?? '';
  return [...chats.values()].some(({ chatId, log, memberships }) => {
    const created = log[0]?.body;
    const isDirect = typeof created === 'object' && 'chatType' in created && created.chatType === 'DIRECT';
    const isMeant = watching.inChat === undefined ? isDirect : chatId === watching.inChat;
    return isMeant && memberships.has(own) && memberships.has(userId);
  });
}

function endOfLife({ history }: Story, { at, deviceId }: Watching): number {
  const end = history.events.find(
    (event) => event.kind === 'stopped' && event.deviceId === deviceId && event.at >= at,
  );
  return end?.at ?? Infinity;
}

/** When any device of the user was connected, and when none was, one after the other. */
function statesOf({ connected, devices }: Story, userId: string): State[] {
  const own = [...devices.values()].filter((device) => device.userId === userId);
  const spans = own.flatMap(({ deviceId }) => connected.get(deviceId) ?? []);
  const states: State[] = [];
  let offlineSince = -Infinity;
  for (const { from, to } of spans.sort((one, other) => one.from - other.from)) {
    const last = states.at(-1);
    if (last !== undefined && from <= offlineSince) last.to = offlineSince = Math.max(offlineSince, to);
    else {
      // Who was never here is unknown.
      if (offlineSince > -Infinity) states.push({ from: offlineSince, to: from, status: 'offline' });
      states.push({ from, to, status: 'online' });
      offlineSince = to;
    }
  }
  if (offlineSince > -Infinity) states.push({ from: offlineSince, to: Infinity, status: 'offline' });
  return states;
}

/** What the watcher held the user for in this time, if that was ever something else. */
function wrongIn({ watching, userId, told }: Watch, { from, to }: Span, status: string): string | undefined {
  const own = told.filter(
    (event) => event.deviceId === watching.deviceId && event.userId === userId && event.at >= watching.at,
  );
  const atFirst = own.findLast(({ at }) => at <= from)?.status ?? 'unknown';
  if (atFirst !== status) return atFirst;
  return own.find((event) => event.at > from && event.at < to && event.status !== status)?.status;
}
