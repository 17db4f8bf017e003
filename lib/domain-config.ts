import { matching, needed, option, refusal, type Given } from './config-option';

/** A name of your own for the endpoint, or for the page. */
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
  webDomainName: option<string | undefined>('webDomainName', hostName, undefined),
  webCertificateArn: option<string | undefined>('webCertificateArn', certificate, undefined),
  hostedZoneId: option<string | undefined>('hostedZoneId', zoneId, undefined),
  hostedZoneName: option<string | undefined>('hostedZoneName', hostName, undefined),
};

const ofSocket = { name: 'domainName', certificate: 'certificateArn' } as const;

const ofPage = { name: 'webDomainName', certificate: 'webCertificateArn' } as const;

/** @throws ConfigError if one option of the socket's domain lacks another, or does not go with it. */
export function domainOf(given: Given, region: string): DomainConfig | undefined {
  const domain = pairOf(given, ofSocket);
  if (domain) refuseElsewhere(domain, ofSocket.certificate, { region, who: 'the stacks are' });
  return domain;
}

/** @throws ConfigError likewise for the page's domain. CloudFront reads certificates of us-east-1 only. */
export function webDomainOf(given: Given): DomainConfig | undefined {
  const domain = pairOf(given, ofPage);
  if (domain)
    refuseElsewhere(domain, ofPage.certificate, { region: 'us-east-1', who: 'CloudFront takes it from' });
  return domain;
}

function pairOf(given: Given, keys: typeof ofSocket | typeof ofPage): DomainConfig | undefined {
  const name = domainOptions[keys.name](given);
  const certificateArn = domainOptions[keys.certificate](given);
  const hostedZone = hostedZoneOf(given);
  if (name === undefined && certificateArn === undefined) return undefined;
  return {
    name: needed(keys.name, name, `parley:${keys.certificate}`),
    certificateArn: needed(keys.certificate, certificateArn, `parley:${keys.name}`),
    ...(hostedZone && { hostedZone }),
  };
}

/** The zone of every name that is given; there must be one. */
function hostedZoneOf(given: Given): DomainConfig['hostedZone'] {
  const id = domainOptions.hostedZoneId(given);
  const name = domainOptions.hostedZoneName(given);
  if (id === undefined && name === undefined) return undefined;
  const zone = {
    id: needed('hostedZoneId', id, 'parley:hostedZoneName'),
    name: needed('hostedZoneName', name, 'parley:hostedZoneId'),
  };
  const names = [domainOptions.domainName(given), domainOptions.webDomainName(given)].filter(
    (each) => each !== undefined,
  );
  needed('domainName', names[0], 'parley:hostedZoneId');
  const outside = names.find((each) => each !== zone.name && !each.endsWith(`.${zone.name}`));
  if (outside === undefined) return zone;
  throw refusal('hostedZoneName', zone.name, `a zone that holds ${outside}`);
}

/** A certificate of another region is refused late: when the stack is half deployed. */
function refuseElsewhere(
  { certificateArn }: DomainConfig,
  key: string,
  { region, who }: { region: string; who: string },
): void {
  if (certificateArn.split(':')[3] === region) return;
  throw refusal(key, certificateArn, `a certificate in ${region}, where ${who}`);
}
