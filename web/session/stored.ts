import * as v from 'valibot';

/**
 * Something that this tab keeps through a reload, and loses when it is closed; no other tab has it. What is not of the
 * schema, because an earlier version wrote it, counts as nothing.
 */
export class Stored<T> {
  readonly #key: string;
  readonly #schema: v.GenericSchema<unknown, T>;

  constructor(key: string, schema: v.GenericSchema<unknown, T>) {
    this.#key = key;
    this.#schema = schema;
  }

  get(): T | undefined {
    const text = sessionStorage.getItem(this.#key);
    if (text === null) return undefined;
    const result = v.safeParse(v.pipe(v.string(), v.parseJson(), this.#schema), text);
    return result.success ? result.output : undefined;
  }

  set(value: T): void {
    sessionStorage.setItem(this.#key, JSON.stringify(value));
  }

  remove(): void {
    sessionStorage.removeItem(this.#key);
  }

  /** What there was: it can be taken once. */
  take(): T | undefined {
    const value = this.get();
    this.remove();
    return value;
  }
}
