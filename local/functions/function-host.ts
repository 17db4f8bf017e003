import { labelOf } from '../label';
import { type Log } from '../log';
import { type FunctionPlan } from '../resources/plan';
import { FunctionPool } from './function-pool';
import { failure, type Outcome } from './invocation';
import { WorkerEnvironment } from './worker-environment';

/** Invokes a function by name, synchronously, as the services do. */
export type Invoke = (functionName: string, event: unknown) => Promise<Outcome>;

export interface HostOptions {
  readonly workerCode: string;
  readonly awsUrl: string;
  readonly log: Log;
}

const errorTextOf = (outcome: Outcome): string =>
  outcome.isError ? ` failed ${outcome.payload.slice(0, 300)}` : '';

/** Output of a function, one line of the runtime's log for each of its lines. */
const outputTo =
  (log: Log, name: string) =>
  (text: string): void => {
    for (const line of text.split('\n')) if (line.trim() !== '') log(`  ${name} | ${line}`);
  };

/** Runs the functions of the plan, each in a pool of its own. */
export class FunctionHost {
  private readonly pools = new Map<string, FunctionPool>();
  private readonly labels = new Map<string, string>();

  constructor(
    plans: readonly FunctionPlan[],
    private readonly options: HostOptions,
  ) {
    for (const plan of plans) {
      this.labels.set(plan.name, labelOf(plan.logicalId));
      this.pools.set(plan.name, this.poolFor(plan));
    }
  }

  readonly invoke: Invoke = async (functionName, event) => {
    const pool = this.pools.get(functionName);
    if (!pool) {
      return failure({
        errorType: 'ResourceNotFoundException',
        errorMessage: `Function not found: ${functionName}`,
      });
    }
    const startedAt = performance.now();
    const outcome = await pool.invoke(JSON.stringify(event));
    const milliseconds = Math.round(performance.now() - startedAt);
    this.options.log(
      `invoke  ${this.labels.get(functionName) ?? functionName} ${milliseconds} ms${errorTextOf(outcome)}`,
    );
    return outcome;
  };

  async stop(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.stop()));
  }

  private poolFor(plan: FunctionPlan): FunctionPool {
    const { workerCode: code, awsUrl, log } = this.options;
    return new FunctionPool({
      timeoutSeconds: plan.timeoutSeconds,
      start: () => new WorkerEnvironment({ plan, code, awsUrl, log: outputTo(log, labelOf(plan.logicalId)) }),
    });
  }
}
