import { Duration, Validations, type Acknowledgment } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  CachePolicy,
  Distribution,
  Function,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  type BehaviorOptions,
  type DistributionProps,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import { type DomainConfig } from '../domain-config';
import { PageBucket } from './page-bucket';
import { nameInAccount, PageHeaders } from './page-headers';
import { pageRoute } from './page-route';

export interface PageHostingProps {
  /** Whom the page may talk to, as sources of a Content-Security-Policy. */
  readonly connect: readonly string[];
  /** @default the address that CloudFront gives */
  readonly domain?: DomainConfig;
}

/**
 * A private bucket, and the distribution that alone reads it. Names under `assets/` carry a hash of their content and are
 * kept for a year; everything else is asked for again each time, so that a deployment needs no invalidation.
 *
 * When it fails: the page does not load; pages that are open go on, and so does every other client.
 * Cost: requests and bytes beyond CloudFront's free tier; next to nothing in S3.
 */
export class PageHosting extends Construct {
  readonly bucket: PageBucket;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { connect, domain }: PageHostingProps) {
    super(scope, id);
    this.bucket = new PageBucket(this, 'Bucket');
    const shared = this.behavior(connect);
    this.distribution = new Distribution(this, 'Distribution', {
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: { ...shared, cachePolicy: this.askAgain(), ...this.leadToPage() },
      additionalBehaviors: { 'assets/*': { ...shared, cachePolicy: CachePolicy.CACHING_OPTIMIZED } },
      ...this.named(domain),
    });
    Validations.of(this.distribution).acknowledge(...choices, ...(domain ? [] : [withoutName]));
  }

  private behavior(connect: readonly string[]): BehaviorOptions {
    const originAccessControl = new S3OriginAccessControl(this, 'Access', {
      originAccessControlName: nameInAccount(this),
    });
    return {
      origin: S3BucketOrigin.withOriginAccessControl(this.bucket, { originAccessControl }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      compress: true,
      responseHeadersPolicy: new PageHeaders(this, 'Headers', { connect }).policy,
    };
  }

  /** What is stored says `no-cache`, and CloudFront heeds it because it may keep nothing longer than that says. */
  private askAgain(): CachePolicy {
    return new CachePolicy(this, 'AskAgain', {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(1),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
  }

  private leadToPage(): Pick<BehaviorOptions, 'functionAssociations'> {
    const route = new Function(this, 'Route', {
      code: FunctionCode.fromInline(pageRoute),
      runtime: FunctionRuntime.JS_2_0,
    });
    return { functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: route }] };
  }

  private named(domain: DomainConfig | undefined): Partial<DistributionProps> {
    if (!domain) return {};
    return {
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }
}

const choices: Acknowledgment[] = [
  { id: 'AwsSolutions-CFR1', reason: 'People may chat from every country: an operator may restrict that.' },
  {
    id: 'AwsSolutions-CFR2',
    reason: 'There are only files to read, no requests that a firewall could judge.',
  },
  { id: 'AwsSolutions-CFR3', reason: 'The page is the same for everyone: nobody needs to know who read it.' },
];

const withoutName: Acknowledgment = {
  id: 'AwsSolutions-CFR4',
  reason:
    'With its own certificate CloudFront decides the TLS versions; webDomainName asks for 1.2 at least.',
};
