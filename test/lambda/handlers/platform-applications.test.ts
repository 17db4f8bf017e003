import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreatePlatformApplicationCommand,
  InvalidParameterException,
  NotFoundException,
  SetPlatformApplicationAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { handler } from '../../../lambda/handlers/platform-applications';
import { CloudFormationListener } from '../../support/cloud-formation-listener';

const secretsManager = mockClient(SecretsManagerClient);
const sns = mockClient(SNSClient);

const canary = 'canary-of-the-private-key';
const apnsSecret = JSON.stringify({
  signingKey: canary,
  keyId: 'KEY',
  teamId: 'TEAM',
  bundleId: 'org.parley',
});
const fcmSecret = JSON.stringify({
  project_id: 'parley',
  private_key: canary,
  client_email: 'a@example.com',
});
const apns = 'arn:aws:sns:eu-central-1:123456789012:app/APNS/parley-prod';
const fcm = 'arn:aws:sns:eu-central-1:123456789012:app/GCM/parley-prod';
const credentials = {
  PlatformCredential: canary,
  PlatformPrincipal: 'KEY',
  ApplePlatformTeamID: 'TEAM',
  ApplePlatformBundleID: 'org.parley',
};

/** SNS as far as applications go: those that it has, by ARN. */
const applications = new Map<string, Record<string, string>>();

interface Moment {
  readonly call: 'read' | 'set' | 'create';
  readonly effect: 'before' | 'after';
}

/** The call at which the function ends, once: it never hears the answer. */
let dying: (Moment & { readonly resolve: () => void }) | undefined;

/** What a service does when it is called. */
async function around<T>(call: Moment['call'], work: () => Promise<T>): Promise<T> {
  const death = dying?.call === call ? dying : undefined;
  if (death === undefined) return work();
  dying = undefined;
  if (death.effect === 'after') await work().catch(() => undefined);
  death.resolve();
  return new Promise<T>(() => undefined);
}

const noSuchApplication = () =>
  new NotFoundException({ message: 'PlatformApplication does not exist', $metadata: {} });

const invalid = () =>
  new InvalidParameterException({ message: `Invalid parameter: ${canary} is not valid`, $metadata: {} });

function setAttributes(arn: string, attributes: Record<string, string>): Promise<object> {
  const found = applications.get(arn);
  if (found === undefined) return Promise.reject(noSuchApplication());
  applications.set(arn, { ...found, ...attributes });
  return Promise.resolve({});
}

function anEvent(
  changes: { RequestType?: string; secretVersion?: string; secret?: false; arn?: string } = {},
): CloudFormationCustomResourceEvent {
  const { RequestType = 'Create', secretVersion = 'v1', secret, arn = apns } = changes;
  return {
    RequestType,
    ResponseURL: listener.url,
    StackId: 'arn:stack',
    RequestId: 'request-1',
    LogicalResourceId: 'APNS',
    ...(RequestType !== 'Create' && { PhysicalResourceId: arn }),
    ResourceType: 'Custom::PlatformApplication',
    ServiceToken: 'arn:function',
    ResourceProperties: {
      ServiceToken: 'arn:function',
      ApplicationArn: arn,
      FailureTopicArn: 'arn:topic',
      ...(secret === undefined && { SecretArn: 'arn:secret', SecretVersionId: secretVersion }),
    },
  } as unknown as CloudFormationCustomResourceEvent;
}

const listener = new CloudFormationListener();

