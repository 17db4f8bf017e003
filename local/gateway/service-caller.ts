import { type CallService } from './service-call';

const TARGETS = { dynamodb: 'DynamoDB_20120810', sqs: 'AmazonSQS' } as const;

/** Calls the runtime's own AWS endpoint, so that what a route does without a function is metered as all else. */
export const serviceCaller =
  (awsUrl: string): CallService =>
  async ({ service, region, operation, body }) => {
    const scope = `APIGATEWAY/20200101/${region}/${service}/aws4_request`;
    const response = await fetch(awsUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `${TARGETS[service]}.${operation}`,
        'x-amz-date': '20200101T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      },
      body,
    });
    return { status: response.status, body: await response.text() };
  };
