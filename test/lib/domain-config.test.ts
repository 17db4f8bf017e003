import { domainOf } from '../../lib/domain-config';

const certificateArn = 'arn:aws:acm:eu-central-1:111122223333:certificate/8c1f9a2e-1111';
const domain = { domainName: 'chat.example.com', certificateArn };
const zone = { hostedZoneId: 'Z0123456789', hostedZoneName: 'example.com' };

const read = (given: Record<string, unknown>) => domainOf(given, 'eu-central-1');

describe('domainOf', () => {
  it('is nothing unless a name is given', () => {
    expect(read({})).toBeUndefined();
  });

  it('takes a name with its certificate, and a zone for its record', () => {
    expect(read(domain)).toEqual({ name: 'chat.example.com', certificateArn });
    expect(read({ ...domain, ...zone })).toEqual({
      name: 'chat.example.com',
      certificateArn,
      hostedZone: { id: 'Z0123456789', name: 'example.com' },
    });
  });

  it('takes the name of the zone itself', () => {
    expect(read({ ...domain, ...zone, domainName: 'example.com' })).toMatchObject({ name: 'example.com' });
  });

  it.each([
    ['parley:certificateArn is not set, and parley:domainName needs it', { domainName: 'chat.example.com' }],
    ['parley:domainName is not set, and parley:certificateArn needs it', { certificateArn }],
    ['parley:domainName is not set, and parley:hostedZoneId needs it', zone],
    ['parley:hostedZoneName is not set, and parley:hostedZoneId needs it', { ...domain, hostedZoneId: 'Z1' }],
    [
      'parley:hostedZoneId is not set, and parley:hostedZoneName needs it',
      { ...domain, hostedZoneName: 'example.com' },
    ],
  ])('says that %s', (message, given) => {
    expect(() => read(given)).toThrow(message);
  });

  it('refuses a certificate of another region, which API Gateway would refuse late', () => {
    expect(() => domainOf(domain, 'us-east-1')).toThrow(
      `parley:certificateArn is "${certificateArn}", allowed is a certificate in us-east-1`,
    );
  });

  it.each(['ample.com', 'example.org', 'a.chat.example.com'])('refuses the zone %s', (hostedZoneName) => {
    expect(() => read({ ...domain, ...zone, hostedZoneName })).toThrow(
      'allowed is a zone that holds chat.example.com',
    );
  });

  it.each([
    ['domainName', 'https://chat.example.com'],
    ['domainName', 'Chat.example.com'],
    ['domainName', 'localhost'],
    ['domainName', '-chat.example.com'],
    ['certificateArn', 'arn:aws:iam::111122223333:server-certificate/x'],
    ['hostedZoneId', '/hostedzone/Z1'],
    ['hostedZoneName', 'example.com.'],
  ])('refuses %s %s', (key, value) => {
    expect(() => read({ ...domain, ...zone, [key]: value })).toThrow(
      `parley:${key} is ${JSON.stringify(value)}, allowed is `,
    );
  });
});
