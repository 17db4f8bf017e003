import { checkConnections } from './check-connections';
import { checkCursors } from './check-cursors';
import { checkDelivery } from './check-delivery';
import { checkDevices } from './check-devices';
import { checkFinalLook } from './check-final-look';
import { checkLogs } from './check-logs';
import { checkPresence } from './check-presence';
import type { Finding, History } from './history';
import { tellStory } from './story';

/**
 * Which promises a run of the system has broken: none, if it returns an empty list. A pure function of what was
 * recorded, whoever recorded it. One fault may show as several findings.
 */
export function checkHistory(history: History): Finding[] {
  const story = tellStory(history);
  return [
    ...checkLogs(story),
    ...checkDevices(story),
    ...checkDelivery(story),
    ...checkCursors(story),
    ...checkConnections(story),
    ...checkPresence(story),
    ...checkFinalLook(story),
    ...leftOvers(history),
  ];
}

function leftOvers({ leftOvers: counts }: History): Finding[] {
  return Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => ({ kind: 'left-over', detail: `${count} ${name}` }));
}
