import { movedTo, NO_CAUSES, type Causes } from '../flows/cause';
import { isObject, textOf, type JsonObject } from '../json';
import { labelOf } from '../label';
import { type TablePlan } from '../resources/plan';
import { changeRecord, isChange, type Change } from './change-record';
import { type StreamReader, type StreamRecord } from './stream-reader';

/** An item that a request writes. */
interface Written {
  readonly table: TablePlan;
  readonly keys: JsonObject;
}

/** A request as it may change a table. */
export interface Write {
  readonly operation: string;
  readonly input: JsonObject;
  readonly causes?: Causes;
}

type ReadItem = (table: TablePlan, keys: JsonObject) => Promise<JsonObject | undefined>;

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What has come and was not read yet. */
class RecordQueue implements StreamReader {
  readonly shardId = 'shardId-00000000000000000000-local';
  private readonly records: StreamRecord[] = [];
  private wake: () => void = () => undefined;

  push(record: StreamRecord): void {
    this.records.push(record);
    this.wake();
  }

  async read(count: number, waitMs: number): Promise<readonly StreamRecord[]> {
    if (this.records.length === 0)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    return this.records.splice(0, count);
  }
}

/**
 * Streams for an engine that has none: every write to a table with a stream is made alone, between two reads of the items
 * that it names. That is exact as long as all writes pass here.
 */
export class DerivedStreams {
  private readonly tables: ReadonlyMap<string, TablePlan>;
  private readonly queues = new Map<string, RecordQueue[]>();
  private count = 0;
  private lastWrite: Promise<unknown> = Promise.resolve();

  constructor(
    tables: readonly TablePlan[],
    private readonly readItem: ReadItem,
  ) {
    const streaming = tables.filter(({ streamViewType }) => streamViewType !== undefined);
    this.tables = new Map(streaming.map((table) => [table.name, table]));
  }

  /** The changes from now on; nothing was written before the start. */
  reader(table: TablePlan): StreamReader {
    const queue = new RecordQueue();
    this.queues.set(table.name, [...(this.queues.get(table.name) ?? []), queue]);
    return queue;
  }

  /** Makes a request and records what it changed. */
  async around<T extends { status: number }>(
    { operation, input, causes = NO_CAUSES }: Write,
    send: () => Promise<T>,
  ): Promise<T> {
    const written = this.queues.size === 0 ? [] : this.writtenBy(operation, input);
    if (written.length === 0) return send();
    const turn = this.lastWrite.then(() => this.write({ written, causes }, send));
    this.lastWrite = turn.catch(() => undefined);
    return turn;
  }

  private async write<T extends { status: number }>(
    { written, causes }: { readonly written: readonly Written[]; readonly causes: Causes },
    send: () => Promise<T>,
  ): Promise<T> {
    const before = await this.readAll(written);
    const answer = await send();
    if (answer.status !== 200) return answer;
    const after = await this.readAll(written);
    written.forEach(({ table, keys }, index) =>
      this.publish(table, { keys, before: before[index], after: after[index] }, causes),
    );
    return answer;
  }

  private readAll(written: readonly Written[]): Promise<(JsonObject | undefined)[]> {
    return Promise.all(written.map(({ table, keys }) => this.readItem(table, keys)));
  }

  private publish(table: TablePlan, change: Change, causes: Causes): void {
    if (!isChange(change)) return;
    const stream = { kind: 'table', name: `${labelOf(table.logicalId)} stream` } as const;
    const record = { ...changeRecord(table, change, this.count++), causes: movedTo(causes, stream) };
    for (const queue of this.queues.get(table.name) ?? []) queue.push(record);
  }

  private writtenBy(operation: string, input: JsonObject): Written[] {
    const name = textOf(input['TableName']) ?? '';
    if (operation === 'PutItem') return this.item(name, input['Item']);
    if (operation === 'UpdateItem' || operation === 'DeleteItem') return this.item(name, input['Key']);
    if (operation !== 'BatchWriteItem' || !isObject(input['RequestItems'])) return [];
    return Object.entries(input['RequestItems']).flatMap(([table, requests]) =>
      listOf(requests).flatMap((request) => {
        const { PutRequest: put, DeleteRequest: remove } = isObject(request) ? request : {};
        return this.item(table, isObject(put) ? put['Item'] : isObject(remove) ? remove['Key'] : undefined);
      }),
    );
  }

  private item(tableName: string, attributes: unknown): Written[] {
    const table = this.tables.get(tableName.slice(tableName.lastIndexOf('/') + 1));
    if (!table || !isObject(attributes)) return [];
    return [{ table, keys: Object.fromEntries(table.keyNames.map((name) => [name, attributes[name]])) }];
  }
}
