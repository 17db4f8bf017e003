import { randomUUID } from 'node:crypto';
import { parseObject, textOf } from '../json';
import { type Log } from '../log';
import { SnsFault } from './sns-fault';

/** A notification that a phone would have got. */
export interface Push {
  readonly endpointArn: string;
  readonly token: string;
  /** What the platform gets: the message of its name in a JSON structure, else the message. */
  readonly payload: string;
  readonly attributes: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, string>>;

const PLATFORMS = ['APNS', 'APNS_SANDBOX', 'GCM'];

const KEPT_PUSHES = 10_000;

const needed = (fields: Fields, key: string): string => {
  const value = fields[key];
  if (value) return value;
  throw new SnsFault('InvalidParameter', `Invalid parameter: ${key} Reason: must not be empty`);
};

const isSame = (one: Fields, other: Fields): boolean =>
  ['CustomUserData', 'Enabled'].every((key) => (one[key] ?? '') === (other[key] ?? ''));

/** `Attributes.entry.N.key` / `.value`, and the same with `MessageAttributes`, as the query protocol writes a map. */
const mapIn = (fields: Fields, name: string, value: string): Fields => {
  const pattern = new RegExp(`^${name}\\.entry\\.(\\d+)\\.${value === 'value' ? 'key' : 'Name'}$`);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, mapKey]) => {
      const index = pattern.exec(key)?.[1];
      return index === undefined ? [] : [[mapKey, fields[`${name}.entry.${index}.${value}`] ?? ''] as const];
    }),
  );
};

/** Platform applications with their endpoints, as SNS keeps them. No phone is reached: what is published is recorded. */
export class PushPlatforms {
  readonly pushes: Push[] = [];
  private readonly applications = new Map<string, Fields>();

  constructor(
    applicationArns: readonly string[],
    private readonly log: Log,
    /** By ARN. */
    private readonly endpoints = new Map<string, Fields>(),
  ) {
    for (const arn of applicationArns) this.applications.set(arn, { Enabled: 'true' });
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
    this.pushes.push({ endpointArn, token: endpoint['Token'] ?? '', payload, attributes });
    if (this.pushes.length > KEPT_PUSHES) this.pushes.shift();
    this.log(`push    ${platform} ${endpoint['Token'] ?? ''}: ${payload}`);
    return { MessageId: randomUUID() };
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