describe('platformApplications', () => {
  const logged: string[] = [];

  beforeAll(() => listener.start());
  afterAll(() => listener.stop());
  beforeEach(() => {
    listener.reset();
    applications.clear();
    logged.splice(0);
    secretsManager.reset();
    sns.reset();
    dying = undefined;
    secretsManager
      .on(GetSecretValueCommand)
      .callsFake(() => around('read', () => Promise.resolve({ SecretString: apnsSecret })));
    sns
      .on(SetPlatformApplicationAttributesCommand)
      .callsFake(({ PlatformApplicationArn: arn, Attributes }) =>
        around('set', () => setAttributes(arn as string, Attributes as never)),
      );
    sns.on(CreatePlatformApplicationCommand).callsFake(({ Name, Platform, Attributes }) =>
      around('create', () => {
        applications.set(
          `arn:aws:sns:eu-central-1:123456789012:app/${Platform}/${Name}`,
          Attributes as never,
        );
        return Promise.resolve({});
      }),
    );
    for (const stream of [process.stdout, process.stderr])
      jest.spyOn(stream, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    expect(JSON.stringify([logged, listener.answers])).not.toContain(canary);
  });

  it('makes an application of the secret, and answers with its ARN', async () => {
    await handler(anEvent());
    expect(applications).toEqual(new Map([[apns, { ...credentials, EventDeliveryFailure: 'arn:topic' }]]));
    expect(listener.answers).toEqual([
      {
        Status: 'SUCCESS',
        PhysicalResourceId: apns,
        StackId: 'arn:stack',
        RequestId: 'request-1',
        LogicalResourceId: 'APNS',
      },
    ]);
    expect(secretsManager.commandCalls(GetSecretValueCommand)[0]!.args[0].input).toEqual({
      SecretId: 'arn:secret',
      VersionId: 'v1',
    });
  });

  it('gives FCM the file of the service account as it is', async () => {
    secretsManager.on(GetSecretValueCommand).resolves({ SecretString: fcmSecret });
    await handler(anEvent({ arn: fcm }));
    expect(applications.get(fcm)).toEqual({
      PlatformCredential: fcmSecret,
      EventDeliveryFailure: 'arn:topic',
    });
  });

  it('hands over the credentials of a new version, to the application that has the endpoints', async () => {
    await handler(anEvent());
    secretsManager
      .on(GetSecretValueCommand, { VersionId: 'v2' })
      .resolves({ SecretString: apnsSecret.replace('KEY', 'KEY2') });
    await handler(anEvent({ RequestType: 'Update', secretVersion: 'v2' }));
    expect(applications.get(apns)).toMatchObject({ PlatformPrincipal: 'KEY2' });
    expect(sns.commandCalls(CreatePlatformApplicationCommand)).toHaveLength(1);
  });

  it('leaves the credentials of an application without a secret alone, and points it to the topic', async () => {
    applications.set(apns, { Enabled: 'true' });
    await handler(anEvent({ secret: false }));
    expect(applications.get(apns)).toEqual({ Enabled: 'true', EventDeliveryFailure: 'arn:topic' });
    expect(secretsManager.calls()).toHaveLength(0);
  });

  it('makes none without a secret, and says so', async () => {
    await handler(anEvent({ secret: false }));
    expect(listener.answers).toMatchObject([
      {
        Status: 'FAILED',
        PhysicalResourceId: 'APNS',
        Reason: 'unable to set up a platform application; there is none of this ARN, and no secret',
      },
    ]);
    expect(applications.size).toBe(0);
  });

  it('deletes nothing when it is taken out of the stack', async () => {
    await handler(anEvent());
    await handler(anEvent({ RequestType: 'Delete' }));
    expect(applications.size).toBe(1);
    expect(listener.answers[1]).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: apns });
    expect(sns.calls()).toHaveLength(2);
  });

  it.each([
    ['no JSON', 'the .p8 file itself', /secret of APNS; it is no JSON object/],
    ['lacking', JSON.stringify({ signingKey: canary }), /secret of APNS; missing keyId, teamId, bundleId/],
  ])('refuses a secret that is %s without quoting it', async (_, SecretString, reason) => {
    secretsManager.on(GetSecretValueCommand).resolves({ SecretString });
    await handler(anEvent());
    expect(listener.answers[0]!.Reason).toMatch(reason);
    expect(sns.calls()).toHaveLength(0);
  });

  it('names the error of a service and not its words, which may quote the credentials', async () => {
    sns.on(CreatePlatformApplicationCommand).rejects(invalid());
    await handler(anEvent());
    expect(listener.answers).toMatchObject([{ Status: 'FAILED', Reason: 'InvalidParameterException' }]);
    expect(logged.join()).toContain('a resource of the stack failed');
  });

  describe('dying at any call, and run again by Lambda', () => {
    const deaths = (['read', 'set', 'create'] as const).flatMap((call) =>
      (['before', 'after'] as const).map((effect): Moment => ({ call, effect })),
    );

    it.each(deaths)('$effect the first $call: ends with one application as wanted', async (moment) => {
      const died = new Promise<void>((resolve) => (dying = { ...moment, resolve }));
      void handler(anEvent());
      await died;
      expect(listener.answers).toEqual([]);
      await handler(anEvent());
      expect(applications).toEqual(new Map([[apns, { ...credentials, EventDeliveryFailure: 'arn:topic' }]]));
      expect(listener.answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: apns }]);
    });

    it('throws when CloudFormation does not take the answer, so that Lambda runs it again', async () => {
      listener.refuseOnce();
      await expect(handler(anEvent())).rejects.toThrow(/unable to answer CloudFormation; it said 503/);
      await handler(anEvent());
      expect(applications.size).toBe(1);
      expect(listener.answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: apns }]);
    });
  });
});
