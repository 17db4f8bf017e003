import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeContinuousBackupsCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeServerlessCachesCommand } from '@aws-sdk/client-elasticache';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetAWSDefaultServiceQuotaCommand, GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import {
  GetPlatformApplicationAttributesCommand,
  ListSubscriptionsByTopicCommand,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { aws } from '../../operations/doctor/aws';
import { NoCredentials } from '../../operations/doctor/finding';
import { isHealthy } from '../../operations/doctor/print-findings';
import { runDoctor } from '../../operations/doctor/run-doctor';
import * as answers from './aws-answers';
import { chapterIn, chaptersOfRunbook } from './chapters-of-runbook';
import {
  cloudFormation,
  cloudWatch,
  dynamodb,
  elastiCache,
  lambda,
  letAllBeWell,
  mocks,
  quotas,
  sns,
  sqs,
} from './healthy-stage';

const needs = {
  requestsPerSecond: 1000,
  connectionsPerSecond: 500,
  fanOutConcurrency: 50,
  heartbeatSeconds: 20,
};
const inDays = (days: number) => new Date(Date.now() + (days + 0.5) * 86_400_000).toISOString();

const examine = () => runDoctor(aws('us-east-1'), { stage: 'prod', needs });

const named = (name: string, message = 'unfortunately') => Object.assign(new Error(message), { name });

describe('runDoctor', () => {
  beforeEach(() => {
    for (const mock of mocks) mock.reset();
    letAllBeWell();
  });
  afterAll(() => {
    for (const mock of mocks) mock.restore();
  });

  /** The findings that are not ok, as `verdict subject: text`. */
  const complaints = async () =>
    (await examine())
      .filter(({ verdict }) => verdict !== 'ok')
      .map(({ verdict, subject, text }) => `${verdict} ${subject}: ${text}`);

  it('has a line for every part of a healthy stage, and no complaint', async () => {
    const findings = await examine();
    expect(isHealthy(findings)).toBe(true);
    expect(findings.map(({ verdict, subject }) => `${verdict} ${subject}`)).toEqual([
      'ok Parley-prod-Data',
      'ok Parley-prod-Chat',
      'ok Parley-prod-Operations',
      'ok table TablesMessages5F3A57D1',
      'ok queue FanOutQueue8AB53E8C',
      'ok queue FanOutDeadLettersE0FA8F9C',
      'ok function PushWorkerFunction',
      'ok cache Cache',
      'ok platform application APNS/parley',
      'ok throttleRate',
      'ok quota of requests per second',
      'ok quota of new connections per second',
      'ok quota of functions at once',
      'ok alarms',
      'ok alarm topic',
    ]);
  });

  const ill: [string, () => unknown, string][] = [
    [
      'a stack that was rolled back',
      () =>
        cloudFormation
          .on(DescribeStacksCommand, { StackName: 'Parley-prod-Chat' })
          .resolves(answers.aStack('Parley-prod-Chat', 'ROLLBACK_COMPLETE')),
      'fail Parley-prod-Chat: is in status ROLLBACK_COMPLETE',
    ],
    [
      'a table whose key was disabled',
      () => dynamodb.on(DescribeTableCommand).resolves(answers.aTable('INACCESSIBLE_ENCRYPTION_CREDENTIALS')),
      'fail table TablesMessages5F3A57D1: is INACCESSIBLE_ENCRYPTION_CREDENTIALS',
    ],
    [
      'a table that cannot be restored',
      () => dynamodb.on(DescribeContinuousBackupsCommand).resolves(answers.theBackups('DISABLED')),
      'fail table TablesMessages5F3A57D1: cannot be restored to a point in time',
    ],
    [
      'a table of prod that can be deleted',
      () => dynamodb.on(DescribeTableCommand).resolves(answers.aTable('ACTIVE', false)),
      'warn table TablesMessages5F3A57D1: can be deleted',
    ],
    [
      'dead letters',
      () =>
        sqs
          .on(GetQueueAttributesCommand, { QueueUrl: 'https://sqs/dead' })
          .resolves(answers.aQueue(2, false)),
      'fail queue FanOutDeadLettersE0FA8F9C: 2 dead letters',
    ],
    [
      'a long queue',
      () =>
        sqs.on(GetQueueAttributesCommand, { QueueUrl: 'https://sqs/fan-out' }).resolves(answers.aQueue(1001)),
      'warn queue FanOutQueue8AB53E8C: 1001 jobs wait',
    ],
    [
      'a function that cannot run',
      () => lambda.on(GetFunctionConfigurationCommand).resolves(answers.aFunction('Failed')),
      'fail function PushWorkerFunction: is Failed',
    ],
    [
      'a function whose update failed',
      () => lambda.on(GetFunctionConfigurationCommand).resolves(answers.aFunction('Active', 'Failed')),
      'fail function PushWorkerFunction: its last update failed',
    ],
    [
      'a cache that failed',
      () =>
        elastiCache.on(DescribeServerlessCachesCommand).resolves(answers.aCache('create-failed', 'users')),
      'fail cache Cache: is create-failed',
    ],
    [
      'a cache without users',
      () => elastiCache.on(DescribeServerlessCachesCommand).resolves(answers.aCache('available')),
      'warn cache Cache: has no user group: anybody in its network may use it',
    ],
    [
      'a platform application that SNS turned off',
      () =>
        sns.on(GetPlatformApplicationAttributesCommand).resolves(answers.anApplication({ Enabled: 'false' })),
      'fail platform application APNS/parley: is turned off',
    ],
    [
      'a certificate that ends soon',
      () =>
        sns
          .on(GetPlatformApplicationAttributesCommand)
          .resolves(answers.anApplication({ Enabled: 'true', AppleCertificateExpirationDate: inDays(10) })),
      'warn platform application APNS/parley: its certificate expires in 10 days',
    ],
    [
      'an account that runs ten functions at once',
      () => quotas.on(GetServiceQuotaCommand, { QuotaCode: 'L-B99A9384' }).resolves(answers.aQuota(10)),
      'warn quota of functions at once: 10; fanOutConcurrency alone may use 50',
    ],
    [
      'a raised quota that the alarm does not know',
      () => quotas.on(GetServiceQuotaCommand, { QuotaCode: 'L-9ED1E49A' }).resolves(answers.aQuota(2500)),
      'warn quota of new connections per second: 2500; the alarm measures against 500',
    ],
    [
      'an alarm that is on',
      () =>
        cloudWatch.on(DescribeAlarmsCommand).resolves(answers.theAlarms({ 'parley-prod-send-p99': 'ALARM' })),
      'fail alarm parley-prod-send-p99: is on',
    ],
    [
      'alarms that nobody hears',
      () =>
        sns
          .on(ListSubscriptionsByTopicCommand, { TopicArn: answers.alarmTopicArn })
          .resolves(answers.theSubscriptions('PendingConfirmation')),
      'warn alarm topic: nobody has subscribed, or confirmed it',
    ],
    [
      'what the credentials may not read',
      () =>
        elastiCache
          .on(DescribeServerlessCachesCommand)
          .rejects(named('AccessDeniedException', 'not authorized')),
      'unknown cache Cache: AccessDeniedException: not authorized',
    ],
  ];

  it.each(ill)('finds %s, what to do, and nothing else', async (_what, makeIll, expected) => {
    makeIll();
    expect(await complaints()).toEqual([expected]);
    const findings = await examine();
    expect(isHealthy(findings)).toBe(expected.startsWith('warn'));
    const advice = findings.find(({ verdict }) => verdict !== 'ok')!.advice!;
    expect(advice).toBeDefined();
    expect([undefined, ...chaptersOfRunbook()]).toContain(chapterIn(advice));
  });

  it('says of a stage that is not there that it is not deployed', async () => {
    cloudFormation
      .on(DescribeStacksCommand)
      .rejects(named('ValidationError', 'Stack with id x does not exist'));
    for (const StackName of answers.stackNames)
      cloudFormation
        .on(DescribeStacksCommand, { StackName })
        .rejects(named('ValidationError', `Stack with id ${StackName} does not exist`));
    cloudWatch.on(DescribeAlarmsCommand).resolves(answers.theAlarms({}));
    expect(await complaints()).toEqual([
      ...answers.stackNames.map((name) => `fail ${name}: is not deployed`),
      'fail alarms: there are none',
    ]);
  });

  it('looks a quota up among the defaults where the account has none of its own', async () => {
    quotas.on(GetServiceQuotaCommand).rejects(named('NoSuchResourceException'));
    for (const QuotaCode of ['L-8A5B8E43', 'L-9ED1E49A', 'L-B99A9384'])
      quotas.on(GetServiceQuotaCommand, { QuotaCode }).rejects(named('NoSuchResourceException'));
    quotas.on(GetAWSDefaultServiceQuotaCommand).resolves(answers.aQuota(500));
    expect(await complaints()).toEqual(['warn quota of requests per second: 500; throttleRate is 1000']);
  });

  it('does not begin without credentials', async () => {
    for (const StackName of answers.stackNames)
      cloudFormation.on(DescribeStacksCommand, { StackName }).rejects(named('CredentialsProviderError'));
    await expect(examine()).rejects.toThrow(NoCredentials);
  });

  it('only reads', async () => {
    await examine();
    const names = mocks.flatMap((mock) =>
      mock.calls().map(({ args: [command] }) => command.constructor.name),
    );
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(name).toMatch(/^(Get|Describe|List)/);
  });
});
