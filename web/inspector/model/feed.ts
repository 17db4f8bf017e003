import { Store } from '../../model/store';
import { decodeFlow, decodeFlows, decodeSummary, type Flow, type FlowSummary } from './decode-flow';

export interface FeedState {
  /** The newest first. */
  readonly flows: readonly FlowSummary[];
  readonly isPaused: boolean;
  readonly isConnected: boolean;
}

const keptFlows = 500;

/** The flows of the runtime, live: the list of them, and one of them on request. */
export class Feed {
  readonly state = new Store<FeedState>({ flows: [], isPaused: false, isConnected: false });
  private readonly flows = new Map<number, FlowSummary>();
  private source: EventSource | undefined;
  /** What was there when the list was emptied stays away. */
  private clearedTo = 0;
  private isShowing = false;

  start(): void {
    this.source = new EventSource('/inspector/events');
    this.source.addEventListener('open', () => this.reload());
    this.source.addEventListener('error', () => this.state.change({ isConnected: false }));
    this.source.addEventListener('flow', ({ data }: MessageEvent<string>) => this.take(decodeSummary(data)));
  }

  stop(): void {
    this.source?.close();
  }

  clear(): void {
    this.clearedTo = Math.max(this.clearedTo, ...this.flows.keys());
    this.flows.clear();
    this.show();
  }

  pause(isPaused: boolean): void {
    this.state.change({ isPaused });
    if (!isPaused) this.reload();
  }

  /** undefined if the runtime does not keep it any more. */
  async flow(id: number): Promise<Flow | undefined> {
    const response = await fetch(`/inspector/flows/${id}`);
    return response.ok ? decodeFlow(await response.json()) : undefined;
  }

  private reload(): void {
    this.load().catch(() => this.state.change({ isConnected: false }));
  }

  /** After a restart of the runtime its flows are others, and begin at 1 again. */
  private async load(): Promise<void> {
    const response = await fetch('/inspector/flows');
    if (!response.ok) return;
    const flows = decodeFlows(await response.json());
    const lastId = Math.max(0, ...flows.map(({ id }) => id));
    if (lastId < this.clearedTo) this.clearedTo = 0;
    this.flows.clear();
    for (const flow of flows) this.keep(flow);
    this.state.change({ isConnected: true });
    this.show();
  }

  private take(flow: FlowSummary): void {
    if (this.state.get().isPaused) return;
    this.keep(flow);
    // Many come at once: the page is drawn once for all of them.
    if (this.isShowing) return;
    this.isShowing = true;
    requestAnimationFrame(() => {
      this.isShowing = false;
      this.show();
    });
  }

  private keep(flow: FlowSummary): void {
    if (flow.id > this.clearedTo) this.flows.set(flow.id, flow);
    while (this.flows.size > keptFlows) this.flows.delete(Math.min(...this.flows.keys()));
  }

  private show(): void {
    this.state.change({ flows: [...this.flows.values()].sort((one, other) => other.id - one.id) });
  }
}
