import { LOCAL_ACCOUNT } from '../assembly/read-assembly';

/** Answers whose queue addresses the caller will use. */
const ANSWERS_WITH_URLS = new Set(['CreateQueue', 'GetQueueUrl', 'ListQueues', 'ListDeadLetterSourceQueues']);

const NATIVE = /http:\/\/sqs\.[a-z0-9-]+\.localhost(?::\d+)?\//g;

/**
 * The emulator's queue addresses name a host that does not resolve. Callers see the AWS endpoint's own address instead,
 * so that a default SDK client works with AWS_ENDPOINT_URL alone.
 */
export class QueueUrls {
  constructor(
    private readonly awsUrl: string,
    private readonly servicePort: number,
  ) {}

  native(url: string, region: string): string {
    const name = url.slice(url.lastIndexOf('/') + 1);
    return `http://sqs.${region}.localhost:${this.servicePort}/${LOCAL_ACCOUNT}/${name}`;
  }

  rewriteAnswer(operation: string, body: string): string {
    return ANSWERS_WITH_URLS.has(operation) ? body.replace(NATIVE, `${this.awsUrl}/`) : body;
  }
}
