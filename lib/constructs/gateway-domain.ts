import {
  ApiMapping,
  DomainName,
  SecurityPolicy,
  type WebSocketApi,
  type WebSocketStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { type DomainConfig } from '../domain-config';

export interface GatewayDomainProps {
  readonly domain: DomainConfig;
  readonly api: WebSocketApi;
  readonly stage: WebSocketStage;
}

/**
 * A name of your own for the endpoint, and its record if the zone is yours to write. API Gateway's own address stays
 * open beside it: the functions post to sockets by that one.
 *
 * When it fails: a certificate that runs out refuses every handshake; open sockets live on.
 * Cost: none by itself; the record is an alias, whose queries are free.
 */
export class GatewayDomain extends Construct {
  /** What clients connect to, and where the name must point to. */
  readonly outputs: { readonly WebSocketUrl: string; readonly DomainTarget: string };

  constructor(scope: Construct, id: string, { domain, api, stage }: GatewayDomainProps) {
    super(scope, id);
    const domainName = new DomainName(this, 'Name', {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api, stage, domainName });
    this.outputs = { WebSocketUrl: `wss://${domain.name}`, DomainTarget: domainName.regionalDomainName };
    if (!domain.hostedZone) return;
    const { id: hostedZoneId, name: zoneName } = domain.hostedZone;
    new ARecord(this, 'Record', {
      zone: HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName }),
      recordName: domain.name,
      target: RecordTarget.fromAlias(
        new ApiGatewayv2DomainProperties(domainName.regionalDomainName, domainName.regionalHostedZoneId),
      ),
    });
  }
}
