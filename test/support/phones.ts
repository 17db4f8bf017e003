import { randomUUID } from 'node:crypto';
import type { Push } from '../../local/aws/push-platforms';
import type { Runtime } from '../../local/runtime-options';
import type { RawClient } from './local-runtime';

/** Registers a phone of the client's user; answers its token. */
export async function aPhone(client: RawClient, deviceId = 'phone', platform = 'FCM'): Promise<string> {
  const token = randomUUID().replaceAll('-', '');
  await client.request('registerDevice', { deviceId, platform, token });
  return token;
}

/** The pushes that a phone has got, the oldest first. */
export const pushesTo = (runtime: Runtime, token: string): Push[] =>
  runtime.pushes().filter((push) => push.token === token);

/** The first push to a phone that fits, which may still be under way. */
export async function pushTo(
  runtime: Runtime,
  token: string,
  fits: (push: Push) => boolean = () => true,
): Promise<Push> {
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 20) {
    const push = pushesTo(runtime, token).find(fits);
    if (push !== undefined) return push;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no such push in 30 s; got ${JSON.stringify(pushesTo(runtime, token))}`);
}

/** What a push tells an app for Android. */
export function dataOf({ payload }: Push): Record<string, string> {
  const { fcmV1Message } = JSON.parse(payload) as {
    fcmV1Message: { message: { data: Record<string, string> } };
  };
  return fcmV1Message.message.data;
}
