import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { applicationType, type ApplicationProperties } from '../../lambda/contract/platform-application';
import { type Config } from '../config';
import { bindApplications, bindPublishing, bindStates } from './bind-applications';
import { allow, Binding } from './binding';
import { ChatFunction } from './chat-function';
import { type Deployment } from './deployment';
import { PushFailures } from './push-failures';
import { type Tables } from './tables';
import { type Watch } from './watch';

export interface PlatformApplicationsProps extends Deployment {
  readonly tables: Tables;
}

/**
 * The platform applications of SNS through which phones are reached: those that exist, and those that are made here of
 * the credentials in a secret. CloudFormation has no resource for them, so a function of ours sets them up: it reads the
 * secret itself, gives all of them the topic of deliveries that failed, and deletes none, because that would take every
 * phone's endpoint along. With none configured there is nothing here, and push is off.
 *
 * When it fails: the deployment stops with a sentence that says why, and goes back; the applications stay.
 * Cost: nothing but two function runs for each at a deployment that changes it.
 */
export class PlatformApplications extends Construct {
  readonly watches: readonly Watch[];
  private readonly arns: readonly string[];

  constructor(scope: Construct, id: string, props: PlatformApplicationsProps) {
    super(scope, id);
    const wanted = wantedIn(this, props.config);
    this.arns = wanted.map(({ ApplicationArn }) => ApplicationArn);
    if (wanted.length === 0) {
      this.watches = [];
      return;
    }
    const failures = new PushFailures(this, 'Failures', { ...props, states: bindStates(this.arns) });
    this.watches = failures.watches;
    const { lambda } = new ChatFunction(this, 'Setup', {
      ...props,
      handler: 'platformApplications',
      timeout: Duration.seconds(30),
      binding: bindSetup(wanted),
    });
    for (const properties of wanted) {
      const resource = new CustomResource(this, nameIn(properties.ApplicationArn), {
        serviceToken: lambda.functionArn,
        resourceType: applicationType,
        serviceTimeout: Duration.minutes(10),
        properties: { ...properties, FailureTopicArn: failures.topic.topicArn },
      });
      resource.node.addDependency(failures);
    }
  }

  /** What it takes to register phones. */
  bindRegistering(): Binding<{ PUSH_APPLICATIONS: string }> {
    return bindApplications(this.arns);
  }

  /** What it takes to push to phones. */
  bindPublishing(): Binding<object> {
    return bindPublishing(this.arns);
  }

  /** Which platforms are pushed to, in words for whoever deploys. */
  get summary(): string {
    if (this.arns.length === 0) return 'off: neither pushApplications nor pushSecrets is set';
    return `on: ${this.arns.map(nameIn).join(', ')}`;
  }
}

type Wanted = Omit<ApplicationProperties, 'FailureTopicArn'>;

function wantedIn(scope: Construct, { stage, pushApplications, pushSecrets }: Config): Wanted[] {
  const made = pushSecrets.map(({ platform, secretArn, versionId }) => ({
    ApplicationArn: Stack.of(scope).formatArn({
      service: 'sns',
      resource: 'app',
      resourceName: `${platform}/parley-${stage}`,
    }),
    SecretArn: secretArn,
    SecretVersionId: versionId,
  }));
  return [...pushApplications.map((ApplicationArn) => ({ ApplicationArn })), ...made];
}

/** SNS's name of the platform. */
function nameIn(applicationArn: string): string {
  return /:app\/(\w+)\//.exec(applicationArn)?.[1] ?? applicationArn;
}

function bindSetup(wanted: readonly Wanted[]): Binding<object> {
  const made = wanted.filter(({ SecretArn }) => SecretArn !== undefined);
  const statements = [
    allow(
      'sns',
      ['SetPlatformApplicationAttributes'],
      wanted.map(({ ApplicationArn }) => ApplicationArn),
    ),
  ];
  if (made.length > 0)
    statements.push(
      allow(
        'sns',
        ['CreatePlatformApplication'],
        made.map(({ ApplicationArn }) => ApplicationArn),
      ),
      allow(
        'secretsmanager',
        ['GetSecretValue'],
        made.flatMap(({ SecretArn = '' }) => SecretArn),
      ),
    );
  return new Binding({}, statements);
}
