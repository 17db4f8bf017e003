import { allow, Binding } from './binding';

/** What it takes to register phones with SNS. With no application: nothing, and phones hear that push is off. */
export function bindApplications(arns: readonly string[]): Binding<{ PUSH_APPLICATIONS: string }> {
  if (arns.length === 0) return new Binding({ PUSH_APPLICATIONS: 'off' });
  const endpoints = arns.map((arn) => `${arn.replace(':app/', ':endpoint/')}/*`);
  return new Binding(
    { PUSH_APPLICATIONS: arns.join(',') },
    [
      allow('sns', ['CreatePlatformEndpoint'], arns),
      allow('sns', ['GetEndpointAttributes', 'SetEndpointAttributes', 'DeleteEndpoint'], endpoints),
    ],
    endpoints.map((endpoint) => ({
      id: `AwsSolutions-IAM5[Resource::${endpoint}]`,
      reason: 'SNS makes up the ids of endpoints, one for each phone.',
    })),
  );
}
