import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Authorize, type Denial } from '../iam/access-control';
import { dynamodbDenial, snsDenial, sqsDenial } from '../iam/denial-answers';
import { dynamodbPermissions, snsPermissions, sqsPermissions, type Permission } from '../iam/permissions-of';
import { parseObject, textOf, type JsonObject } from '../json';
import { type OnRequest } from '../loopback-server';
import { type DerivedStreams } from '../streams/derived-streams';
import { readBody } from '../read-body';
import { answerSns } from './answer-sns';
import { accessKeyIn, capacityIn, resourceIn, type AwsCall, type OnCall } from './aws-call';
import { type QueueUrls } from './queue-urls';
import { type Sns } from './sns';
import { type ServiceAddress } from './service-address';
import { forward, type ServiceAnswer } from './service-proxy';

export interface EndpointOptions {
  readonly stores: { readonly dynamodb: ServiceAddress; readonly sqs: number };
  /** Records what writes change, where the engine has no streams. */
  readonly streams?: DerivedStreams | undefined;
  readonly queueUrls: QueueUrls;
  readonly sns: Sns;
  /** Which function signs with which access key. */
  readonly functionByKey: ReadonlyMap<string, string>;
  /** Answers @connections; gives the status for the meter. */
  readonly onConnectionsCall: (request: IncomingMessage, response: ServerResponse) => Promise<number>;
  readonly onCall: OnCall;
  readonly authorize: Authorize;
}

type Called = Pick<AwsCall, 'service' | 'operation' | 'resource'> & {
  readonly capacityUnits?: number | undefined;
};

const REGION = /Credential=[^/]+\/\d+\/([^/]+)\//;

const regionIn = (authorization: string | undefined): string =>
  REGION.exec(authorization ?? '')?.[1] ?? 'us-east-1';

const serviceIn = (authorization: string | undefined): string | undefined =>
  /\/([a-z0-9-]+)\/aws4_request/.exec(authorization ?? '')?.[1];

const refuse = (response: ServerResponse, service: string): void => {
  const message = `The local runtime does not emulate ${service}: it has DynamoDB, SQS, SNS (mobile push and publishing to topics) and @connections.`;
  const body = JSON.stringify({ __type: 'com.amazon.coral.service#UnknownOperationException', message });
  response.writeHead(400, {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-errortype': 'UnknownOperationException',
  });
  response.end(body);
};

const reply = (response: ServerResponse, answer: ServiceAnswer): void => {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.end(answer.body);
};

/** The one address that SDK clients reach through AWS_ENDPOINT_URL; every call passes the meter. */
export class AwsEndpoint {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly options: EndpointOptions) {}

  readonly onRequest: OnRequest = (request, response) => {
    this.answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: 'InternalServerError', message: String(error) }));
    });
  };

  stop(): void {
    this.agent.destroy();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const [service = '', operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    if (url.startsWith('/execute-api/')) await this.connections(request, response);
    else if (service === 'DynamoDB_20120810') await this.dynamodb(request, response, operation);
    else if (service === 'AmazonSQS') await this.sqs(request, response, operation);
    else if (serviceIn(request.headers.authorization) === 'sns') await this.sns(request, response);
    else refuse(response, service || serviceIn(request.headers.authorization) || url);
  }

  private async connections(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const status = await this.options.onConnectionsCall(request, response);
    const resource = decodeURIComponent((request.url ?? '').split('/').at(-1) ?? '');
    this.meter(
      request,
      { service: 'execute-api', operation: request.method ?? '', resource },
      { startedAt, status },
    );
  }

  private async dynamodb(
    request: IncomingMessage,
    response: ServerResponse,
    operation: string,
  ): Promise<void> {
    const startedAt = performance.now();
    const body = (await readBody(request)) ?? Buffer.alloc(0);
    const { host, port } = this.options.stores.dynamodb;
    const target = { host, port, agent: this.agent };
    const input = parseObject(body.toString()) ?? {};
    const region = regionIn(request.headers.authorization);
    const denial = this.denial(request, dynamodbPermissions({ operation, region, input }));
    const send = (): Promise<ServiceAnswer> => forward(target, request.headers, body);
    const answer = denial
      ? dynamodbDenial(denial)
      : await (this.options.streams?.around(operation, input, send) ?? send());
    reply(response, answer);
    const resource = resourceIn(input);
    const capacityUnits = capacityIn(answer.body.toString());
    this.meter(
      request,
      { service: 'dynamodb', operation, resource, capacityUnits },
      { startedAt, status: answer.status },
    );
  }

  private async sqs(request: IncomingMessage, response: ServerResponse, operation: string): Promise<void> {
    const startedAt = performance.now();
    const input = parseObject(((await readBody(request)) ?? '').toString()) ?? {};
    const region = regionIn(request.headers.authorization);
    const denial = this.denial(request, sqsPermissions({ operation, region, input }));
    const sent = Buffer.from(JSON.stringify(this.withNativeUrl(input, region)));
    const target = { host: '127.0.0.1', port: this.options.stores.sqs, agent: this.agent };
    const answer = denial ? sqsDenial(denial) : await forward(target, request.headers, sent);
    const body = Buffer.from(this.options.queueUrls.rewriteAnswer(operation, answer.body.toString()));
    reply(response, { ...answer, body });
    this.meter(
      request,
      { service: 'sqs', operation, resource: resourceIn(input) },
      { startedAt, status: answer.status },
    );
  }

  private async sns(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const form = new URLSearchParams(((await readBody(request)) ?? '').toString());
    const { Action: operation = '', ...fields } = Object.fromEntries(form);
    const denial = this.denial(request, snsPermissions(operation, fields));
    const answer = denial ? snsDenial(denial) : await answerSns(this.options.sns, operation, fields);
    reply(response, answer);
    const { TargetArn, TopicArn, EndpointArn, PlatformApplicationArn } = fields;
    const resource = TargetArn ?? TopicArn ?? EndpointArn ?? PlatformApplicationArn ?? '';
    this.meter(request, { service: 'sns', operation, resource }, { startedAt, status: answer.status });
  }

  private denial(request: IncomingMessage, permissions: readonly Permission[]): Denial | undefined {
    return this.options.authorize(accessKeyIn(request.headers.authorization), permissions);
  }

  private withNativeUrl(input: JsonObject, region: string): JsonObject {
    const url = textOf(input['QueueUrl']);
    if (url === undefined) return input;
    return { ...input, QueueUrl: this.options.queueUrls.native(url, region) };
  }

  private meter(
    request: IncomingMessage,
    called: Called,
    { startedAt, status }: { startedAt: number; status: number },
  ): void {
    const key = accessKeyIn(request.headers.authorization);
    this.options.onCall({
      capacityUnits: undefined,
      ...called,
      functionName: key === undefined ? undefined : this.options.functionByKey.get(key),
      status,
      durationMs: performance.now() - startedAt,
    });
  }
}
