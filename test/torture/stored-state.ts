import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoMessageLog } from '../../lambda/store/message-log';
import type { Runtime } from '../../local/runtime-options';
import type { Body, StoredEntry } from '../history/history';

/** What the tables and queues of a runtime hold. */
export class StoredState {
  readonly #dynamodb: DynamoDBClient;
  readonly #sqs: SQSClient;

  constructor(private readonly runtime: Runtime) {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = { endpoint: runtime.awsUrl, region: 'us-east-1', credentials };
    this.#dynamodb = new DynamoDBClient(client);
    this.#sqs = new SQSClient(client);
  }

  async log(chatId: string): Promise<StoredEntry[]> {
    const table = this.runtime.tables.find(({ logicalId }) => logicalId.includes('Messages'));
    const log = new DynamoMessageLog(DynamoDBDocumentClient.from(this.#dynamodb), table?.name ?? '');
    const entries: StoredEntry[] = [];
    for (let isMore = true; isMore;) {
      const page = await log.listFrom(chatId, (entries.at(-1)?.seq ?? 0) + 1, 1000);
      for (const { seq, senderId, clientMessageId, content } of page.entries) {
        entries.push({ seq, senderId, clientMessageId, body: content as Body });
      }
      isMore = page.more;
    }
    return entries;
  }

  /** Messages in queues whose name has this part, or does not: those to be taken, those hidden, those delayed. */
  async queued(fits: (logicalId: string) => boolean): Promise<number> {
    const AttributeNames = [
      'ApproximateNumberOfMessages',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
    ] as const;
    const counts = await Promise.all(
      this.runtime.queues
        .filter(({ logicalId }) => fits(logicalId))
        .map(async ({ url: QueueUrl }) => {
          const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] });
          const { Attributes = {} } = await this.#sqs.send(command);
          return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
        }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  close(): void {
    this.#dynamodb.destroy();
    this.#sqs.destroy();
  }
}
