/**
 * A map that forgets the key that came first when it holds too many. A ring says which one that is: the first entry of a
 * Map is slow to find once many before it were deleted.
 */
export class BoundedMap<K, V> {
  private readonly entries = new Map<K, V>();
  private readonly ring: K[] = [];
  private next = 0;

  constructor(private readonly limit: number) {}

  get(key: K): V | undefined {
    return this.entries.get(key);
  }

  set(key: K, value: V): void {
    if (!this.entries.has(key)) this.remember(key);
    this.entries.set(key, value);
  }

  private remember(key: K): void {
    const oldest = this.ring[this.next];
    if (oldest !== undefined) this.entries.delete(oldest);
    this.ring[this.next] = key;
    this.next = (this.next + 1) % this.limit;
  }
}
