interface Capacity {
  CapacityUnits?: number;
}

/** The request units in an answer of DynamoDB: of one table, or of the tables of a batch. */
export function decodeCapacity(output: unknown): number {
  const { ConsumedCapacity } = output as { ConsumedCapacity?: Capacity | Capacity[] };
  return [ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}
