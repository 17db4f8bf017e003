import { type PushPlatforms } from './aws/push-platforms';
import { QueueUrls } from './aws/queue-urls';
import { type Sns } from './aws/sns';
import { checkParameters } from './assembly/parameter-value';
import { readAssembly, type Assembly } from './assembly/read-assembly';
import { type CacheServer } from './cache/cache-server';
import { compileWorkers } from './compile-workers';
import { createCustomResources } from './custom-resources';
import { FlowRecorder } from './flows/flow-recorder';
import { type FunctionHost, type HostedEnvironment } from './functions/function-host';
import { type LambdaApi } from './functions/lambda-api';
import { apisByStage } from './gateway/api';
import { Gateway } from './gateway/gateway';
import { serviceCaller } from './gateway/service-caller';
import { type AccessControl } from './iam/access-control';
import { labelOf } from './label';
import { LocalError } from './local-error';
import { LOCAL_AUDIENCE, localParameters } from './local-parameters';
import { openPorts, type Ports } from './ports';
import { type Plan } from './resources/plan';
import { planAssembly } from './resources/plan-assembly';
import { type Runtime, type RuntimeEnvironment, type RuntimeOptions } from './runtime-options';
import { type ScheduleRunner } from './schedules/schedule-runner';
import { gatewayMayInvoke, startAccessControl } from './start-access-control';
import { startCacheOf } from './start-cache-of';
import { startAwsEndpoint } from './start-aws-endpoint';
import { startFunctions } from './start-functions';
import { startSns } from './start-sns';
import { fillStores, startStores, type Stores } from './start-stores';
import { startTriggers } from './start-triggers';
import { StopList } from './stop-list';
import { Issuer } from './web/issuer';
import { issuerKey } from './web/issuer-key';
import { WebServer } from './web/web-server';
import { writeInlineCode } from './write-inline-code';

interface Places {
  readonly ports: Ports;
  readonly cache: CacheServer | undefined;
}

/** What the parts started so far share. */
interface Started extends Places {
  readonly options: RuntimeOptions;
  readonly assembly: Assembly;
  readonly plan: Plan;
  readonly stores: Stores;
  readonly host: FunctionHost;
  readonly lambdaApi: LambdaApi;
  readonly gateway: Gateway;
  readonly issuer: Issuer;
  readonly platforms: PushPlatforms;
  readonly sns: Sns;
  readonly schedules: ScheduleRunner;
  readonly access: AccessControl;
  readonly flows: FlowRecorder;
}

const awsUrlOf = (ports: Ports): string => `http://127.0.0.1:${ports.aws.port}`;

const webUrlOf = (ports: Ports): string => `http://localhost:${ports.web.port}`;

const socketUrlsOf = ({ ports, plan }: Started): string[] =>
  [...apisByStage(plan).keys()].map((stage) => `ws://localhost:${ports.socket.port}/${stage}`);

const planFor = (assembly: Assembly, options: RuntimeOptions, { ports, cache }: Places): Plan => {
  checkParameters(assembly, options.parameters);
  return planAssembly(assembly, {
    parameters: { ...localParameters(webUrlOf(ports)), ...options.parameters },
    addresses: { awsUrl: awsUrlOf(ports), cache },
  });
};

const startGateway = ({
  options,
  plan,
  ports,
  host,
  flows,
  access,
}: Pick<Started, 'options' | 'plan' | 'ports' | 'host' | 'flows' | 'access'>): Gateway => {
  const { idleSeconds, maxSeconds, quotas, reordering, log = () => undefined } = options;
  const gateway = new Gateway({
    apis: apisByStage(plan),
    invoke: host.invoke,
    callService: serviceCaller(awsUrlOf(ports), flows),
    mayInvoke: gatewayMayInvoke(access),
    flows,
    log,
    ...(idleSeconds !== undefined && { idleSeconds }),
    ...(maxSeconds !== undefined && { maxSeconds }),
    ...(quotas && { quotas }),
    ...(reordering && { reordering }),
  });
  ports.socket.onRequest = gateway.onRequest;
  ports.socket.onUpgrade = gateway.onUpgrade;
  return gateway;
};

const startWeb = (started: Started): void => {
  const { options, assembly, plan, ports, issuer, flows } = started;
  const names = (list: readonly { logicalId: string }[]): string[] =>
    list.map(({ logicalId }) => labelOf(logicalId));
  const server = new WebServer(issuer, {
    webUrl: webUrlOf(ports),
    socketUrls: socketUrlsOf(started),
    stacks: assembly.stacks.map(({ name }) => name),
    functions: names(plan.functions),
    tables: names(plan.tables),
    queues: names(plan.queues),
    webFolder: options.webFolder,
    inspectorFolder: options.inspectorFolder,
    flows: flows.log,
  });
  ports.web.onRequest = server.onRequest;
};

