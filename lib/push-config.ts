import { flag, option, texts, type Accepts } from './config-option';

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

export const pushOptions = {
  pushApplications: option('pushApplications', platformApplications, []),
  pushPreview: option('pushPreview', flag, false),
};

/** Those that the local runtime has from the start. */
export const localPushApplications = ['APNS', 'APNS_SANDBOX', 'GCM'].map(
  (platform) => `arn:aws:sns:us-east-1:000000000000:app/${platform}/local`,
);
