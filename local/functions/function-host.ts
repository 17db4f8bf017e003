import { randomUUID } from 'node:crypto';
import { NO_CAUSES, type Causes } from '../flows/cause';
import { type Lane } from '../flows/flow';
import { FlowRecorder } from '../flows/flow-recorder';
import { LAMBDA } from '../flows/lanes';
import { handlerUsage } from '../flows/metered';
import { NO_STEP, type OpenStep } from '../flows/open-step';
import { labelOf } from '../label';
import { type Log } from '../log';
import { randomText } from '../random-text';
import { apiHost } from '../resources/api-host';
import { type FunctionPlan, type Plan } from '../resources/plan';
import { codeContent } from './code-content';
import { Concurrency } from './concurrency';
import { ExecutionEnvironment } from './execution-environment';
import { functionEnvironment } from './function-environment';
import { FunctionPool } from './function-pool';
import { FunctionTargets, notFound, type FunctionTarget } from './function-targets';
import { type Environment, type Outcome } from './invocation';
import { type LocalHosts } from './local-hosts';
import { limitResponse, refuseEvent } from './payload-limits';
import { type SandboxSetting, type StartSandbox } from './sandbox';

/** Invokes a function by name or ARN, synchronously, as the services do. */
export type Invoke = (functionName: string, event: unknown, causes?: Causes) => Promise<Outcome>;

/** One event for a function, as JSON text. */
export interface HostedEvent {
  readonly event: string;
  readonly requestId: string;
  /** What it comes from; without any it begins a flow of its own. */
  readonly causes?: Causes;
}

export interface HostOptions {
  readonly startSandbox: StartSandbox;
  readonly awsUrl: string;
  readonly log: Log;
  /** How many events may run at a time in all. @default 1000, as in an account */
  readonly concurrencyLimit?: number | undefined;
  /** @default 10, as Lambda */
  readonly initSeconds?: number | undefined;
  /** @default one that records nothing */
  readonly flows?: FlowRecorder;
}

/** One environment and whose it is. */
export interface HostedEnvironment {
  readonly plan: FunctionPlan;
  readonly version: string;
  readonly environment: Environment;
}

interface HostedPool {
  readonly plan: FunctionPlan;
  readonly version: string;
  readonly pool: FunctionPool;
}

const errorTextOf = (outcome: Outcome): string =>
  outcome.isError ? ` failed ${outcome.payload.slice(0, 300)}` : '';

/** Output of a function, one line of the runtime's log for each of its lines. */
const outputTo =
  (log: Log, name: string) =>
  (text: string): void => {
    for (const line of text.split('\n')) if (line.trim() !== '') log(`  ${name} | ${line}`);
  };

