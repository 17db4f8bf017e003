import { CfnOutput, Stack } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { type Config } from '../config';
import { expectedAddresses } from '../constructs/expected-addresses';
import { type PageBucket } from '../constructs/page-bucket';
import { PageDomain } from '../constructs/page-domain';
import { PageHosting } from '../constructs/page-hosting';
import { type WebConfig } from '../web-config';

export interface WebHostingStackProps {
  readonly config: Config;
  readonly web: WebConfig;
}

/**
 * Where the web app is: an address, and a bucket without content. It knows no other stack, so that the Chat stack can let
 * this address in; what the page must know of the Chat stack comes with the WebContent stack.
 */
export class WebHostingStack extends Stack {
  readonly bucket: PageBucket;
  /** Of the page, as browsers send it. */
  readonly origin: string;

  constructor(scope: Construct, id: string, { config, web }: WebHostingStackProps) {
    super(scope, id, {
      env: config.env,
      terminationProtection: config.deletionProtection,
      description: `Parley ${config.stage}: where the web app is`,
    });
    const { domain } = web;
    const connect = expectedAddresses(config, web);
    const { bucket, distribution } = new PageHosting(this, 'Page', { connect, ...(domain && { domain }) });
    this.bucket = bucket;
    this.origin = `https://${domain?.name ?? distribution.domainName}`;
    new CfnOutput(this, 'WebUrl', { value: this.origin });
    if (!domain) return;
    const { name, hostedZone } = domain;
    if (hostedZone) new PageDomain(this, 'Domain', { name, hostedZone, distribution });
    new CfnOutput(this, 'WebDomainTarget', { value: distribution.domainName });
  }
}
