import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { FanOutJob, FanOutQueue } from '../domain/ports';

/** The queue of posts to try again and of sockets to close. */
export class SqsFanOutQueue implements FanOutQueue {
  private readonly client = new SQSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });

  constructor(private readonly queueUrl: string) {}

  async put(job: FanOutJob, delaySeconds: number): Promise<void> {
    await this.client.send(
      new SendMessageCommand({
        QueueUrl: this.queueUrl,
        MessageBody: JSON.stringify(job),
        DelaySeconds: delaySeconds,
      }),
    );
  }
}
