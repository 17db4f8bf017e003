/** What was started, in order; stopping is the reverse, and one part that fails to stop does not keep the others up. */
export class StopList {
  private readonly stops: (() => Promise<void> | void)[] = [];

  add(stop: () => Promise<void> | void): void {
    this.stops.push(stop);
  }

  async stop(): Promise<void> {
    for (let stop = this.stops.pop(); stop; stop = this.stops.pop()) {
      try {
        await stop();
      } catch {
        // The rest must still go down; a part that cannot stop dies with the process.
      }
    }
  }
}
