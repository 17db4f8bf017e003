import type { Platform } from '../../protocol';

const platforms: Readonly<Partial<Record<string, Platform>>> = {
  APNS: 'APNS',
  APNS_SANDBOX: 'APNS_SANDBOX',
  GCM: 'FCM',
};

/** The ARNs of platform applications, separated by commas, by platform: an ARN names its own. `off` names none. */
export function decodeApplications(arns: string): Partial<Record<Platform, string>> {
  const entries = arns.split(',').flatMap((arn) => {
    const platform = platforms[/:app\/([A-Z_]+)\//.exec(arn)?.[1] ?? ''];
    return platform === undefined ? [] : [[platform, arn] as const];
  });
  return Object.fromEntries(entries);
}
