import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Causes } from '../flows/cause';
import { type FlowRecorder } from '../flows/flow-recorder';
import { CLIENT, SNS } from '../flows/lanes';
import { queueUsage, sentUsage, tableUsage } from '../flows/metered';
import { type ConnectionsCall } from '../gateway/connections-api';
import { type Authorize, type Denial } from '../iam/access-control';
import { dynamodbDenial, snsDenial, sqsDenial } from '../iam/denial-answers';
import { dynamodbPermissions, snsPermissions, sqsPermissions, type Permission } from '../iam/permissions-of';
import { parseObject, textOf, type JsonObject } from '../json';
import { type OnRequest } from '../loopback-server';
import { type DerivedStreams } from '../streams/derived-streams';
import { readBody } from '../read-body';
import { answerSns } from './answer-sns';
import { accessKeyIn, capacityIn, resourceIn } from './aws-call';
import { errorIn, type BegunCall, type CallMeter, type CallView } from './call-meter';
import { withCapacity, withoutCapacity } from './consumed-capacity';
import { messageIdsIn, sentBytes } from './sent-messages';
import { type Fields } from './form-map';
import { type QueueUrls } from './queue-urls';
import { type Sns } from './sns';
import { type ServiceAddress } from './service-address';
import { forward, type ServiceAnswer } from './service-proxy';
import { callSpoiled, type Spoil } from './spoil';

export interface EndpointOptions {
  readonly stores: { readonly dynamodb: ServiceAddress; readonly sqs: number };
  /** Records what writes change, where the engine has no streams. */
  readonly streams?: DerivedStreams | undefined;
  readonly queueUrls: QueueUrls;
  readonly sns: Sns;
  /** Answers @connections. */
  readonly onConnectionsCall: (
    request: IncomingMessage,
    response: ServerResponse,
  ) => Promise<ConnectionsCall>;
  readonly meter: CallMeter;
  readonly spoil?: Spoil | undefined;
  readonly authorize: Authorize;
}

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

