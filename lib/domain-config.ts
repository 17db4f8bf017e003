import { matching, needed, option, refusal, type Given } from './config-option';

/** A name of your own for the endpoint. */
export interface DomainConfig {
  readonly name: string;
  readonly certificateArn: string;
  readonly hostedZone?: { readonly id: string; readonly name: string };
}

const hostName = matching(
  /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
  'a host name in lower case such as chat.example.com',
);

const certificate = matching(
  /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
  'the ARN of a certificate: arn:aws:acm:REGION:ACCOUNT:certificate/ID',
);

const zoneId = matching(/^Z[A-Z0-9]+$/, 'the id of a hosted zone such as Z0123456789ABCDEFGHIJ');

export const domainOptions = {
  domainName: option<string | undefined>('domainName', hostName, undefined),
  certificateArn: option<string | undefined>('certificateArn', certificate, undefined),
  hostedZoneId: option<string | undefined>('hostedZoneId', zoneId, undefined),
  hostedZoneName: option<string | undefined>('hostedZoneName', hostName, undefined),
};

/** @throws ConfigError if one option of the domain lacks another, or does not go with it. */
export function domainOf(given: Given, region: string): DomainConfig | undefined {
  const name = domainOptions.domainName(given);
  const certificateArn = domainOptions.certificateArn(given);
  const hostedZone = hostedZoneOf(given, name);
  if (name === undefined && certificateArn === undefined) return undefined;
  return {
    name: needed('domainName', name, 'parley:certificateArn'),
    certificateArn: inRegion(needed('certificateArn', certificateArn, 'parley:domainName'), region),
    ...(hostedZone && { hostedZone }),
  };
}

function hostedZoneOf(given: Given, domainName: string | undefined): DomainConfig['hostedZone'] {
  const id = domainOptions.hostedZoneId(given);
  const name = domainOptions.hostedZoneName(given);
  if (id === undefined && name === undefined) return undefined;
  const zone = {
    id: needed('hostedZoneId', id, 'parley:hostedZoneName'),
    name: needed('hostedZoneName', name, 'parley:hostedZoneId'),
  };
  const domain = needed('domainName', domainName, 'parley:hostedZoneId');
  if (domain === zone.name || domain.endsWith(`.${zone.name}`)) return zone;
  throw refusal('hostedZoneName', zone.name, `a zone that holds ${domain}`);
}

/** API Gateway takes certificates of its own region only, and says so late: when the stack is half deployed. */
function inRegion(certificateArn: string, region: string): string {
  if (certificateArn.split(':')[3] === region) return certificateArn;
  throw refusal('certificateArn', certificateArn, `a certificate in ${region}, where the stacks are`);
}
