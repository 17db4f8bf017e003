/** A text, or a sorted set: member to score. */
export type Value = string | Map<string, number>;

interface Entry {
  readonly value: Value;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The keys of the embedded server. A key that has expired is gone for whoever asks. */
export class Keyspace {
  private readonly entries = new Map<string, Entry>();

  get(key: string): Value | undefined {
    return this.entry(key)?.value;
  }

  /** Without an end the key stays. */
  set(key: string, value: Value, expiresAt = Infinity): void {
    this.entries.set(key, { value, expiresAt });
  }

  delete(key: string): boolean {
    return this.entry(key) !== undefined && this.entries.delete(key);
  }

  /** undefined for a key that is not there, Infinity for one without an end. */
  expiryOf(key: string): number | undefined {
    return this.entry(key)?.expiresAt;
  }

  clear(): void {
    this.entries.clear();
  }

  private entry(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined || entry.expiresAt > Date.now()) return entry;
    this.entries.delete(key);
    return undefined;
  }
}
