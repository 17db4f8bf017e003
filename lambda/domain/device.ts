import { createHash } from 'node:crypto';
import type { Platform } from '../../protocol';

/** An app on a phone that is reached by push. tokenHash: of platform and token, which is stored nowhere but in SNS. */
export interface Device {
  userId: string;
  deviceId: string;
  platform: Platform;
  endpointArn: string;
  tokenHash: string;
  isEnabled: boolean;
}

/** The one device that a token belongs to. */
export type TokenOwner = Pick<Device, 'userId' | 'deviceId'>;

export interface DeviceStore {
  get(userId: string, deviceId: string): Promise<Device | undefined>;
  list(userId: string): Promise<Device[]>;
  put(device: Device): Promise<void>;
  /** Removes the device if it still has this token. */
  remove(device: Pick<Device, 'userId' | 'deviceId' | 'tokenHash'>): Promise<void>;
  /** Removes the device if it still has this endpoint. */
  forget(device: Pick<Device, 'userId' | 'deviceId' | 'endpointArn'>): Promise<void>;
  /** No more pushes until the app registers again. No error if it has another endpoint by now, or is gone. */
  disable(device: Pick<Device, 'userId' | 'deviceId' | 'endpointArn'>): Promise<void>;
  getOwner(tokenHash: string): Promise<TokenOwner | undefined>;
  /** Gives the token to another owner in place of the one that was read. Returns false if someone else was first. */
  replaceOwner(tokenHash: string, owner: TokenOwner, replaced: TokenOwner | undefined): Promise<boolean>;
  /** Removes the owner if it is still this one. */
  removeOwner(tokenHash: string, owner: TokenOwner): Promise<void>;
}

/** Where SNS reaches an app. It is not enabled once the platform has refused the token. */
export interface Endpoint {
  platform: Platform;
  token: string;
  isEnabled: boolean;
}

export interface PlatformEndpoints {
  /**
   * The enabled endpoint of the token, made if there is none. undefined: nothing is pushed to this platform. Throws
   * ChatError bad_request for a token that the push service does not take.
   */
  ensure(platform: Platform, token: string): Promise<string | undefined>;
  /** One that is gone is no error. */
  remove(endpointArn: string): Promise<void>;
  /** undefined: there is none. */
  find(endpointArn: string): Promise<Endpoint | undefined>;
}

/** What a phone is told. badge: chats with something unread. text: of the message, only if previews are on. */
export interface Notification {
  chatId: string;
  seq: number;
  badge: number;
  text?: string;
}

/**
 * sent: the platform will see to it. disabled: the platform has told that the app is gone, or takes nothing any more.
 * gone: there is no such endpoint. refused: trying again would not help.
 */
export type SendOutcome = 'sent' | 'disabled' | 'gone' | 'refused';

export interface PushSender {
  /** Throws if trying again later may help. */
  send(device: Pick<Device, 'platform' | 'endpointArn'>, notification: Notification): Promise<SendOutcome>;
}

/** What a token is known by. Tokens of APNs are hexadecimal, and come back from SNS in lower case. */
export function tokenHashOf(platform: Platform, token: string): string {
  const same = platform === 'FCM' ? token : token.toLowerCase();
  return createHash('sha256')
    .update(JSON.stringify([platform, same]))
    .digest('base64url');
}
