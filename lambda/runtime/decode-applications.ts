import type { Platform } from '../../protocol';
import { platformOf } from '../contract/push-platforms';

/** The ARNs of platform applications, separated by commas, by platform: an ARN names its own. `off` names none. */
export function decodeApplications(arns: string): Partial<Record<Platform, string>> {
  const entries = arns.split(',').flatMap((arn) => {
    const platform = platformOf(arn);
    return platform === undefined ? [] : [[platform, arn] as const];
  });
  return Object.fromEntries(entries);
}
