import { Validations, type App } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withApp, type Building } from './synthesize';

const domain = {
  domainName: 'chat.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/8c1f9a2e',
  hostedZoneId: 'Z0123456789',
  hostedZoneName: 'example.com',
};
const oidc = {
  identity: 'oidc',
  issuer: 'https://login.example.com/',
  audience: 'parley',
  webClientId: 'parley-web',
};
const webDomain = {
  webDomainName: 'app.example.com',
  webCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/8c1f9a2f',
};

const push = {
  pushApplications: 'arn:aws:sns:us-east-1:123456789012:app/APNS/parley',
  pushSecrets: `FCM=arn:aws:secretsmanager:us-east-1:123456789012:secret:fcm-AbCdEf#${'1'.repeat(32)}`,
};

const configurations: [string, string, Record<string, unknown>][] = [
  ['dev', 'dev', {}],
  ['prod', 'prod', { allowedOrigins: ['https://chat.example.com'] }],
  ['prod with the keys of AWS', 'prod', { encryption: 'aws-owned' }],
  ['prod with an issuer of its own', 'prod', oidc],
  ['prod under names of its own', 'prod', { ...domain, ...webDomain }],
  ['prod without the web app', 'prod', { web: 'off' }],
  ['dev with push', 'dev', push],
  ['prod with push', 'prod', push],
  [
    'prod with traces, and the log role that the account has',
    'prod',
    { xray: true, apiGatewayLogRole: 'existing' },
  ],
];

function packs(app: App): (AwsSolutionsChecks | ServerlessChecks)[] {
  return [new AwsSolutionsChecks(app), new ServerlessChecks(app)];
}

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** What the packs find fault with when the app is synthesized, errors and warnings, as `rule at path`. */
function findings({ app }: Building): string[] {
  Validations.of(app).addPlugins(...packs(app));
  const file = join(app.outdir, 'validation-report.json');
  try {
    app.synth();
  } catch (error) {
    if (!existsSync(file)) throw error;
  }
  const { pluginReports } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  return pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    ),
  );
}

/** What the packs would find if nothing were acknowledged. */
function unforgiven({ app }: Building): string[] {
  // What one stack takes from another has its name only then.
  app.synth();
  return packs(app).flatMap((pack) => {
    Object.defineProperty(pack, 'isAcknowledged', { value: () => false });
    return pack
      .validateScope(app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
      );
  });
}

/** Every acknowledgement of the app, as `rule at path`. */
function acknowledged({ app }: Building): string[] {
  return app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data as object))
      .map((id) => `${id.replace(/^Annotation::/, '')} at ${node.path}`),
  );
}

describe('AwsSolutionsChecks and ServerlessChecks', () => {
  it.each(configurations)('find no fault with %s', (_, stage, parley) => {
    expect(withApp(stage, parley, findings)).toEqual([]);
  });

  it('find fault with a queue that anybody may reach without TLS', () => {
    const found = withApp('dev', {}, (building) => {
      new Queue(building.chat, 'Open');
      return findings(building);
    });
    expect(found).toContain('AwsSolutions-SQS4 at Chat/Open/Resource');
  });

  it.each(configurations)('are asked to overlook nothing that they do not find in %s', (_, stage, parley) => {
    withApp(stage, parley, (building) => {
      const found = unforgiven(building);
      const ours = acknowledged(building).filter((one) => !one.startsWith('CloudFormation-Validate::'));
      const idle = ours.filter((one) => !found.some((each) => each.startsWith(`${one}/`)));
      expect(idle).toEqual([]);
    });
  });

  it('are asked to overlook these rules and no others', () => {
    const rules = configurations.flatMap(([, stage, parley]) => withApp(stage, parley, acknowledged));
    const names = rules.map((rule) => /^[\w-]+/.exec(rule)![0]);
    expect([...new Set(names)].sort()).toEqual([
      'AwsSolutions-APIG4',
      'AwsSolutions-CFR1',
      'AwsSolutions-CFR2',
      'AwsSolutions-CFR3',
      'AwsSolutions-CFR4',
      'AwsSolutions-COG2',
      'AwsSolutions-COG8',
      'AwsSolutions-IAM4',
      'AwsSolutions-IAM5',
      'AwsSolutions-L1',
      'AwsSolutions-S1',
      'AwsSolutions-VPC7',
      'CloudFormation-Validate',
      'Serverless-EventBusDLQ',
      'Serverless-LambdaDLQ',
      'Serverless-LambdaEventSourceMappingDestination',
      'Serverless-LambdaLatestVersion',
      'Serverless-LambdaTracing',
      'Serverless-SQSRedrivePolicy',
    ]);
  });
});
