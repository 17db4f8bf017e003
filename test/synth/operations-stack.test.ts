import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissions, rendition, resolved } from './rendition';
import { outputsOf, resourcesOf, synthesize, type StackTemplate } from './synthesize';

const dev = synthesize('dev');
/** With push, which has alarms of its own. */
const pushApplications = 'arn:aws:sns:us-east-1:123456789012:app/GCM/parley';
const prod = synthesize('prod', { pushApplications });

const runbook = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');

interface AlarmProperties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: unknown[];
  readonly OKActions: unknown[];
  readonly Threshold: number;
  readonly Metrics?: { readonly MetricStat?: unknown }[];
}

function alarmsOf(template: StackTemplate): AlarmProperties[] {
  return resourcesOf(template, 'AWS::CloudWatch::Alarm').map(
    ([, { Properties }]) => Properties as unknown as AlarmProperties,
  );
}

const alarms = alarmsOf(prod.operations);
const anchorOf = ({ AlarmDescription }: AlarmProperties) =>
  /What to do: docs\/operations\.md#([\w-]+)$/.exec(AlarmDescription)?.[1];

describe('OperationsStack', () => {
  it('is what the snapshot says in stage dev', () => {
    const { Resources, ...rest } = dev.operations;
    const alone = Object.entries(Resources).filter(([, { Type }]) => Type !== 'AWS::CloudWatch::Dashboard');
    expect(rendition({ ...rest, Resources: Object.fromEntries(alone) })).toMatchSnapshot();
  });

  it('knows the other two stacks, and neither knows it', () => {
    for (const { dependencies } of [dev, prod]) {
      expect(dependencies.data).toEqual([]);
      expect(dependencies.chat).not.toContain('Operations');
      expect([...dependencies.operations].sort()).toEqual(['Chat', 'Data']);
    }
    expect(JSON.stringify([dev.data, dev.chat, prod.data, prod.chat])).not.toMatch(/Operations/);
  });

  it('holds nothing but alarms, their topic and a dashboard', () => {
    const types = new Set(Object.values(prod.operations.Resources).map(({ Type }) => Type));
    expect([...types].sort()).toEqual([
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Dashboard',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
    ]);
    expect(outputsOf(prod.operations)).toEqual(['AlarmTopicArn']);
  });

  it('is not there in stage local', () => {
    expect(synthesize('local').operations.Resources).toEqual({});
  });
});

describe('Alarms', () => {
  it('have these names, which paging rules and runbooks rely on', () => {
    expect(alarms.map(({ AlarmName }) => AlarmName.replace(/^parley-prod-/, '')).sort()).toEqual([
      'cache-throttles',
      'clock-behind',
      'delivery-check-dead-letters',
      'delivery-check-errors',
      'delivery-check-lag',
      'delivery-check-throttles',
      'dispatch-failures',
      'error-rate',
      'fan-out-dead-letters',
      'fan-out-errors',
      'fan-out-lag',
      'fan-out-throttles',
      'frames-refused',
      'handshake-errors',
      'handshake-throttles',
      'lease-sweep-errors',
      'lease-sweep-throttles',
      'lost-sockets-lag',
      'new-connections',
      'posts-gone',
      'posts-throttled',
      'presence-errors',
      'presence-failures',
      'presence-lag',
      'presence-throttles',
      'push-dead-letters',
      'push-errors',
      'push-failures-dead-letters',
      'push-failures-errors',
      'push-failures-lag',
      'push-failures-throttles',
      'push-lag',
      'push-refused',
      'push-throttles',
      'request-errors',
      'request-throttles',
      'send-p99',
      'table-throttles',
    ]);
  });

  it('each name a chapter of the runbook, and every chapter of the runbook has its alarm', () => {
    const alarmChapters = runbook.slice(
      runbook.indexOf('\n## Alarms'),
      runbook.indexOf('\n## ', runbook.indexOf('\n## Alarms') + 1),
    );
    const chapters = [...alarmChapters.matchAll(/^### ([\w-]+)$/gm)].map(([, name]) => name);
    expect(alarms.map(anchorOf).sort()).toEqual([...chapters].sort());
    for (const alarm of alarms) expect(alarm.AlarmName).toBe(`parley-prod-${anchorOf(alarm)!}`);
  });

  it('speak to the topic when they go off and when it is over', () => {
    for (const { AlarmActions, OKActions } of alarms) {
      expect(resolved(AlarmActions)).toEqual([expect.stringMatching(/AlarmsTopic/)]);
      expect(OKActions).toEqual(AlarmActions);
    }
  });

  it('read at most ten metrics each, as CloudWatch allows', () => {
    for (const { Metrics = [] } of alarms)
      expect(Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length).toBeLessThanOrEqual(10);
  });

  it('measure new connections and refused frames against the configuration', () => {
    const thresholds = (options: Record<string, unknown>) => {
      const all = alarmsOf(synthesize('prod', options).operations);
      return ['new-connections', 'frames-refused'].map(
        (name) => all.find(({ AlarmName }) => AlarmName === `parley-prod-${name}`)!.Threshold,
      );
    };
    expect(thresholds({})).toEqual([0.8 * 500 * 60, 0.01 * 1000 * 60]);
    expect(thresholds({ connectionsQuota: 2000, throttleRate: 50_000 })).toEqual([
      0.8 * 2000 * 60,
      0.01 * 50_000 * 60,
    ]);
  });

  it('may publish to the topic, whose own policy replaces the one of the account', () => {
    const [[, policy] = []] = resourcesOf(prod.operations, 'AWS::SNS::TopicPolicy');
    expect(permissions(policy!.Properties['PolicyDocument'])).toContainEqual(
      expect.stringMatching(
        /^sns:Publish on \$\{AlarmsTopic\w+\} for cloudwatch\.amazonaws\.com if aws:SourceAccount/,
      ),
    );
  });

  it('have a topic under the key of the deployment', () => {
    const [[, topic] = []] = resourcesOf(prod.operations, 'AWS::SNS::Topic');
    expect(resolved(topic!.Properties['KmsMasterKeyId'])).toBe('${Data.Key.Arn}');
  });
});

describe('ChatDashboard', () => {
  it('has a graph for every alarm, and the state of all alarms', () => {
    const [[, dashboard] = []] = resourcesOf(prod.operations, 'AWS::CloudWatch::Dashboard');
    const body = resolved(dashboard!.Properties['DashboardBody']) as string;
    const { widgets } = JSON.parse(body) as {
      widgets: { type: string; properties: Record<string, unknown> }[];
    };
    const titles = widgets.map(({ properties }) => properties['title']);
    for (const alarm of alarms) expect(titles).toContain(anchorOf(alarm));
    expect(widgets.find(({ type }) => type === 'alarm')!.properties['alarms']).toHaveLength(alarms.length);
  });
});
