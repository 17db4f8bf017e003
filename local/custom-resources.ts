import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { LOCAL_ACCOUNT } from './assembly/read-assembly';
import { ANSWER_PATH } from './functions/answer-path';
import { type FunctionHost } from './functions/function-host';
import { parseObject, textOf } from './json';
import { type Log } from './log';
import { type LoopbackServer } from './loopback-server';
import { readBody } from './read-body';
import { type CustomResourcePlan } from './resources/plan';

interface Setting {
  readonly host: Pick<FunctionHost, 'invoke'>;
  /** The port of AWS: functions reach it, whatever they ask with. */
  readonly port: LoopbackServer;
  readonly log: Log;
}

/** A function that says nothing for so long is not waited for: it may want a service that is not here. */
const ANSWER_MS = 10_000;

const MAX_REASON = 300;

interface Expected {
  readonly url: string;
  /** What was put there; undefined if nothing was in time. */
  readonly answer: Promise<string | undefined>;
  /** Puts an answer there in place of the function. */
  readonly put: (answer: string) => void;
}

/** Takes the answers of functions, each at a path of its own below ANSWER_PATH. */
class Answers {
  private readonly waiting = new Map<string, (answer: string) => void>();

  constructor(private readonly port: LoopbackServer) {
    const { onRequest: rest } = port;
    port.onRequest = (request, response) =>
      request.url?.startsWith(ANSWER_PATH) ? void this.take(request, response) : rest(request, response);
  }

  expect(): Expected {
    const path = ANSWER_PATH + randomUUID();
    let resolve: (text: string | undefined) => void = () => undefined;
    const answer = new Promise<string | undefined>((settle) => (resolve = settle));
    const timer = setTimeout(() => resolve(undefined), ANSWER_MS);
    const put = (text: string): void => {
      clearTimeout(timer);
      resolve(text);
    };
    this.waiting.set(path, put);
    return { url: `http://127.0.0.1:${this.port.port}${path}`, answer, put };
  }

  /** What comes too late is taken, too. */
  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    this.waiting.get(request.url ?? '')?.(String(body ?? ''));
    response.end();
  }
}

const failureIn = (answer: string | undefined): string | undefined => {
  if (answer === undefined) return `no answer in ${ANSWER_MS / 1000} s`;
  const { Status, Reason } = parseObject(answer) ?? {};
  return Status === 'SUCCESS' ? undefined : (textOf(Reason) ?? 'it failed');
};

const createEvent = (resource: CustomResourcePlan, url: string): unknown => ({
  RequestType: 'Create',
  ResponseURL: url,
  StackId: `arn:aws:cloudformation:${resource.region}:${LOCAL_ACCOUNT}:stack/${resource.stackName}/local`,
  RequestId: randomUUID(),
  ResourceType: resource.type,
  LogicalResourceId: resource.logicalId,
  ResourceProperties: resource.properties,
});

/**
 * Runs the function once, and as it is invoked asynchronously on AWS an error of it is no answer; but nothing waits here
 * for a retry after a minute, so that an error ends the wait.
 */
const create = async (resource: CustomResourcePlan, answers: Answers, setting: Setting): Promise<void> => {
  const { host, log } = setting;
  const { url, answer, put } = answers.expect();
  const invoked = host.invoke(resource.functionName, createEvent(resource, url));
  void invoked.then(({ isError, payload }) => {
    if (isError) put(JSON.stringify({ Status: 'FAILED', Reason: payload.slice(0, MAX_REASON) }));
  });
  const failure = failureIn(await answer);
  if (failure !== undefined) log(`custom  ${resource.logicalId} (${resource.type}): ${failure}`);
};

/**
 * Has the functions of custom resources make them, as a first deployment does; at every start, because nothing says what
 * the last one left. One that fails is named, and the start goes on: it may want what no laptop has.
 */
export const createCustomResources = async (
  resources: readonly CustomResourcePlan[],
  setting: Setting,
): Promise<void> => {
  if (resources.length === 0) return;
  const answers = new Answers(setting.port);
  await Promise.all(resources.map((resource) => create(resource, answers, setting)));
};
