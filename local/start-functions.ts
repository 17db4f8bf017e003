import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { accessKeyIn, type OnCall } from './aws/aws-call';
import { type QueueUrls } from './aws/queue-urls';
import { AsyncInvoker } from './functions/async-invoker';
import { FunctionHost } from './functions/function-host';
import { type AccessControl } from './iam/access-control';
import { LambdaApi } from './functions/lambda-api';
import { type InvokeAsync } from './functions/invoke-async';
import { startSandboxes } from './functions/start-sandboxes';
import { type OnRequest } from './loopback-server';
import { queueSender } from './queue-sender';
import { type Plan } from './resources/plan';
import { type RuntimeOptions } from './runtime-options';
import { type Stores } from './start-stores';
import { type StopList } from './stop-list';

interface Setting {
  readonly options: RuntimeOptions;
  readonly code: string;
  readonly awsUrl: string;
  readonly access: AccessControl;
  readonly stores: Stores;
  readonly queueUrls: QueueUrls;
  readonly stops: StopList;
}

/** Lambda: the functions, the queue of their asynchronous events, and the Invoke operation. */
export const startFunctions = (
  plan: Plan,
  setting: Setting,
): {
  readonly host: FunctionHost;
  readonly lambdaApi: LambdaApi;
  readonly invokeAsync: InvokeAsync;
} => {
  const { options, code, awsUrl, access, stops } = setting;
  const { isolation = 'thread', log = () => undefined, concurrencyLimit, initSeconds } = options;
  const startSandbox = startSandboxes(isolation, code, stops);
  const host = new FunctionHost(plan, { startSandbox, awsUrl, log, concurrencyLimit, initSeconds });
  stops.add(() => host.stop());
  const send = queueSender(plan, setting);
  const asyncInvoker = new AsyncInvoker({
    configs: plan.asyncConfigs,
    run: (target, event, requestId) => host.run(target, event, requestId),
    deliver: (queueArn, message) =>
      send(queueArn, message).catch((error: unknown) => log(`async   ${String(error)}`)),
    retrySeconds: options.asyncRetrySeconds,
  });
  stops.add(() => asyncInvoker.stop());
  const invokeAsync: InvokeAsync = (functionName, event) => {
    const target = host.targets.find(functionName);
    if (target) asyncInvoker.add(target, JSON.stringify(event), randomUUID());
    else log(`async   no function is called ${functionName}`);
  };
  return { host, lambdaApi: new LambdaApi(host, asyncInvoker, access.authorize), invokeAsync };
};

interface Meter {
  readonly onCall: OnCall;
  /** Which function signs with which access key. */
  readonly functionByKey: ReadonlyMap<string, string>;
}

const answerInvoke = async (
  lambdaApi: LambdaApi,
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  { onCall, functionByKey }: Meter,
): Promise<void> => {
  const startedAt = performance.now();
  const { functionName, status } = await lambdaApi.answer(exchange.request, exchange.response);
  onCall({
    functionName: functionByKey.get(accessKeyIn(exchange.request.headers.authorization) ?? ''),
    service: 'lambda',
    operation: 'Invoke',
    resource: functionName,
    status,
    durationMs: performance.now() - startedAt,
    capacityUnits: undefined,
  });
};

/** Answers Lambda's Invoke at the AWS endpoint and leaves every other request to the rest of it. */
export const withInvoke =
  (lambdaApi: LambdaApi, meter: Meter, rest: OnRequest): OnRequest =>
  (request, response) => {
    if (!lambdaApi.isInvoke(request)) return rest(request, response);
    answerInvoke(lambdaApi, { request, response }, meter).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'x-amzn-ErrorType': 'ServiceException' });
      response.end(JSON.stringify({ Type: 'Service', message: String(error) }));
    });
  };
