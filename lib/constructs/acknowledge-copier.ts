import { Stack, Validations, type Acknowledgment } from 'aws-cdk-lib';
import { type BucketDeployment } from 'aws-cdk-lib/aws-s3-deployment';
import { isGiven } from '../config-given';
import { type PageBucket } from './page-bucket';

/**
 * Says why the function that CDK brings for copying files is right as it is, although rules of cdk-nag object: it is CDK's, with
 * the permissions that CDK gives it, and runs during a deployment only.
 */
export function acknowledgeCopier({ handlerRole }: BucketDeployment, bucket: PageBucket): void {
  const copier = handlerRole.node.scope;
  if (copier) Validations.of(copier).acknowledge(...ofRun, ...ofPermissions(bucket));
}

const ofRun: Acknowledgment[] = [
  ...['AwsSolutions-L1', 'Serverless-LambdaLatestVersion'].map((id) => ({
    id,
    reason: 'CDK chooses the Python with which it tests the function.',
  })),
  {
    id: 'Serverless-LambdaDLQ',
    reason: 'CloudFormation waits for its answer: a failure ends the deployment.',
  },
  { id: 'Serverless-LambdaTracing', reason: 'It runs a few seconds per deployment, and for no user.' },
  {
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    reason: 'CDK lets it write its logs by this policy.',
  },
];

function ofPermissions(bucket: PageBucket): Acknowledgment[] {
  const assets = `arn:aws:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-${Stack.of(bucket).region}`;
  const actions = ['GetObject', 'GetBucket', 'List', 'DeleteObject', 'Abort'].map(
    (action) => `Action::s3:${action}*`,
  );
  const files = [assets, exportOfArn(bucket)].map((arn) => `Resource::${arn}/*`);
  return [...actions, ...files].map((what) => ({
    id: `AwsSolutions-IAM5[${what}]`,
    reason: 'It reads and writes the files of two buckets, whose names only the deployment knows.',
  }));
}

/** Under which name another stack reads the bucket's ARN: cdk-nag calls the bucket so. */
function exportOfArn(bucket: PageBucket): string {
  const stack = Stack.of(bucket);
  const imported: unknown = stack.resolve(stack.exportValue(bucket.bucketArn));
  return isGiven(imported) ? String(imported['Fn::ImportValue']) : '';
}
