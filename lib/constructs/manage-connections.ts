import { CfnElement, Stack } from 'aws-cdk-lib';
import { type WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { allow, Binding } from './binding';

export type ConnectionMethod = 'POST' | 'DELETE';

/** Permission to post to the sockets of this stage, or to close them. */
export function manageConnections(
  stage: WebSocketStage,
  methods: readonly ConnectionMethod[],
): Binding<object> {
  const arns = (api: string, account?: string) =>
    methods.map((method) =>
      Stack.of(stage).formatArn({
        service: 'execute-api',
        ...(account !== undefined && { account }),
        resource: api,
        resourceName: `${stage.stageName}/${method}/@connections/*`,
      }),
    );
  // The finding is named after the ARN with its references in angle brackets.
  const findings = arns(`<${logicalId(stage)}>`, '<AWS::AccountId>');
  return new Binding(
    {},
    [allow('execute-api', ['ManageConnections'], arns(stage.api.apiId))],
    findings.map((arn) => ({
      id: `AwsSolutions-IAM5[Resource::${arn}]`,
      reason: 'The rest of the ARN is the connection id, which is made as a socket opens.',
    })),
  );
}

function logicalId({ api }: WebSocketStage): string {
  const resource = api.node.defaultChild;
  if (!CfnElement.isCfnElement(resource)) throw new Error(`${api.node.path} is not one resource`);
  return Stack.of(api).getLogicalId(resource);
}
