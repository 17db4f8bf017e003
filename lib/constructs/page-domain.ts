import { type Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { type DomainConfig } from '../domain-config';

export interface PageDomainProps {
  readonly name: string;
  readonly hostedZone: NonNullable<DomainConfig['hostedZone']>;
  readonly distribution: Distribution;
}

/**
 * The records of the page's own name, for both versions of IP.
 *
 * When it fails: the page is still at CloudFront's address, but the authorizer lets only its own name in.
 * Cost: none by itself; the queries of aliases are free.
 */
export class PageDomain extends Construct {
  constructor(scope: Construct, id: string, { name, hostedZone, distribution }: PageDomainProps) {
    super(scope, id);
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: hostedZone.id,
      zoneName: hostedZone.name,
    });
    const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
    new ARecord(this, 'Record', { zone, recordName: name, target });
    new AaaaRecord(this, 'RecordOfIpv6', { zone, recordName: name, target });
  }
}
