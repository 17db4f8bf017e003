import { tokenHashOf, type DeviceStore, type PlatformEndpoints } from './device';
import type { Runtime } from './ports';

/** A push that a platform did not take, of which SNS tells some time after it took the push. */
export interface PushFailure {
  endpointArn: string;
  /** A word of SNS. */
  reason: string;
}

export interface FailurePorts {
  devices: DeviceStore;
  endpoints: Pick<PlatformEndpoints, 'find'>;
  runtime: Runtime;
}

/**
 * No more pushes to a device whose endpoint the platform has refused, until its app registers again. What counts is the
 * endpoint as it is now: the app may have registered again since, and the event may come late or twice. One that is gone
 * the next push finds out. One that is enabled all the same failed through no fault of the phone: the credentials of
 * the application may have expired.
 */
export async function heedPushFailure(
  { devices, endpoints, runtime }: FailurePorts,
  { endpointArn, reason }: PushFailure,
): Promise<void> {
  const endpoint = await endpoints.find(endpointArn);
  if (endpoint === undefined) return;
  if (endpoint.isEnabled) {
    runtime.count('push_failed');
    runtime.report('a push failed at its platform', { reason });
    return;
  }
  const owner = await devices.getOwner(tokenHashOf(endpoint.platform, endpoint.token));
  if (owner !== undefined) await devices.disable({ ...owner, endpointArn });
}
