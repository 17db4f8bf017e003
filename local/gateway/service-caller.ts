import { FlowRecorder } from '../flows/flow-recorder';
import { type CallService } from './service-call';

const TARGETS = { dynamodb: 'DynamoDB_20120810', sqs: 'AmazonSQS' } as const;

/** Calls the runtime's own AWS endpoint, so that what a route does without a function is metered as all else. */
export const serviceCaller =
  (awsUrl: string, flows = new FlowRecorder(0)): CallService =>
  async ({ service, region, operation, body, accessKeyId = 'APIGATEWAY' }, causes = []) => {
    const scope = `${accessKeyId}/20200101/${region}/${service}/aws4_request`;
    const response = await fetch(awsUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `${TARGETS[service]}.${operation}`,
        'x-amz-date': '20200101T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
        ...(causes.length > 0 && { 'x-amz-security-token': flows.sessionFor(causes) }),
      },
      body,
    });
    return { status: response.status, body: await response.text() };
  };
