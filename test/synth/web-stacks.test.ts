import { Match, Template } from 'aws-cdk-lib/assertions';
import { rendition, resolved } from './rendition';
import { outputsOf, resourcesOf, synthesize, templateOf, type StackTemplate } from './synthesize';

const dev = synthesize('dev', { region: 'eu-central-1' });
const named = synthesize('prod', {
  domainName: 'socket.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/8c1f9a2e',
  webDomainName: 'chat.example.com',
  webCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/8c1f9a2f',
  hostedZoneId: 'Z0123456789',
  hostedZoneName: 'example.com',
  identity: 'oidc',
  issuer: 'https://login.example.com/t1',
  audience: 'parley',
  webClientId: 'parley-web',
  webIssuerOrigins: ['https://tokens.example.com'],
});

const distribution = 'AWS::CloudFront::Distribution';

/** The directives of the Content-Security-Policy in the header, by their names. */
function directivesOf(policy: string): Record<string, string> {
  return Object.fromEntries(
    policy.split('; ').map((part) => [part.split(' ')[0]!, part.split(' ').slice(1).join(' ')]),
  );
}

function headersOf({ webHosting }: { webHosting: StackTemplate }) {
  const [[, policy] = []] = resourcesOf(webHosting, 'AWS::CloudFront::ResponseHeadersPolicy');
  return resolved(policy!.Properties['ResponseHeadersPolicyConfig']) as {
    SecurityHeadersConfig: Record<string, Record<string, string>>;
  };
}

const policyOf = (synthesis: typeof dev) =>
  directivesOf(
    headersOf(synthesis).SecurityHeadersConfig['ContentSecurityPolicy']!['ContentSecurityPolicy']!,
  );

describe('WebHostingStack', () => {
  it('is what the snapshot says in stage dev', () => {
    expect(rendition(dev.webHosting)).toMatchSnapshot();
  });

  it('is known by the Chat stack and the content, and knows neither', () => {
    for (const { dependencies } of [dev, named]) {
      expect(dependencies.webHosting).toEqual([]);
      expect([...dependencies.webContent].sort()).toEqual(['Chat', 'WebHosting']);
      expect(dependencies.chat).not.toContain('WebContent');
    }
    for (const template of [dev.webHosting, dev.webContent, named.webHosting, named.webContent])
      expect(() => Template.fromJSON(template as object)).not.toThrow();
  });

  it('is not there in stage local, nor when it is switched off', () => {
    for (const { webHosting, webContent, dependencies } of [
      synthesize('local'),
      synthesize('prod', { web: 'off' }),
    ]) {
      expect([webHosting.Resources, webContent.Resources]).toEqual([{}, {}]);
      expect(dependencies.chat).toEqual(['Data']);
    }
  });

  it('has a bucket that nobody reads but the distribution, and nobody without TLS', () => {
    const template = templateOf(dev.webHosting);
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 's3:GetObject',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Condition: { StringEquals: Match.anyValue() },
          }),
        ]),
      },
    });
  });

  it('serves by HTTP/3 and TLS only, compressed', () => {
    for (const { webHosting } of [dev, named])
      templateOf(webHosting).hasResourceProperties(distribution, {
        DistributionConfig: {
          HttpVersion: 'http2and3',
          DefaultCacheBehavior: { Compress: true, ViewerProtocolPolicy: 'redirect-to-https' },
          CacheBehaviors: [
            { PathPattern: 'assets/*', Compress: true, ViewerProtocolPolicy: 'redirect-to-https' },
          ],
        },
      });
  });

  it('asks for TLS 1.2 under a name of its own, and makes its records', () => {
    const template = templateOf(named.webHosting);
    template.hasResourceProperties(distribution, {
      DistributionConfig: {
        Aliases: ['chat.example.com'],
        ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
      },
    });
    for (const Type of ['A', 'AAAA'])
      template.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'chat.example.com.', Type });
    expect(outputsOf(named.webHosting)).toEqual(['WebUrl', 'WebDomainTarget']);
    expect(named.webHosting.Outputs!['WebUrl']!.Value).toBe('https://chat.example.com');
  });

  it('names CloudFront’s things after their region: another region’s deployment is in the same account', () => {
    const names = (synthesis: typeof dev) =>
      ['ResponseHeadersPolicy', 'OriginAccessControl', 'CachePolicy', 'Function'].flatMap((kind) =>
        resourcesOf(synthesis.webHosting, `AWS::CloudFront::${kind}`).map(
          ([, { Properties }]) => JSON.stringify(Properties).match(/"Name":"([^"]+)"/)![1]!,
        ),
      );
    expect(names(dev)).toHaveLength(4);
    for (const name of names(dev)) expect(name).toMatch(/eu-central-1/);
  });
});

describe('PageHeaders', () => {
  it('lets the page load only what it brought, run no inline script or style, and stand in no frame', () => {
    for (const synthesis of [dev, named]) {
      const { 'connect-src': connect, ...rest } = policyOf(synthesis);
      expect(connect).toMatch(/^'self' wss:/);
      expect(rest).toEqual({
        'default-src': "'none'",
        'script-src': "'self'",
        'style-src': "'self'",
        'font-src': "'self'",
        'img-src': "'self' data:",
        'manifest-src': "'self'",
        'base-uri': "'none'",
        'form-action': "'none'",
        'frame-ancestors': "'none'",
        'require-trusted-types-for': "'script'",
      });
    }
  });

  it('lets it talk to the socket and the issuer: by name where the name is known, else to those of the region', () => {
    expect(policyOf(named)['connect-src']).toBe(
      "'self' wss://socket.example.com https://login.example.com https://tokens.example.com",
    );
    expect(policyOf(dev)['connect-src']).toBe(
      "'self' wss://*.execute-api.eu-central-1.amazonaws.com https://cognito-idp.eu-central-1.amazonaws.com " +
        'https://*.auth.eu-central-1.amazoncognito.com',
    );
  });

  it('keeps browsers on TLS for two years, and sends no address of a page to anybody', () => {
    expect(headersOf(dev).SecurityHeadersConfig).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000 },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY' },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer' },
    });
  });
});

describe('WebContentStack', () => {
  const copies = (synthesis: typeof dev) =>
    resourcesOf(synthesis.webContent, 'Custom::CDKBucketDeployment').map(([id, { Properties }]) => ({
      id,
      ...(resolved(Properties) as {
        DestinationBucketKeyPrefix?: string;
        Prune: boolean;
        SystemMetadata: Record<string, string>;
      }),
    }));

  it('is what the snapshot says in stage dev', () => {
    expect(rendition(dev.webContent)).toMatchSnapshot();
  });

  it('copies hashed files first, to be kept, then those that name them, to be asked for again', () => {
    const [assets, page, ...others] = copies(dev);
    expect(others).toEqual([]);
    expect(assets).toMatchObject({
      DestinationBucketKeyPrefix: 'assets',
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    });
    expect(page).toMatchObject({ SystemMetadata: { 'cache-control': 'no-cache' } });
    const after = (dev.webContent.Resources[page!.id] as unknown as { DependsOn: string[] }).DependsOn;
    expect(after).toContain(assets!.id);
  });

  it('takes nothing away: pages that are open load files of the deployment before', () => {
    for (const { Prune } of copies(dev)) expect(Prune).toBe(false);
  });
});