/** A phone is told by its platform and the end of its endpoint's ARN: its token is nobody's business. */
const pushView = ({ TargetArn = '', Message = '' }: Fields, status: number): CallView => ({
  kind: 'push',
  to: { kind: 'phone', name: `${TargetArn.split('/')[1] ?? ''} …${TargetArn.slice(-6)}` },
  ...(status === 200 && { usage: { pushes: 1 } }),
  bytes: Buffer.byteLength(Message),
  text: Message,
});

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
    const begun = this.options.meter.begin(request);
    const { status, connectionId, user, body } = await this.options.onConnectionsCall(request, response);
    const operation = request.method ?? '';
    const start = { kind: 'call', name: `${operation} @connections`, user, connectionId } as const;
    const causes = begun.causes.length > 0 ? begun.causes : this.flows.begin(start, CLIENT);
    this.options.meter.end(
      { ...begun, causes },
      { service: 'execute-api', operation, resource: connectionId, status },
      {
        to: { kind: 'socket', name: user ?? connectionId },
        ...(operation === 'POST' && { kind: 'post', usage: sentUsage(body.length), text: body.toString() }),
        bytes: body.length,
      },
    );
  }

  private async dynamodb(
    request: IncomingMessage,
    response: ServerResponse,
    operation: string,
  ): Promise<void> {
    const { meter, streams } = this.options;
    const begun = meter.begin(request);
    const body = (await readBody(request)) ?? Buffer.alloc(0);
    const { host, port } = this.options.stores.dynamodb;
    const target = { host, port, agent: this.agent };
    const input = parseObject(body.toString()) ?? {};
    const region = regionIn(request.headers.authorization);
    const denial = this.denial(request, dynamodbPermissions({ operation, region, input }));
    const asking = withCapacity(operation, input);
    const resource = resourceIn(input);
    const forwarded = (): Promise<ServiceAnswer> => forward(target, request.headers, asking ?? body);
    const called = { service: 'dynamodb', operation, resource } as const;
    const send = (): Promise<ServiceAnswer> => this.spoiled(request, called, forwarded);
    const write = { operation, input, causes: begun.causes };
    const answer = denial ? dynamodbDenial(denial) : await (streams?.around(write, send) ?? send());
    reply(response, asking ? withoutCapacity(answer) : answer);
    const { status } = answer;
    const capacityUnits = capacityIn(answer.body.toString());
    const error = errorIn(status, answer.body);
    meter.end(
      begun,
      { service: 'dynamodb', operation, resource, capacityUnits, status },
      {
        to: meter.options.lanes.table(resource),
        usage: tableUsage(operation, { capacityUnits, error }),
        error,
      },
    );
  }

  private async sqs(request: IncomingMessage, response: ServerResponse, operation: string): Promise<void> {
    const begun = this.options.meter.begin(request);
    const input = parseObject(((await readBody(request)) ?? '').toString()) ?? {};
    const isSettled = operation.startsWith('SendMessage') ? this.flows.sends() : () => undefined;
    try {
      const answer = await this.askQueue(request, operation, input);
      const body = Buffer.from(this.options.queueUrls.rewriteAnswer(operation, answer.body.toString()));
      reply(response, { ...answer, body });
      this.flows.sent(messageIdsIn(operation, body), this.meterQueue(begun, { operation, input, answer }));
    } finally {
      isSettled();
    }
  }

  private async askQueue(
    request: IncomingMessage,
    operation: string,
    input: JsonObject,
  ): Promise<ServiceAnswer> {
    const { headers } = request;
    const region = regionIn(headers.authorization);
    const permissions = sqsPermissions({ operation, region, input });
    const denial = this.options.authorize(accessKeyIn(headers.authorization), permissions);
    if (denial) return sqsDenial(denial);
    const sent = Buffer.from(JSON.stringify(this.withNativeUrl(input, region)));
    const target = { host: '127.0.0.1', port: this.options.stores.sqs, agent: this.agent };
    const called = { service: 'sqs', operation, resource: resourceIn(input) } as const;
    return this.spoiled(request, called, () => forward(target, headers, sent));
  }

  private meterQueue(
    begun: BegunCall,
    call: { readonly operation: string; readonly input: JsonObject; readonly answer: ServiceAnswer },
  ): Causes {
    const { operation, input, answer } = call;
    const { meter } = this.options;
    const resource = resourceIn(input);
    const bytes = sentBytes(input);
    return meter.end(
      begun,
      { service: 'sqs', operation, resource, status: answer.status },
      {
        to: meter.options.lanes.queue(resource),
        usage: queueUsage(bytes),
        error: errorIn(answer.status, answer.body),
        bytes,
      },
    );
  }

  private async sns(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { meter } = this.options;
    const begun = meter.begin(request);
    const form = new URLSearchParams(((await readBody(request)) ?? '').toString());
    const { Action: operation = '', ...fields } = Object.fromEntries(form);
    const denial = this.denial(request, snsPermissions(operation, fields));
    const answer = denial
      ? snsDenial(denial)
      : await answerSns(this.options.sns, { operation, fields, causes: begun.causes });
    reply(response, answer);
    const { TargetArn, TopicArn, EndpointArn, PlatformApplicationArn } = fields;
    const resource = TargetArn ?? TopicArn ?? EndpointArn ?? PlatformApplicationArn ?? '';
    const { status } = answer;
    const isPush = operation === 'Publish' && resource.includes(':endpoint/');
    meter.end(
      begun,
      { service: 'sns', operation, resource, status },
      isPush ? pushView(fields, status) : { to: SNS },
    );
  }

  private spoiled(
    { headers }: IncomingMessage,
    called: { service: 'dynamodb' | 'sqs'; operation: string; resource: string },
    call: () => Promise<ServiceAnswer>,
  ): Promise<ServiceAnswer> {
    const { spoil, meter } = this.options;
    const functionName = meter.options.functionByKey.get(accessKeyIn(headers.authorization) ?? '');
    const spoiling = spoil?.({ ...called, functionName });
    return spoiling ? callSpoiled(called.service, spoiling, call) : call();
  }

  private denial(request: IncomingMessage, permissions: readonly Permission[]): Denial | undefined {
    return this.options.authorize(accessKeyIn(request.headers.authorization), permissions);
  }

  private withNativeUrl(input: JsonObject, region: string): JsonObject {
    const url = textOf(input['QueueUrl']);
    if (url === undefined) return input;
    return { ...input, QueueUrl: this.options.queueUrls.native(url, region) };
  }

  private get flows(): FlowRecorder {
    return this.options.meter.options.flows;
  }
}
