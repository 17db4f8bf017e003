import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  MathExpression,
  type Alarm,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { metricsNamespace } from '../../lambda/contract/metrics';
import { type Config } from '../config';
import { minute, ownMetric, type Watch } from './watch';

export interface ChatDashboardProps {
  readonly config: Config;
  readonly alarms: readonly Alarm[];
  readonly watches: readonly Watch[];
}

/**
 * One page: which alarms are on; what is going on; and for every watch its graph, with the line at which its alarm goes
 * off. A new watch is on it by itself.
 *
 * When it fails: there is nothing to see; what runs is not touched.
 * Cost: $3 a month, beyond the three dashboards that are free.
 */
export class ChatDashboard extends Construct {
  constructor(scope: Construct, id: string, { config, alarms, watches }: ChatDashboardProps) {
    super(scope, id);
    const own = (...names: Parameters<typeof ownMetric>[1][]) => names.map((name) => ownMetric(config, name));
    const dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.hours(3) });
    dashboard.addWidgets(
      new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 5 }),
    );
    dashboard.addWidgets(
      graph('Requests and messages', own('Requests', 'Sends', 'Faults')),
      graph(
        'Time to acknowledge a message (ms)',
        ['p50', 'p90', 'p99'].map((statistic) => ownMetric(config, 'SendLatency', statistic)),
      ),
      graph('Posts to sockets', own('Posts', 'PostsGone', 'PostsThrottled', 'PostsFailed')),
    );
    dashboard.addWidgets(graph('Refusals by code', [refusals(config)], 24));
    dashboard.addWidgets(...watches.map(watched));
  }
}

function graph(title: string, left: IMetric[], width = 8): GraphWidget {
  return new GraphWidget({ title, left, width, period: minute });
}

function watched({ name, metric, threshold }: Watch): GraphWidget {
  return new GraphWidget({
    title: name,
    left: [metric],
    leftAnnotations: [{ value: threshold, label: 'alarm above' }],
    width: 6,
    period: minute,
  });
}

/** However many codes there are: found by their dimension. */
function refusals({ stage }: Config): IMetric {
  return new MathExpression({
    expression: `SEARCH('{${metricsNamespace(stage)},code,service} MetricName="Refusals"', 'Sum', 60)`,
    usingMetrics: {},
    label: '',
    period: minute,
  });
}
