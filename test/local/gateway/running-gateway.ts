import { readAssembly } from '../../../local/assembly/read-assembly';
import { type Outcome } from '../../../local/functions/invocation';
import { apisByStage } from '../../../local/gateway/api';
import { ConnectionsApi } from '../../../local/gateway/connections-api';
import { Gateway, type GatewayOptions } from '../../../local/gateway/gateway';
import { LoopbackServer } from '../../../local/loopback-server';
import { type Plan } from '../../../local/resources/plan';
import { planAssembly } from '../../../local/resources/plan-assembly';
import { Client, eventually } from '../echo-runtime';
import { writeAssembly } from '../temporary-assembly';
import { anApi, type ApiSetting } from './api-template';

export type Event = Record<string, unknown>;

export type Functions = Record<string, (event: Event) => unknown>;

export interface Setting extends ApiSetting {
  /** What the functions do, by name; one that nobody gives answers 200. */
  readonly functions?: Functions;
  readonly options?: Partial<GatewayOptions>;
}

export const planOf = (setting: ApiSetting): Plan =>
  planAssembly(readAssembly(writeAssembly({ Main: { Resources: anApi(setting) } })), {
    parameters: {},
    addresses: { awsUrl: 'http://127.0.0.1:99' },
  });

const outcomeOf = async (run: () => unknown): Promise<Outcome> => {
  try {
    return { isError: false, payload: JSON.stringify((await run()) ?? null) };
  } catch (error) {
    const { name, message } = error as Error;
    return { isError: true, payload: JSON.stringify({ errorType: name, errorMessage: message }) };
  }
};

/** A gateway in front of functions that are closures of the test: everything else is the runtime's own. */
export class RunningGateway {
  /** Every event that a function got, in order. */
  readonly events: { readonly name: string; readonly event: Event }[] = [];
  readonly plan: Plan;
  readonly gateway: Gateway;
  private readonly connectionsApi: ConnectionsApi;
  private readonly sockets = new LoopbackServer({ what: 'socket' });
  private readonly aws = new LoopbackServer({ what: 'aws' });

  private constructor(setting: Setting) {
    this.plan = planOf(setting);
    const apis = apisByStage(this.plan);
    this.gateway = new Gateway({
      apis,
      log: () => undefined,
      callService: () => Promise.reject(new Error('there is no service here')),
      invoke: (name, event) =>
        this.invoke(setting.functions ?? {}, name, JSON.parse(JSON.stringify(event)) as Event),
      ...setting.options,
    });
    this.connectionsApi = new ConnectionsApi({
      apis,
      connections: this.gateway.connections,
      admitsCall: this.gateway.throttle.admitsCall,
      authorize: () => undefined,
    });
  }

  static async start(setting: Setting): Promise<RunningGateway> {
    const running = new RunningGateway(setting);
    const { sockets, aws, gateway } = running;
    await Promise.all([sockets.listen(0), aws.listen(0)]);
    sockets.onRequest = gateway.onRequest;
    sockets.onUpgrade = gateway.onUpgrade;
    aws.onRequest = (request, response) => void running.connectionsApi.answer(request, response);
    return running;
  }

  get url(): string {
    return `ws://localhost:${this.sockets.port}/test`;
  }

  eventsOf(name: string): Event[] {
    return this.events.filter((call) => call.name === name).map(({ event }) => event);
  }

  open(query = '', protocols?: string[], headers?: Record<string, string>): Promise<Client> {
    return Client.open(`${this.url}${query}`, protocols, headers);
  }

  /** Opens one more connection and tells its id. */
  async openWithId(query = '', headers?: Record<string, string>): Promise<{ client: Client; id: string }> {
    const before = new Set(this.gateway.connections.keys());
    const client = await this.open(query, [], headers);
    const id = await eventually(() => [...this.gateway.connections.keys()].find((key) => !before.has(key)));
    return { client, id };
  }

  /** The status with which a handshake ends: 101 for an open socket. */
  async status(query = '', headers?: Record<string, string>): Promise<number> {
    try {
      await (await this.open(query, [], headers)).close();
      return 101;
    } catch (error) {
      return Number((error as Error).message);
    }
  }

  /** Calls @connections; the path after the stage is given as it goes over the wire. */
  connections(method: string, path: string, init: RequestInit & { stage?: string } = {}): Promise<Response> {
    const { stage = 'test', ...rest } = init;
    const authorization = 'AWS4-HMAC-SHA256 Credential=TEST/20260101/eu-west-1/execute-api/aws4_request';
    return fetch(
      `http://127.0.0.1:${this.aws.port}/execute-api/${this.plan.apis[0]!.id}/${stage}/@connections/${path}`,
      { method, headers: { authorization }, ...rest },
    );
  }

  async stop(): Promise<void> {
    this.gateway.stop();
    await Promise.all([this.sockets.close(), this.aws.close()]);
  }

  private invoke(functions: Functions, name: string, event: Event): Promise<Outcome> {
    this.events.push({ name, event });
    const run = functions[name] ?? (() => ({ statusCode: 200 }));
    return outcomeOf(() => run(event));
  }
}

/** The frame that answers one message. */
export const answerTo = async (gateway: RunningGateway, message: unknown): Promise<string> => {
  const client = await gateway.open();
  const frame = await client.request(message);
  await client.close();
  return frame;
};
