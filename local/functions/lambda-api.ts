import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Causes } from '../flows/cause';
import { parseJson } from '../json';
import { accessKeyIn } from '../aws/aws-call';
import { type Authorize } from '../iam/access-control';
import { invokeDenialMessage } from '../iam/denial-answers';
import { invokePermission } from '../iam/permissions-of';
import { readBody } from '../read-body';
import { type AsyncInvoker } from './async-invoker';
import { notFound, type FunctionTarget } from './function-targets';
import { type FunctionHost, type HostedEvent } from './function-host';
import { rejected, type Outcome } from './invocation';
import { refuseEvent } from './payload-limits';

const INVOKE = /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?(.*))?$/;

/** What a call of the Invoke API asked for and how it was answered. */
export interface InvokeCall {
  readonly functionName: string;
  readonly status: number;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const answerOf = (outcome: Outcome): Answer =>
  outcome.rejection
    ? {
        status: outcome.rejection.status,
        headers: { 'x-amzn-ErrorType': outcome.rejection.type },
        body: outcome.payload,
      }
    : {
        status: 200,
        ...(outcome.isError && { headers: { 'X-Amz-Function-Error': 'Unhandled' } }),
        body: outcome.payload,
      };

const notJson = (): Outcome =>
  rejected(
    { status: 400, type: 'InvalidRequestContentException' },
    { Type: 'User', message: 'Could not parse request body into json' },
  );

const unknownType = (type: string): Outcome =>
  rejected(
    { status: 400, type: 'InvalidParameterValueException' },
    { Type: 'User', message: `Value '${type}' at 'invocationType' is not RequestResponse, Event or DryRun` },
  );

/** Lambda's Invoke operation, for SDK clients. */
export class LambdaApi {
  constructor(
    private readonly host: FunctionHost,
    private readonly asyncInvoker: AsyncInvoker,
    private readonly authorize: Authorize,
  ) {}

  isInvoke(request: IncomingMessage): boolean {
    return request.method === 'POST' && INVOKE.test(request.url ?? '');
  }

  async answer(request: IncomingMessage, response: ServerResponse, causes: Causes): Promise<InvokeCall> {
    const [, encoded = '', query] = INVOKE.exec(request.url ?? '') ?? [];
    const qualifier = new URLSearchParams(query).get('Qualifier');
    const functionName = decodeURIComponent(encoded) + (qualifier === null ? '' : `:${qualifier}`);
    const body = ((await readBody(request)) ?? '').toString();
    const type = String(request.headers['x-amz-invocation-type'] ?? 'RequestResponse');
    const requestId = randomUUID();
    const target = this.host.targets.find(functionName);
    const answer = target
      ? await this.invoke(target, type, { event: body === '' ? '{}' : body, requestId, request, causes })
      : answerOf(notFound(functionName));
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'x-amzn-RequestId': requestId,
      ...(target && answer.status === 200 && { 'X-Amz-Executed-Version': target.version }),
      ...answer.headers,
    });
    response.end(answer.body);
    return { functionName, status: answer.status };
  }

  private refusal({ headers }: IncomingMessage, target: FunctionTarget): Outcome | undefined {
    const denial = this.authorize(accessKeyIn(headers.authorization), [invokePermission(target.arn)]);
    const rejection = { status: 403, type: 'AccessDeniedException' };
    return denial && rejected(rejection, { Message: invokeDenialMessage(denial) });
  }

  private async invoke(
    target: FunctionTarget,
    type: string,
    { request, ...hosted }: HostedEvent & { request: IncomingMessage },
  ): Promise<Answer> {
    const { event } = hosted;
    const refused = this.refusal(request, target) ?? refuseEvent(event, type === 'Event' ? 'async' : 'sync');
    if (refused) return answerOf(refused);
    if (parseJson(event) === undefined) return answerOf(notJson());
    if (type === 'DryRun') return { status: 204 };
    if (type === 'RequestResponse') return answerOf(await this.host.run(target, hosted));
    if (type !== 'Event') return answerOf(unknownType(type));
    this.asyncInvoker.add(target, hosted);
    return { status: 202 };
  }
}
