import type { HistoryEvent } from '../history/history';
import type { Checked } from './run-seed';
import type { Scenario } from './scenario';

/** What happened in a run, a line for each thing, in seconds from its beginning. */
export function printHistory(scenario: Scenario, { history, faults, findings }: Checked): string {
  const startMs = history.events[0]?.at ?? 0;
  const names = new Map(scenario.chats.map(({ chatId }, index) => [chatId, `chat ${index + 1}`]));
  const lines = [
    ...scenario.incidents.map((incident) => ({ at: incident.at, text: `! ${JSON.stringify(incident)}` })),
    ...scenario.absent.map(({ at, deviceId }) => ({ at, text: `! ${deviceId} is gone until the end` })),
    ...faults.map(({ at, fault }) => ({ at: at - startMs, text: `! ${fault}` })),
    ...history.events.flatMap((event) => {
      const text = textOf(event);
      return text === undefined ? [] : [{ at: event.at - startMs, text }];
    }),
    ...Object.entries(history.logs).flatMap(([chatId, log]) =>
      log.map(({ seq, senderId, clientMessageId, committedAt = 0 }) => ({
        at: committedAt - startMs,
        text: `# ${chatId} ${seq} is stored: ${clientMessageId} of ${senderId}`,
      })),
    ),
    { at: history.faultsEndedAt - startMs, text: 'faults are over' },
    { at: history.endedAt - startMs, text: 'all ask for everything' },
  ];
  const found = findings.map(({ kind, chatId = '', deviceId = '', detail }) =>
    `${kind}: ${chatId} ${deviceId} ${detail}`.replace(/ +/g, ' '),
  );
  const text = [...lines.sort((one, other) => one.at - other.at).map(lineOf), ...found].join('\n');
  return [...names].reduce((named, [chatId, name]) => named.replaceAll(chatId, name), text);
}

function lineOf({ at, text }: { at: number; text: string }): string {
  return `${(at / 1000).toFixed(3).padStart(9)} ${text}`;
}

function textOf(event: HistoryEvent): string | undefined {
  switch (event.kind) {
    case 'send':
      return `${event.deviceId} asks for ${event.clientMessageId} in ${event.chatId}: ${JSON.stringify(event.body)}`;
    case 'settled': {
      const end = event.outcome === 'stored' ? `stored at ${event.seq}` : `${event.outcome}, ${event.code}`;
      return `${event.deviceId} hears of ${event.clientMessageId}: ${end}`;
    }
    case 'seen':
      return `${event.deviceId} gets ${event.chatId} ${event.entry.seq}${event.how === 'history' ? ' of history' : ''}: ${event.entry.clientMessageId}`;
    case 'reset':
      return `${event.deviceId} goes on in ${event.chatId} at ${event.fromSeq}`;
    case 'left':
      return `${event.deviceId} is out of ${event.chatId}`;
    case 'pushed':
      return `${event.deviceId} is pushed ${event.chatId} ${event.seq}`;
    case 'refused':
      return `${event.clientMessageId} is refused: ${event.code}`;
    case 'started':
    case 'connected':
    case 'disconnected':
    case 'stopped':
      return `${event.deviceId} has ${event.kind}`;
    case 'served':
      return `${event.deviceId} is served (${event.what}) with a token until ${new Date(event.tokenEndsAt).toISOString()}`;
    case 'watching':
      return `${event.deviceId} watches ${event.userIds.join()}`;
    case 'presence':
      return `${event.deviceId} hears that ${event.userId} is ${event.status}`;
    case 'presenceSent':
    case 'sent':
    case 'cursors':
    case 'listed':
    case 'roster':
      return undefined;
  }
}
