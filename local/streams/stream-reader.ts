import { type Causes } from '../flows/cause';
import { type JsonObject } from '../json';

/** One change of a table, as a function receives it. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  readonly arrivedAtMs: number;
  readonly event: JsonObject;
  /** Who made the change; unknown where the engine has streams of its own. */
  readonly causes?: Causes;
}

/** The changes of one table in their order, from the position at which a mapping starts. */
export interface StreamReader {
  readonly shardId: string;
  /** The next records; empty when none came within the time. */
  read(count: number, waitMs: number): Promise<readonly StreamRecord[]>;
}
