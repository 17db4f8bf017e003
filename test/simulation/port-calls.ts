import type { CallFault, Faults, Service } from './faults';
import type { Life } from './life';
import { between } from './seeded-random';
import type { VirtualTime } from './virtual-time';

/** As the SDK clients of the functions are set: how often a call is tried, and how long one try may take. */
const patience: Record<Service, { tries: number; waitMs: number }> = {
  dynamodb: { tries: 3, waitMs: 2_000 },
  sqs: { tries: 3, waitMs: 2_000 },
  sns: { tries: 3, waitMs: 2_000 },
  gateway: { tries: 1, waitMs: 1_000 },
  valkey: { tries: 1, waitMs: 100 },
};

const latencyMs = { min: 2, max: 20 };
const lateMs = { min: 100, max: 6_000 };

/** AWS did not answer, or refused: what the SDK throws when its tries are used up. */
export class AwsFailure extends Error {}

interface Call<Result> {
  life: Life;
  service: Service;
  name: string;
  effect: () => Promise<Result>;
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

/** Lets calls of ports take time and go wrong, as calls of AWS do. Their effect is one moment. */
export class PortCalls {
  constructor(
    private readonly time: VirtualTime,
    private readonly faults: Faults,
  ) {}

  /** The port as one function run sees it. */
  bind<Port extends object>(life: Life, service: Service, [name, port]: readonly [string, Port]): Port {
    return new Proxy(port, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function' || typeof key !== 'string') return member;
        return (...args: unknown[]) =>
          this.make(life, service, {
            name: `${name}.${key}`,
            effect: () => Reflect.apply(member, target, args) as Promise<unknown>,
          });
      },
    });
  }

  make<Result>(
    life: Life,
    service: Service,
    { name, effect }: { name: string; effect: () => Promise<Result> },
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#attempt({ life, service, name: life.nextCall(name), effect, resolve, reject }, 1);
    });
  }

  #attempt<Result>(call: Call<Result>, attempt: number): void {
    const { life, service, name } = call;
    if (life.isDead) return;
    const fault = this.faults.ofCall(service, `${name}#${attempt}`, life.random);
    this.time.after(between(life.random, latencyMs.min, latencyMs.max), () => {
      if (!life.isDead) this.#arrive(call, attempt, fault);
    });
  }

  #arrive<Result>(call: Call<Result>, attempt: number, fault: CallFault | undefined): void {
    const { life, service, effect, resolve, reject } = call;
    const fail = (afterMs: number) =>
      this.time.after(afterMs, () => {
        if (life.isDead) return;
        if (attempt < patience[service].tries) this.#attempt(call, attempt + 1);
        else reject(new AwsFailure(`${call.name} failed`));
      });
    const apply = () => {
      effect().catch(() => undefined);
    };
    switch (fault) {
      case undefined:
        effect().then(resolve, reject);
        return;
      case 'throttle':
        fail(between(life.random, 0, 50 * 2 ** attempt));
        return;
      case 'timeoutAfter':
        apply();
        fail(patience[service].waitMs);
        return;
      case 'timeoutBefore':
        fail(patience[service].waitMs);
        return;
      case 'late':
        this.time.after(patience[service].waitMs + between(life.random, lateMs.min, lateMs.max), apply);
        fail(patience[service].waitMs);
        return;
      case 'crashAfter':
        apply();
        life.die();
        return;
      case 'crashBefore':
        life.die();
    }
  }
}