const traceId = (): string => {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomText(12, 'hex')};Parent=${randomText(8, 'hex')};Sampled=0`;
};

const logStreamName = (version: string): string =>
  `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[${version}]${randomText(16, 'hex')}`;

const sandboxSetting = (plan: FunctionPlan, version: string, localHosts: LocalHosts): SandboxSetting => {
  const logStream = logStreamName(version);
  const session = randomText(12, 'hex');
  return {
    worker: {
      codeFolder: plan.codeFolder,
      handler: plan.handler,
      functionName: plan.name,
      functionVersion: version,
      memoryMb: plan.memoryMb,
      logGroup: plan.logGroup,
      logStream,
      localHosts,
    },
    variables: functionEnvironment(plan, { awsUrl: localHosts.awsUrl, version, logStream, session }),
  };
};

/** Runs the functions of the plan, each version in a pool of its own. */
export class FunctionHost {
  readonly targets: FunctionTargets;
  private readonly pools = new Map<string, HostedPool>();
  private readonly concurrency: Concurrency;
  /** Where code that has changed since the start lies, by function name. */
  private readonly newCode = new Map<string, string>();
  private readonly flows: FlowRecorder;
  private readonly localHosts: LocalHosts;
  private readonly lanes = new Map<string, Lane>();

  constructor(
    plan: Pick<Plan, 'functions' | 'qualifiers' | 'apis'>,
    private readonly options: HostOptions,
  ) {
    this.targets = new FunctionTargets(plan);
    this.localHosts = { apiHosts: plan.apis.map(apiHost), awsUrl: options.awsUrl };
    this.flows = options.flows ?? new FlowRecorder(0);
    const reserved = plan.functions.flatMap(({ name, reservedConcurrency }) =>
      reservedConcurrency === undefined ? [] : [[name, reservedConcurrency] as const],
    );
    this.concurrency = new Concurrency(options.concurrencyLimit ?? 1000, new Map(reserved));
  }

  readonly invoke: Invoke = (functionName, event, causes = NO_CAUSES) => {
    const target = this.targets.find(functionName);
    return target
      ? this.run(target, { event: JSON.stringify(event), requestId: randomUUID(), causes })
      : Promise.resolve(notFound(functionName));
  };

  /** Runs one event within all of Lambda's limits. */
  async run(target: FunctionTarget, hosted: HostedEvent): Promise<Outcome> {
    const startedAt = performance.now();
    const step = this.beginStep(target, hosted);
    const outcome = refuseEvent(hosted.event, 'sync') ?? (await this.runWithin(target, hosted));
    this.endStep(step, { target, requestId: hosted.requestId, outcome });
    const milliseconds = Math.round(performance.now() - startedAt);
    this.options.log(`invoke  ${labelOf(target.plan.logicalId)} ${milliseconds} ms${errorTextOf(outcome)}`);
    return outcome;
  }

  get environments(): readonly HostedEnvironment[] {
    return [...this.pools.values()].flatMap(({ plan, version, pool }) =>
      pool.environments.map((environment) => ({ plan, version, environment })),
    );
  }

  /**
   * Events that come from now on run the code in this folder, those that run are left to finish. False when the code is
   * the same, so that nothing starts anew.
   */
  replaceCode(functionName: string, codeFolder: string): boolean {
    const target = this.targets.find(functionName);
    if (!target) return false;
    const { name } = target.plan;
    const before = codeContent(this.codeFolderOf(target.plan));
    this.newCode.set(name, codeFolder);
    if (codeContent(codeFolder) === before) return false;
    for (const { plan, pool } of this.pools.values()) if (plan.name === name) pool.renew();
    return true;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.pools.values()].map(({ pool }) => pool.stop()));
  }

  private beginStep({ plan }: FunctionTarget, { requestId, causes = NO_CAUSES }: HostedEvent): OpenStep {
    if (!this.flows.isOn) return NO_STEP;
    const to = this.laneOf(plan);
    const { name } = to;
    const from = causes.length > 0 ? causes : this.flows.begin({ kind: 'invoke', name }, LAMBDA);
    const step = this.flows.step(from, { kind: 'invoke', name, to });
    this.flows.invoked(requestId, step);
    return step;
  }

  private endStep(
    step: OpenStep,
    { target, requestId, outcome }: { target: FunctionTarget; requestId: string; outcome: Outcome },
  ): void {
    if (step.causes.length === 0) return;
    const { waitedMs, handlerMs } = this.flows.ended(requestId);
    step.end({
      status: outcome.rejection?.status ?? (outcome.isError ? 500 : 200),
      waitedMs,
      error: outcome.isError ? outcome.payload.slice(0, 300) : undefined,
      usage: outcome.rejection ? undefined : handlerUsage(target.plan.memoryMb, handlerMs),
    });
  }

  private laneOf({ name, logicalId }: FunctionPlan): Lane {
    const known = this.lanes.get(name);
    if (known) return known;
    const lane: Lane = { kind: 'function', name: labelOf(logicalId) };
    this.lanes.set(name, lane);
    return lane;
  }

  private async runWithin(target: FunctionTarget, { event, requestId }: HostedEvent): Promise<Outcome> {
    const { name } = target.plan;
    const throttled = this.concurrency.enter(name);
    if (throttled) return throttled;
    try {
      const invocation = { requestId, event, functionArn: target.arn, traceId: traceId() };
      return limitResponse(await this.poolFor(target).invoke(invocation));
    } finally {
      this.concurrency.leave(name);
    }
  }

  private poolFor({ plan, version }: FunctionTarget): FunctionPool {
    const key = `${plan.name}:${version}`;
    const known = this.pools.get(key);
    if (known) return known.pool;
    const { timeoutSeconds } = plan;
    const pool = new FunctionPool({
      timeoutSeconds,
      start: () => this.startEnvironment(plan, version),
      onRun: (id, { session }) => this.flows.runs(id, session),
    });
    this.pools.set(key, { plan, version, pool });
    return pool;
  }

  private codeFolderOf({ name, codeFolder }: FunctionPlan): string {
    return this.newCode.get(name) ?? codeFolder;
  }

  private startEnvironment(plan: FunctionPlan, version: string): Environment {
    const { startSandbox, log, initSeconds = 10 } = this.options;
    const current = { ...plan, codeFolder: this.codeFolderOf(plan) };
    return new ExecutionEnvironment({
      setting: sandboxSetting(current, version, this.localHosts),
      startSandbox,
      log: outputTo(log, labelOf(plan.logicalId)),
      initSeconds,
      timeoutSeconds: plan.timeoutSeconds,
    });
  }
}
