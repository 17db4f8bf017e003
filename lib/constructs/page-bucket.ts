import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { type Construct } from 'constructs';

/**
 * The files of the page, for CloudFront alone to read. It goes with its stack, files and all, in every stage: each
 * deployment makes them anew.
 *
 * When it fails: so does the page; see PageHosting.
 * Cost: next to nothing.
 */
export class PageBucket extends Bucket {
  /** The class says that this may be undefined, and CDK's own functions take no bucket of which it may. */
  override get isWebsite(): boolean {
    return false;
  }

  constructor(scope: Construct, id: string) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Its files are the same for everyone and public: nobody needs to know who read them.',
    });
  }
}
