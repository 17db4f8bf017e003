import { ConfigError, flag, option, texts, type Accepts, type Given } from './config-option';

/** One for each platform at most: a phone registers with the one of its platform. */
const platformApplications: Accepts<readonly string[]> = {
  words:
    'a list of ARNs arn:aws:sns:REGION:ACCOUNT:app/PLATFORM/NAME, one for each of APNS, APNS_SANDBOX and GCM',
  parse: (raw) => {
    const list = texts(raw);
    const platforms = (list ?? []).map((arn) => applicationArn.exec(arn)?.[1]);
    const areDistinct = new Set(platforms).size === platforms.length;
    return areDistinct && !platforms.includes(undefined) ? list : undefined;
  },
};

const applicationArn = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:app\/(APNS|APNS_SANDBOX|GCM)\/[\w.-]{1,256}$/;

/** A secret with the credentials of one platform application, in one version. */
export interface PushSecret {
  /** As SNS names it. */
  readonly platform: 'APNS' | 'APNS_SANDBOX' | 'GCM';
  readonly secretArn: string;
  readonly versionId: string;
}

const pushSecret =
  /^(APNS|APNS_SANDBOX|FCM)=(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+)#([\w-]{32,64})$/;

const pushSecrets: Accepts<readonly PushSecret[]> = {
  words:
    'a list of PLATFORM=SECRET_ARN#VERSION_ID, one for each of APNS, APNS_SANDBOX and FCM, with the whole ARN of the secret',
  parse: (raw) => {
    const secrets = texts(raw)?.map(secretIn);
    const all = secrets?.filter((secret) => secret !== undefined);
    const platforms = new Set(all?.map(({ platform }) => platform));
    return all?.length === secrets?.length && platforms.size === all?.length ? all : undefined;
  },
};

function secretIn(text: string): PushSecret | undefined {
  const [, platform = '', secretArn = '', versionId = ''] = pushSecret.exec(text) ?? [];
  if (platform === 'APNS' || platform === 'APNS_SANDBOX') return { platform, secretArn, versionId };
  return platform === 'FCM' ? { platform: 'GCM', secretArn, versionId } : undefined;
}

/** @throws ConfigError if a platform has both an application and a secret to make one of. */
export function pushOf(given: Given): {
  readonly pushApplications: readonly string[];
  readonly pushSecrets: readonly PushSecret[];
} {
  const [applications, secrets] = [pushOptions.pushApplications(given), pushOptions.pushSecrets(given)];
  const twice = secrets.find(({ platform }) => applications.some((arn) => arn.includes(`:app/${platform}/`)));
  if (twice)
    throw new ConfigError(
      `parley:pushApplications and parley:pushSecrets both name ${twice.platform}; a platform has one application. ` +
        'Remove one of the two.',
    );
  return { pushApplications: applications, pushSecrets: secrets };
}

export const pushOptions = {
  pushApplications: option('pushApplications', platformApplications, []),
  pushSecrets: option('pushSecrets', pushSecrets, []),
  pushPreview: option('pushPreview', flag, false),
};

/** Those that the local runtime has from the start. */
export const localPushApplications = ['APNS', 'APNS_SANDBOX', 'GCM'].map(
  (platform) => `arn:aws:sns:us-east-1:000000000000:app/${platform}/local`,
);
