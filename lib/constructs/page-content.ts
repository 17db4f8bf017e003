import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  BucketDeployment,
  CacheControl,
  Source,
  type BucketDeploymentProps,
} from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config } from '../config';
import { acknowledgeCopier } from './acknowledge-copier';
import { type PageBucket } from './page-bucket';
import { pageDocument } from './page-document';
import { pagePolicyInDocument } from './page-policy';
import { type PageSignIn } from './page-sign-in';

/** What the page must know of the Chat stack. */
export interface PageSettings {
  readonly socketUrl: string;
  readonly signIn: PageSignIn;
}

export interface PageContentProps {
  readonly config: Config;
  readonly bucket: PageBucket;
  readonly settings: PageSettings;
  /** The built page. */
  readonly folder: string;
}

/**
 * Copies the page into its bucket: first the files whose names change with their content, then those that name them. Files of
 * earlier deployments stay, for pages that are open.
 *
 * When it fails: the deployment is undone; the page before stays.
 * Cost: a minute of a function per deployment, and what is stored: a page has less than a megabyte.
 */
export class PageContent extends Construct {
  constructor(scope: Construct, id: string, { config, bucket, settings, folder }: PageContentProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const shared = { destinationBucket: bucket, prune: false, memoryLimit: 256, logGroup };
    const assets = new BucketDeployment(this, 'Assets', {
      ...shared,
      sources: [Source.asset(join(folder, 'assets'))],
      destinationKeyPrefix: 'assets',
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    });
    const rest = new BucketDeployment(this, 'Page', {
      ...shared,
      sources: restOf(folder, settings),
      cacheControl: [CacheControl.noCache()],
    });
    rest.node.addDependency(assets);
    acknowledgeCopier(rest, bucket);
  }
}

function restOf(folder: string, { socketUrl, signIn }: PageSettings): BucketDeploymentProps['sources'] {
  const policy = pagePolicyInDocument([socketUrl, ...signIn.addresses]);
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  return [
    Source.asset(folder, { exclude: ['assets', 'index.html'] }),
    Source.data('index.html', pageDocument(html, policy)),
    Source.jsonData('config.json', { socketUrl, identity: signIn.settings }),
  ];
}
