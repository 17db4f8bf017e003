import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type Config } from '../config';
import { type Encryption } from './encryption';
import { type Watch } from './watch';

export interface AlarmsProps {
  readonly config: Config;
  readonly encryption: Encryption;
  readonly watches: readonly Watch[];
}

/**
 * An alarm per watch, `parley-{stage}-{name}`, and the topic to which they speak, when they go off and when it is over.
 * Nobody hears of them before somebody subscribes to the topic.
 *
 * When it fails: nobody is called; what runs is not touched. Without data an alarm is quiet: a chat may rest.
 * Cost: $0.10 a month for each metric that an alarm reads.
 */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, { config, encryption, watches }: AlarmsProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', {
      ...encryption.ofTopics,
      displayName: `Parley ${config.stage}`,
      enforceSSL: true,
    });
    // A policy of our own, which enforceSSL makes, replaces the one by which alarms of the account may publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    const action = new SnsAction(topic);
    this.all = watches.map((watch) => {
      const alarm = new Alarm(this, watch.name, {
        alarmName: `parley-${config.stage}-${watch.name}`,
        alarmDescription: `${watch.meaning} What to do: ${runbookOf(watch)}`,
        metric: watch.metric,
        threshold: watch.threshold,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 5,
        datapointsToAlarm: watch.minutes,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
      return alarm;
    });
    new CfnOutput(scope, 'AlarmTopicArn', { value: topic.topicArn });
  }
}

function runbookOf({ name }: Watch): string {
  return `docs/operations.md#${name}`;
}
