import { paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns';
import { type Aws } from './aws';
import { fail, type Finding, look, ok, warn } from './finding';

/** Which alarms of a stage are on. */
export function checkAlarms({ cloudWatch }: Aws, stage: string): Promise<Finding[]> {
  const prefix = `parley-${stage}-`;
  return look('alarms', async () => {
    const states = new Map<string, string>();
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms(
      { client: cloudWatch },
      { AlarmNamePrefix: prefix },
    ))
      for (const { AlarmName = '', StateValue = '' } of MetricAlarms) states.set(AlarmName, StateValue);
    if (states.size === 0) return [fail('alarms', 'there are none', `Deploy Parley-${stage}-Operations.`)];
    const on = [...states].filter(([, state]) => state === 'ALARM').map(([name]) => name);
    if (on.length === 0) return [ok('alarms', `${states.size}, all quiet`)];
    return on.map((name) =>
      fail(`alarm ${name}`, 'is on', `docs/operations.md#${name.slice(prefix.length)}`),
    );
  });
}

/** Whether anybody hears of the alarms. */
export function checkAlarmTopic({ sns }: Aws, TopicArn: string): Promise<Finding[]> {
  const subject = 'alarm topic';
  return look(subject, async () => {
    let confirmed = 0;
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
      { client: sns },
      { TopicArn },
    ))
      confirmed += Subscriptions.filter(({ SubscriptionArn = '' }) =>
        SubscriptionArn.startsWith('arn:'),
      ).length;
    return confirmed === 0
      ? [
          warn(
            subject,
            'nobody has subscribed, or confirmed it',
            'docs/operations.md#after-the-first-deployment',
          ),
        ]
      : [ok(subject, `${confirmed} subscribed`)];
  });
}
