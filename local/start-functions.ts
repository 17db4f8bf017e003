import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type CallMeter } from './aws/call-meter';
import { type QueueUrls } from './aws/queue-urls';
import { type FlowRecorder } from './flows/flow-recorder';
import { LAMBDA } from './flows/lanes';
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
  readonly flows: FlowRecorder;
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
  const { options, code, awsUrl, access, flows, stops } = setting;
  const { isolation = 'thread', log = () => undefined, concurrencyLimit, initSeconds } = options;
  const startSandbox = startSandboxes(isolation, code, stops);
  const host = new FunctionHost(plan, { startSandbox, awsUrl, log, concurrencyLimit, initSeconds, flows });
  stops.add(() => host.stop());
  const send = queueSender(plan, setting);
  const asyncInvoker = new AsyncInvoker({
    configs: plan.asyncConfigs,
    run: (target, event) => host.run(target, event),
    deliver: (queueArn, message, causes) =>
      send(queueArn, message, causes).catch((error: unknown) => log(`async   ${String(error)}`)),
    retrySeconds: options.asyncRetrySeconds,
  });
  stops.add(() => asyncInvoker.stop());
  const invokeAsync: InvokeAsync = (functionName, event, causes = []) => {
    const target = host.targets.find(functionName);
    if (target) asyncInvoker.add(target, { event: JSON.stringify(event), requestId: randomUUID(), causes });
    else log(`async   no function is called ${functionName}`);
  };
  return { host, lambdaApi: new LambdaApi(host, asyncInvoker, access.authorize), invokeAsync };
};

const answerInvoke = async (
  lambdaApi: LambdaApi,
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  meter: CallMeter,
): Promise<void> => {
  const begun = meter.begin(exchange.request);
  const step = meter.options.flows.step(begun.causes, { kind: 'call', name: 'Invoke', to: LAMBDA });
  try {
    const { request, response } = exchange;
    const { functionName, status } = await lambdaApi.answer(request, response, step.causes);
    step.end({ status });
    meter.report(begun, { service: 'lambda', operation: 'Invoke', resource: functionName, status });
  } finally {
    step.end({ status: 500 });
  }
};

/** Answers Lambda's Invoke at the AWS endpoint and leaves every other request to the rest of it. */
export const withInvoke =
  (lambdaApi: LambdaApi, meter: CallMeter, rest: OnRequest): OnRequest =>
  (request, response) => {
    if (!lambdaApi.isInvoke(request)) return rest(request, response);
    answerInvoke(lambdaApi, { request, response }, meter).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'x-amzn-ErrorType': 'ServiceException' });
      response.end(JSON.stringify({ Type: 'Service', message: String(error) }));
    });
  };
