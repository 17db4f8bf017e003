import { labelOf } from '../label';
import { type Plan } from '../resources/plan';
import { type Lane } from './flow';

export const CLIENT: Lane = { kind: 'client', name: 'client' };
export const GATEWAY: Lane = { kind: 'gateway', name: 'API Gateway' };
export const LAMBDA: Lane = { kind: 'service', name: 'Lambda' };
export const SNS: Lane = { kind: 'service', name: 'SNS' };

/** Names of tables, queues and functions as people call them, by the names and ARNs that calls have. */
export class Lanes {
  private readonly labels: ReadonlyMap<string, string>;

  constructor({ functions, tables, queues }: Pick<Plan, 'functions' | 'tables' | 'queues'>) {
    this.labels = new Map(
      [...functions, ...tables, ...queues].map(({ name, logicalId }) => [name, labelOf(logicalId)]),
    );
  }

  function(name: string): Lane {
    return { kind: 'function', name: this.labelFor(name) };
  }

  /** A batch may name several. */
  table(names: string): Lane {
    const labels = names.split(',').map((name) => this.labelFor(name.slice(name.lastIndexOf('/') + 1)));
    return { kind: 'table', name: labels.join(', ') };
  }

  queue(name: string): Lane {
    return { kind: 'queue', name: this.labelFor(name) };
  }

  private labelFor(name: string): string {
    return this.labels.get(name) ?? name;
  }
}
