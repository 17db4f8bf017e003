import { resolved } from '../../synth/rendition';
import { resourcesOf, synthesize, templateOf } from '../../synth/synthesize';

const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/8c1f9a2e';
const domain = { domainName: 'chat.example.com', certificateArn };
const { chat } = synthesize('prod', domain);
const withZone = synthesize('prod', {
  ...domain,
  hostedZoneId: 'Z0123456789',
  hostedZoneName: 'example.com',
});

const [[domainId] = ['']] = resourcesOf(chat, 'AWS::ApiGatewayV2::DomainName');

describe('GatewayDomain', () => {
  it('takes the name with its certificate, and nothing older than TLS 1.2', () => {
    templateOf(chat).hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'chat.example.com',
      DomainNameConfigurations: [
        { CertificateArn: certificateArn, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
      ],
    });
  });

  it('leads the name to the stage', () => {
    templateOf(chat).hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
      DomainName: { Ref: domainId },
      ApiId: { Ref: 'GatewayApi4EDF2151' },
      Stage: 'prod',
    });
  });

  it('tells clients the name, and its owner where it must point to', () => {
    const { WebSocketUrl, DomainTarget } = chat.Outputs!;
    expect(WebSocketUrl!.Value).toBe('wss://chat.example.com');
    expect(resolved(DomainTarget!.Value)).toBe(`\${${domainId}.RegionalDomainName}`);
  });

  it('lets functions post by the address of API Gateway all the same', () => {
    const addresses = resourcesOf(chat, 'AWS::Lambda::Function').flatMap(([, { Properties }]) => {
      const { Variables } = resolved(Properties['Environment']) as { Variables: Record<string, string> };
      return Variables['CALLBACK_URL'] ?? [];
    });
    expect(new Set(addresses)).toEqual(
      new Set(['https://${GatewayApi4EDF2151}.execute-api.us-east-1.${AWS::URLSuffix}/prod']),
    );
  });

  it('writes the record if it has a zone, and else none', () => {
    templateOf(chat).resourceCountIs('AWS::Route53::RecordSet', 0);
    templateOf(withZone.chat).hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'chat.example.com.',
      Type: 'A',
      HostedZoneId: 'Z0123456789',
      AliasTarget: { DNSName: { 'Fn::GetAtt': [domainId, 'RegionalDomainName'] } },
    });
  });

  it('is not made without a name', () => {
    const { chat: plain } = synthesize('prod');
    templateOf(plain).resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
    expect(resolved(plain.Outputs!['WebSocketUrl']!.Value)).toMatch(
      /^wss:\/\/\$\{GatewayApi\w+\}\.execute-api/,
    );
  });
});
