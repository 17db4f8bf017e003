import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT } from '../assembly/read-assembly';

export interface EventSource {
  readonly source: 'aws.events' | 'aws.scheduler';
  readonly arn: string;
  readonly region: string;
}

/** ISO 8601 without fractions of a second, as EventBridge writes it. */
export const timeText = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;

/** The event of a rule, or of a schedule without an input: that one has its detail as text. */
export const scheduledEvent = (
  { source, arn, region }: EventSource,
  atMs: number,
): Record<string, unknown> => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source,
  account: LOCAL_ACCOUNT,
  time: timeText(atMs),
  region,
  resources: [arn],
  detail: source === 'aws.events' ? {} : '{}',
});