const environmentOf = ({ plan, version, environment }: HostedEnvironment): RuntimeEnvironment => ({
  functionName: plan.name,
  logicalId: plan.logicalId,
  version,
  id: environment.id,
  get state() {
    return environment.state;
  },
  kill: () => environment.kill(),
  pause: () => environment.pause(),
  resume: () => environment.resume(),
});

const runtimeOf = (started: Started, stops: StopList): Runtime => {
  const { options, plan, ports, host, gateway, issuer, schedules } = started;
  const socketUrls = socketUrlsOf(started);
  const nameOf = (name: string): string =>
    plan.functions.find(({ logicalId }) => logicalId === name)?.name ?? name;
  return {
    socketUrl: socketUrls[0] ?? '',
    socketUrls,
    webUrl: webUrlOf(ports),
    awsUrl: awsUrlOf(ports),
    functions: plan.functions,
    tables: plan.tables,
    queues: plan.queues,
    schedules: plan.schedules,
    notRun: plan.notRun,
    token: (userId, expiresInSeconds = 3600) => issuer.token({ userId, expiresInSeconds }),
    invoke: (name, event) => host.invoke(nameOf(name), event),
    environments: () => host.environments.map(environmentOf),
    replaceCode: (name, codeFolder) => host.replaceCode(nameOf(name), codeFolder),
    flows: () => started.flows.log.list(),
    connectionIds: () => [...gateway.connections.keys()],
    pushes: () => started.platforms.pushes,
    disableEndpoint: (endpointArn) => started.platforms.disable(endpointArn),
    removeApp: (endpointArn) => started.platforms.removeApp(endpointArn),
    closeConnections: (code) => gateway.closeConnections(code),
    fireSchedule: (logicalId) => {
      if (!schedules.fire(logicalId)) throw new LocalError(`No rule or schedule is called ${logicalId}.`);
    },
    moveClock: (seconds) => schedules.move(seconds * 1000),
    setDisconnectDelivery: (delivery) => {
      gateway.delivery = delivery;
    },
    setPolicies: (folder) => {
      if (options.iam === 'off') throw new LocalError('With iam off there are no policies to replace.');
      started.access.load(planFor(readAssembly(folder), options, started));
    },
    stop: () => stops.stop(),
  };
};

const createIssuer = (ports: Ports, persistIn: string | undefined): Issuer =>
  new Issuer({ url: webUrlOf(ports), audience: LOCAL_AUDIENCE, privateKey: issuerKey(persistIn) });

const regionOf = ({ stacks }: Assembly): string => stacks[0]?.region ?? 'us-east-1';

/** The steps of a start, in order; each adds to the list how it is undone. */
const start = async (options: RuntimeOptions, stops: StopList): Promise<Runtime> => {
  const { log = () => undefined, persistIn } = options;
  const assembly = readAssembly(options.assembly);
  const ports = await openPorts(options);
  stops.add(() => ports.close());
  const cache = await startCacheOf(assembly, options, stops);
  const plan = writeInlineCode(planFor(assembly, options, { ports, cache }), stops);
  const access = startAccessControl(plan, options);
  const code = compileWorkers();
  const stores = await startStores({ code, region: regionOf(assembly), options, stops });
  await fillStores(stores, plan);
  const queueUrls = new QueueUrls(awsUrlOf(ports), stores.sqs);
  const flows = new FlowRecorder(options.keptFlows);
  const setting = { options, stores, queueUrls, access, flows, log, stops };
  const functions = startFunctions(plan, { ...setting, code: code.function, awsUrl: awsUrlOf(ports) });
  const triggers = await startTriggers(plan, { ...setting, ...functions, invoke: functions.host.invoke });
  const gateway = startGateway({ ...setting, ...functions, ports, plan });
  stops.add(() => gateway.stop());
  const started: Started = {
    options,
    assembly,
    ports,
    cache,
    plan,
    stores,
    ...functions,
    gateway,
    issuer: createIssuer(ports, persistIn),
    ...startSns(plan, { ...setting, ...functions }),
    schedules: triggers.schedules,
    access,
    flows,
  };
  const endpoint = startAwsEndpoint(plan, { ...started, queueUrls, streams: triggers.streams });
  stops.add(() => endpoint.stop());
  startWeb(started);
  await createCustomResources(plan.customResources, { ...functions, port: ports.aws, log });
  triggers.schedules.start();
  return runtimeOf(started, stops);
};

/**
 * Runs a cloud assembly: its functions, tables, queues and WebSocket APIs. Several runtimes may run in one process. When
 * a step fails, what was already started is stopped before the error is passed on.
 */
export const startRuntime = async (options: RuntimeOptions): Promise<Runtime> => {
  const stops = new StopList();
  try {
    return await start(options, stops);
  } catch (error) {
    await stops.stop();
    throw error;
  }
};
