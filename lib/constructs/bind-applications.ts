import { Aws, type Acknowledgment } from 'aws-cdk-lib';
import { allow, Binding } from './binding';

/** What it takes to register phones with SNS. With no application: nothing, and phones hear that push is off. */
export function bindApplications(arns: readonly string[]): Binding<{ PUSH_APPLICATIONS: string }> {
  if (arns.length === 0) return new Binding({ PUSH_APPLICATIONS: 'off' });
  const endpoints = endpointsOf(arns);
  return new Binding(
    { PUSH_APPLICATIONS: arns.join(',') },
    [
      allow('sns', ['CreatePlatformEndpoint'], arns),
      allow('sns', ['GetEndpointAttributes', 'SetEndpointAttributes', 'DeleteEndpoint'], endpoints),
    ],
    acknowledge(endpoints),
  );
}

/** What it takes to see whether phones are still reached there. */
export function bindStates(arns: readonly string[]): Binding<object> {
  const endpoints = endpointsOf(arns);
  return new Binding({}, [allow('sns', ['GetEndpointAttributes'], endpoints)], acknowledge(endpoints));
}

/** What it takes to push to the phones that are registered there. */
export function bindPublishing(arns: readonly string[]): Binding<object> {
  if (arns.length === 0) return new Binding({});
  const endpoints = endpointsOf(arns);
  return new Binding({}, [allow('sns', ['Publish'], endpoints)], acknowledge(endpoints));
}

function endpointsOf(arns: readonly string[]): string[] {
  return arns.map((arn) => `${arn.replace(':app/', ':endpoint/')}/*`);
}

function acknowledge(endpoints: readonly string[]): Acknowledgment[] {
  return endpoints.map((endpoint) => ({
    // The finding is named after the ARN with its references in angle brackets.
    id: `AwsSolutions-IAM5[Resource::${endpoint.replace(Aws.ACCOUNT_ID, '<AWS::AccountId>')}]`,
    reason: 'SNS makes up the ids of endpoints, one for each phone.',
  }));
}
