import { type Aws } from './aws';
import { checkAlarms, checkAlarmTopic } from './check-alarms';
import { checkCache } from './check-cache';
import { checkFunction, checkPlatformApplication } from './check-functions';
import { checkQueue } from './check-queues';
import { checkQuotas, type Needs } from './check-quotas';
import { checkStacks } from './check-stacks';
import { checkTable } from './check-tables';
import { type Finding, ok } from './finding';
import { socketsCarried } from './sockets-carried';

export interface Patient {
  readonly stage: string;
  readonly needs: Needs;
}

/**
 * Looks at every part of a deployed stage, and changes nothing. A part that may not be looked at is a finding.
 * @throws NoCredentials
 */
export async function runDoctor(services: Aws, { stage, needs }: Patient): Promise<Finding[]> {
  const { findings, deployed } = await checkStacks(services, stage);
  const each = async (type: string, check: (ids: readonly [string, string]) => Promise<Finding[]>) =>
    (await Promise.all(deployed.of(type).map(check))).flat();
  const applications = new Set<string>();
  const tables = await each('AWS::DynamoDB::GlobalTable', (ids) => checkTable(services, ids, stage));
  const queues = await each('AWS::SQS::Queue', (ids) => checkQueue(services, ids));
  const functions = await each('AWS::Lambda::Function', (ids) => checkFunction(services, ids, applications));
  const caches = await each('AWS::ElastiCache::ServerlessCache', (ids) => checkCache(services, ids));
  const phones = await Promise.all([...applications].map((arn) => checkPlatformApplication(services, arn)));
  const alarmTopic = deployed.output('AlarmTopicArn');
  return [
    ...findings,
    ...tables,
    ...queues,
    ...functions,
    ...orNone('cache', caches),
    ...orNone('platform applications', phones.flat()),
    socketsCarried(needs),
    ...(await checkQuotas(services, needs)),
    ...(await checkAlarms(services, stage)),
    // There is another topic, to which SNS tells of failed pushes: nobody is to subscribe to that one.
    ...(alarmTopic === undefined ? [] : await checkAlarmTopic(services, alarmTopic)),
  ];
}

/** What a stage need not have. */
function orNone(subject: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.length > 0 ? findings : [ok(subject, 'this stage has none')];
}
