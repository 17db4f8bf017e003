import { randomUUID } from 'node:crypto';
import { parseObject, textOf } from '../json';
import { type Log } from '../log';
import { mapIn, type Fields } from './form-map';
import { SnsFault } from './sns-fault';

/** A notification that a phone would have got. */
export interface Push {
  readonly endpointArn: string;
  readonly token: string;
  /** What the platform gets: the message of its name in a JSON structure, else the message. */
  readonly payload: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const PLATFORMS = ['APNS', 'APNS_SANDBOX', 'GCM'];

/** As users of SNS report it; AWS documents neither the rule nor the words. */
const flawOf = (platform: string, token: string): string | undefined => {
  if (platform === 'GCM')
    return Buffer.byteLength(token) > 8192 ? 'must be at most 8192 bytes long in UTF-8 encoding' : undefined;
  return /^[0-9a-f]{1,400}$/i.test(token)
    ? undefined
    : 'iOS device tokens must be no more than 400 hexadecimal characters';
};

const KEPT_PUSHES = 10_000;

const needed = (fields: Fields, key: string): string => {
  const value = fields[key];
  if (value) return value;
  throw new SnsFault('InvalidParameter', `Invalid parameter: ${key} Reason: must not be empty`);
};

const isSame = (one: Fields, other: Fields): boolean =>
  ['CustomUserData', 'Enabled'].every((key) => (one[key] ?? '') === (other[key] ?? ''));

export interface PushPlatformsOptions {
  readonly applicationArns: readonly string[];
  readonly log: Log;
  /** By ARN. @default none */
  readonly endpoints?: Map<string, Fields>;
  /** Publishes to a topic what became of a push. */
  readonly tell: (topicArn: string, event: { readonly subject: string; readonly message: string }) => void;
}

/** Platform applications with their endpoints, as SNS keeps them. No phone is reached: what is published is recorded. */
export class PushPlatforms {
  readonly pushes: Push[] = [];
  private readonly applications = new Map<string, Fields>();
  private readonly endpoints: Map<string, Fields>;
  /** Endpoints whose app is gone from the phone, which nobody but the platform knows. */
  private readonly gone = new Set<string>();

  constructor(private readonly options: PushPlatformsOptions) {
    this.endpoints = options.endpoints ?? new Map<string, Fields>();
    for (const arn of options.applicationArns) this.applications.set(arn, { Enabled: 'true' });
  }

  /**
   * From now on the platform refuses the token: the next push is taken, comes to nothing, disables the endpoint, and is
   * told to the topic of the application's EventDeliveryFailure.
   */
  removeApp(endpointArn: string): void {
    this.endpoint(endpointArn);
    this.gone.add(endpointArn);
  }

  /** What a platform does to an endpoint whose app is gone from the phone. */
  disable(endpointArn: string): void {
    this.endpoints.set(endpointArn, { ...this.endpoint(endpointArn), Enabled: 'false' });
  }

  /** The fields of the answer; a map stands for attributes. Throws SnsFault. */
  answer(action: string, fields: Fields): Record<string, string | Fields> {
    switch (action) {
      case 'CreatePlatformApplication':
        return this.createApplication(fields);
      case 'GetPlatformApplicationAttributes':
        return { Attributes: this.application(needed(fields, 'PlatformApplicationArn')) };
      case 'SetPlatformApplicationAttributes':
        return this.setApplication(fields);
      case 'CreatePlatformEndpoint':
        return this.createEndpoint(fields);
      case 'GetEndpointAttributes':
        return { Attributes: this.endpoint(needed(fields, 'EndpointArn')) };
      case 'SetEndpointAttributes':
        return this.setEndpoint(fields);
      case 'DeleteEndpoint':
        this.endpoints.delete(needed(fields, 'EndpointArn'));
        return {};
      case 'Publish':
        return this.publish(fields);
      default:
        throw new SnsFault('InvalidAction', `The local runtime does not emulate SNS ${action}.`);
    }
  }

  private createApplication(fields: Fields): Record<string, string> {
    const platform = needed(fields, 'Platform');
    if (!PLATFORMS.includes(platform))
      throw new SnsFault(
        'InvalidParameter',
        `Invalid parameter: Platform Reason: ${platform} is not supported`,
      );
    const [anyArn = 'arn:aws:sns:us-east-1:000000000000:app/GCM/local'] = this.applications.keys();
    const arn = `${anyArn.split(':').slice(0, 5).join(':')}:app/${platform}/${needed(fields, 'Name')}`;
    this.applications.set(arn, { Enabled: 'true', ...mapIn(fields, 'Attributes', 'value') });
    return { PlatformApplicationArn: arn };
  }

  private setApplication(fields: Fields): Record<string, string> {
    const arn = needed(fields, 'PlatformApplicationArn');
    this.applications.set(arn, { ...this.application(arn), ...mapIn(fields, 'Attributes', 'value') });
    return {};
  }

