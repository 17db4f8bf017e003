import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { decodeCapacity } from './decode-capacity';

export interface Calls {
  calls: number;
  writes: number;
  readUnits: number;
  writeUnits: number;
}

const none: Calls = { calls: 0, writes: 0, readUnits: 0, writeUnits: 0 };

/** Counts the calls of a DynamoDB client and the capacity that they consumed. */
export class CallMeter {
  private counted = { ...none };

  constructor(client: DynamoDBDocumentClient) {
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
          const result = await next(args);
          this.count(/Put|Update|Delete|Write/.test(commandName), decodeCapacity(result.output));
          return result;
        },
      { step: 'initialize', name: 'callMeter', priority: 'low' },
    );
  }

  /** What was counted since the last time. */
  take(): Calls {
    const counted = this.counted;
    this.counted = { ...none };
    return counted;
  }

  private count(isWrite: boolean, units: number): void {
    const { calls, writes, readUnits, writeUnits } = this.counted;
    this.counted = {
      calls: calls + 1,
      writes: writes + (isWrite ? 1 : 0),
      readUnits: readUnits + (isWrite ? 0 : units),
      writeUnits: writeUnits + (isWrite ? units : 0),
    };
  }
}
