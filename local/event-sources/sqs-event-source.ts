import { type Agent } from 'node:http';
import { availableParallelism } from 'node:os';
import { callService } from '../aws/call-service';
import { sqsEvent } from '../events/sqs-event';
import { type Causes } from '../flows/cause';
import { FlowRecorder } from '../flows/flow-recorder';
import { batchUsage } from '../flows/metered';
import { type Invoke } from '../functions/function-host';
import { type Outcome } from '../functions/invocation';
import { isObject, textOf, type JsonObject } from '../json';
import { labelOf } from '../label';
import { type Log } from '../log';
import { type MappingPlan, type QueuePlan } from '../resources/plan';
import { batchesOf, isFull } from './batches';
import { failedItems } from './item-failures';
import { passesFilters } from './message-filter';

export interface SqsSourceOptions {
  readonly mapping: MappingPlan;
  readonly queue: QueuePlan;
  /** The emulator's own address of the queue. */
  readonly queueUrl: string;
  /** How long a message that was read stays hidden. @default what the queue says */
  readonly hiddenSeconds?: number | undefined;
  readonly port: number;
  readonly agent: Agent;
  readonly invoke: Invoke;
  /** @default one that records nothing */
  readonly flows?: FlowRecorder;
  readonly log: Log;
}

const NO_FLOWS = new FlowRecorder(0);

const LONG_POLL_SECONDS = 20;
const MAX_RECEIVE = 10;
/** Invocations of one source: more than the cores only take turns, and each more has its own cold start. */
const AT_ONCE = Math.max(2, availableParallelism());

const idOf = (message: JsonObject): string => textOf(message['MessageId']) ?? '';

/** Reads one queue by long polling and invokes one function with batches, as an event source mapping does. */
export class SqsEventSource {
  private readonly abort = new AbortController();
  private running = 0;
  private wake: (() => void) | undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: SqsSourceOptions) {}

  start(): void {
    this.loop = this.poll();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    this.wake?.();
    await this.loop;
  }

  private get isStopped(): boolean {
    return this.abort.signal.aborted;
  }

  private async poll(): Promise<void> {
    const { batchSize } = this.options.mapping;
    while (!this.isStopped) {
      await this.untilFree();
      const messages = await this.collect();
      for (const batch of batchesOf(messages, batchSize)) void this.process(batch);
    }
  }

  /** How many more invocations may run. */
  private get free(): number {
    return Math.min(this.options.mapping.maximumConcurrency, AT_ONCE) - this.running;
  }

  /** The poller stops reading while all its invocations are busy: unread messages burn no receive count. */
  private async untilFree(): Promise<void> {
    if (this.free > 0 || this.isStopped) return;
    await new Promise<void>((resolve) => (this.wake = resolve));
  }

  /** What one call gives for all free invocations; if it fills no batch, then more until the window ends. */
  private async collect(): Promise<JsonObject[]> {
    const { batchSize, windowSeconds } = this.options.mapping;
    const batch = await this.receive(batchSize * this.free, LONG_POLL_SECONDS);
    const endsAt = Date.now() + windowSeconds * 1000;
    while (batch.length > 0 && !isFull(batch, batchSize) && !this.isStopped) {
      const secondsLeft = Math.ceil((endsAt - Date.now()) / 1000);
      const more = await this.receive(
        batchSize - batch.length,
        Math.max(0, Math.min(secondsLeft, LONG_POLL_SECONDS)),
      );
      batch.push(...more);
      if (Date.now() >= endsAt && (windowSeconds > 0 || more.length === 0)) break;
    }
    return batch;
  }

  private async receive(count: number, waitSeconds: number): Promise<JsonObject[]> {
    const { hiddenSeconds } = this.options;
    try {
      const answer = await this.call('ReceiveMessage', {
        MaxNumberOfMessages: Math.min(count, MAX_RECEIVE),
        ...(hiddenSeconds !== undefined && { VisibilityTimeout: hiddenSeconds }),
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      return await this.dropUnwanted(
        Array.isArray(answer['Messages']) ? answer['Messages'].filter(isObject) : [],
      );
    } catch (error) {
      if (!this.isStopped) await this.reportAndPause(error);
      return [];
    }
  }

  /** What no filter wants is deleted at once and counts for no batch. */
  private async dropUnwanted(messages: readonly JsonObject[]): Promise<JsonObject[]> {
    const isWanted = (message: JsonObject): boolean =>
      passesFilters(textOf(message['Body']) ?? '', this.options.mapping.filters);
    await this.remove(messages.filter((message) => !isWanted(message)));
    return messages.filter(isWanted);
  }

  private async reportAndPause(error: unknown): Promise<void> {
    this.options.log(`queue   ${this.options.queue.logicalId}: ${String(error)}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }

  private async process(batch: readonly JsonObject[]): Promise<void> {
    try {
      const outcome = await this.run(batch);
      if (!this.isStopped) await this.remove(this.doneOf(batch, outcome));
    } catch (error) {
      if (!this.isStopped) this.options.log(`queue   ${this.options.queue.logicalId}: ${String(error)}`);
    }
  }

  private async run(batch: readonly JsonObject[]): Promise<Outcome> {
    const { invoke, mapping, queue } = this.options;
    this.running += 1;
    try {
      return await invoke(mapping.functionName, sqsEvent(queue, batch), await this.causesOf(batch));
    } finally {
      this.running -= 1;
      this.wake?.();
    }
  }

  /** A batch of messages whose senders nobody knows begins a flow. */
  private async causesOf(batch: readonly JsonObject[]): Promise<Causes> {
    const { flows = NO_FLOWS, queue } = this.options;
    const name = labelOf(queue.logicalId);
    const lane = { kind: 'queue', name } as const;
    const known = await flows.causesOfMessages(batch.map(idOf));
    const causes = known.length > 0 ? known : flows.begin({ kind: 'queue', name }, lane);
    const bytes = batch.reduce((sum, message) => sum + Buffer.byteLength(textOf(message['Body']) ?? ''), 0);
    const start = { kind: 'call', name: 'receive and delete', to: lane } as const;
    return flows.moment(causes, start, { usage: batchUsage(bytes), bytes });
  }

  /** What failed stays as it is and reappears after the queue's visibility timeout. */
  private doneOf(batch: readonly JsonObject[], outcome: Outcome): readonly JsonObject[] {
    if (!this.options.mapping.reportsItemFailures) return outcome.isError ? [] : batch;
    const failed = failedItems(outcome, new Set(batch.map(idOf)));
    return failed === 'all' ? [] : batch.filter((message) => !failed.has(idOf(message)));
  }

  private async remove(messages: readonly JsonObject[]): Promise<void> {
    for (let start = 0; start < messages.length; start += MAX_RECEIVE) {
      const slice = messages.slice(start, start + MAX_RECEIVE);
      await this.call('DeleteMessageBatch', {
        Entries: slice.map((message, index) => ({
          Id: String(index),
          ReceiptHandle: message['ReceiptHandle'],
        })),
      });
    }
  }

  private call(operation: string, input: JsonObject): Promise<JsonObject> {
    const { port, agent, queue, queueUrl } = this.options;
    return callService({
      port,
      agent,
      region: queue.region,
      target: `AmazonSQS.${operation}`,
      input: { QueueUrl: queueUrl, ...input },
      signal: this.abort.signal,
    });
  }
}
