import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { LOCAL_ACCOUNT } from './assembly/read-assembly';
import { type InvokeAsync } from './functions/invoke-async';
import { parseObject, textOf } from './json';
import { type Log } from './log';
import { readBody } from './read-body';
import { type CustomResourcePlan } from './resources/plan';

interface Setting {
  readonly invokeAsync: InvokeAsync;
  readonly log: Log;
  readonly region: string;
}

/** A function that says nothing for so long is not waited for: it may want a service that is not here. */
const ANSWER_MS = 10_000;

/** Listens for the answers of functions, each at a path of its own. */
class AnswerServer {
  private readonly waiting = new Map<string, (answer: string) => void>();
  private port = 0;
  private readonly server: Server = createServer((request, response) => {
    void readBody(request).then((body) => {
      this.waiting.get(request.url ?? '')?.(String(body ?? ''));
      response.end();
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = this.server.address();
    if (typeof address === 'object' && address) this.port = address.port;
  }

  /** Gives an address, and what is put there; undefined if nothing is in time. */
  expect(): { readonly url: string; readonly answer: Promise<string | undefined> } {
    const path = `/${randomUUID()}`;
    const answer = new Promise<string | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), ANSWER_MS);
      this.waiting.set(path, (text) => {
        clearTimeout(timer);
        resolve(text);
      });
    });
    return { url: `http://127.0.0.1:${this.port}${path}`, answer };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const failureIn = (answer: string | undefined): string | undefined => {
  if (answer === undefined) return `no answer in ${ANSWER_MS / 1000} s`;
  const { Status, Reason } = parseObject(answer) ?? {};
  return Status === 'SUCCESS' ? undefined : (textOf(Reason) ?? 'it failed');
};

const createEvent = (
  resource: CustomResourcePlan,
  { region, url }: { region: string; url: string },
): unknown => ({
  RequestType: 'Create',
  ResponseURL: url,
  StackId: `arn:aws:cloudformation:${region}:${LOCAL_ACCOUNT}:stack/${resource.stackName}/local`,
  RequestId: randomUUID(),
  ResourceType: resource.type,
  LogicalResourceId: resource.logicalId,
  ResourceProperties: resource.properties,
});

/**
 * Has the functions of custom resources make them, as a first deployment does; at every start, because nothing says what
 * the last one left. One that fails is named, and the start goes on: it may want what no laptop has.
 */
export const createCustomResources = async (
  resources: readonly CustomResourcePlan[],
  { invokeAsync, log, region }: Setting,
): Promise<void> => {
  if (resources.length === 0) return;
  const answers = new AnswerServer();
  await answers.start();
  await Promise.all(
    resources.map(async (resource) => {
      const { url, answer } = answers.expect();
      invokeAsync(resource.functionName, createEvent(resource, { region, url }));
      const failure = failureIn(await answer);
      if (failure !== undefined) log(`custom  ${resource.logicalId} (${resource.type}): ${failure}`);
    }),
  );
  await answers.stop();
};