  /** The same token with the same attributes is the same endpoint, also a disabled one. */
  private createEndpoint(fields: Fields): Record<string, string> {
    const applicationArn = needed(fields, 'PlatformApplicationArn');
    this.application(applicationArn);
    const Token = needed(fields, 'Token');
    const flaw = flawOf(applicationArn.split('/')[1] ?? '', Token);
    if (flaw !== undefined)
      throw new SnsFault('InvalidParameter', `Invalid parameter: Token Reason: ${flaw}`);
    const wanted = { ...mapIn(fields, 'Attributes', 'value') };
    const prefix = `${applicationArn.replace(':app/', ':endpoint/')}/`;
    const found = [...this.endpoints].find(([arn, at]) => arn.startsWith(prefix) && at['Token'] === Token);
    if (found === undefined) {
      const arn = `${prefix}${randomUUID()}`;
      this.endpoints.set(arn, { Enabled: 'true', Token, ...wanted });
      return { EndpointArn: arn };
    }
    const [arn, attributes] = found;
    if (isSame(attributes, { Enabled: attributes['Enabled'] ?? '', ...wanted })) return { EndpointArn: arn };
    throw new SnsFault(
      'InvalidParameter',
      `Invalid parameter: Token Reason: Endpoint ${arn} already exists with the same Token, but different attributes.`,
    );
  }

  private setEndpoint(fields: Fields): Record<string, string> {
    const arn = needed(fields, 'EndpointArn');
    this.endpoints.set(arn, { ...this.endpoint(arn), ...mapIn(fields, 'Attributes', 'value') });
    return {};
  }

  private publish(fields: Fields): Record<string, string> {
    const endpointArn = needed(fields, 'TargetArn');
    const endpoint = this.endpoints.get(endpointArn);
    if (endpoint === undefined)
      throw new SnsFault(
        'InvalidParameter',
        'Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified',
      );
    if (endpoint['Enabled'] !== 'true') throw new SnsFault('EndpointDisabled', 'Endpoint is disabled');
    const platform = endpointArn.split('/')[1] ?? '';
    const payload = payloadFor(platform, fields);
    const attributes = mapIn(fields, 'MessageAttributes', 'Value.StringValue');
    const MessageId = randomUUID();
    if (this.gone.has(endpointArn)) {
      this.failDelivery(endpointArn, MessageId);
      return { MessageId };
    }
    this.pushes.push({ endpointArn, token: endpoint['Token'] ?? '', payload, attributes });
    if (this.pushes.length > KEPT_PUSHES) this.pushes.shift();
    this.options.log(`push    ${platform} ${endpoint['Token'] ?? ''}: ${payload}`);
    return { MessageId };
  }

  private failDelivery(endpointArn: string, messageId: string): void {
    this.disable(endpointArn);
    const applicationArn = applicationOf(endpointArn);
    const topicArn = this.applications.get(applicationArn)?.['EventDeliveryFailure'];
    this.options.log(`push    refused by the platform: ${endpointArn} is disabled`);
    if (topicArn) this.options.tell(topicArn, deliveryFailure({ endpointArn, applicationArn, messageId }));
  }

  private application(arn: string): Fields {
    const found = this.applications.get(arn);
    if (found === undefined) throw new SnsFault('NotFound', 'PlatformApplication does not exist');
    return found;
  }

  private endpoint(arn: string): Fields {
    const found = this.endpoints.get(arn);
    if (found === undefined) throw new SnsFault('NotFound', 'Endpoint does not exist');
    return found;
  }
}

/** `…:endpoint/GCM/name/id` belongs to `…:app/GCM/name`. */
const applicationOf = (endpointArn: string): string =>
  endpointArn.replace(':endpoint/', ':app/').replace(/\/[^/]+$/, '');

/** What SNS tells of a push that the platform refused because of the token. */
const deliveryFailure = (failed: {
  readonly endpointArn: string;
  readonly applicationArn: string;
  readonly messageId: string;
}): { subject: string; message: string } => {
  const [, platform = '', name = ''] = failed.applicationArn.split('/');
  return {
    subject: `DeliveryFailure event for app ${name} (${platform})`,
    message: JSON.stringify({
      DeliveryAttempts: 1,
      EndpointArn: failed.endpointArn,
      EventType: 'DeliveryFailure',
      FailureMessage: 'Platform token associated with the endpoint is not valid',
      FailureType: 'InvalidPlatformToken',
      MessageId: failed.messageId,
      Resource: failed.applicationArn,
      Service: 'SNS',
      Time: new Date().toISOString(),
    }),
  };
};

const payloadFor = (platform: string, fields: Fields): string => {
  const message = needed(fields, 'Message');
  if (fields['MessageStructure'] !== 'json') return message;
  const structure = parseObject(message);
  const payload = textOf(structure?.[platform]) ?? textOf(structure?.['default']);
  if (payload !== undefined) return payload;
  throw new SnsFault(
    'InvalidParameter',
    'Invalid parameter: Message Structure - No default entry in JSON message body',
  );
};
