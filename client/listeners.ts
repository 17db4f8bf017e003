/** Is called with each thing that there is to tell. What it throws fails the application, never the client. */
export type Listener<T> = (value: T) => void;

/** Takes the listener away again. */
export type Unsubscribe = () => void;

/** A list of listeners. One that throws fails the application, never the client or the listeners after it. */
export class Listeners<T> {
  readonly #listeners = new Set<Listener<T>>();

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  add(listener: Listener<T>): Unsubscribe {
    // Wrapped, so that adding one function twice makes two subscriptions.
    const entry: Listener<T> = (value) => listener(value);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  emit(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
