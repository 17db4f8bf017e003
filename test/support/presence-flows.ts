import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SocketId } from '../../lambda/domain/presence';
import type { ValkeyPresenceStore } from '../../lambda/presence/valkey-presence-store';
import { machine } from '../../lambda/runtime/machine';
import { DynamoConnectionStore } from '../../lambda/store/connection-store';
import type { Runtime } from '../../local/runtime-options';
import { AccountFlows } from './account-flows';
import type { Frame, RawClient } from './local-runtime';

interface Watching {
  watched: RawClient;
  userId: string;
}

/** And who sees whom come and go. */
export class PresenceFlows extends AccountFlows {
  constructor(
    runtime: Runtime,
    private readonly store: ValkeyPresenceStore,
  ) {
    super(runtime);
  }

  /** Somebody goes and comes back while somebody else watches. */
  async comeAndGo(): Promise<void> {
    const { watched, userId } = await this.watching();
    await watched.close();
    await this.connect(userId);
  }

  /** A post has found the socket of somebody closed; it is open all the same, and pings. */
  async pingWhenLost(): Promise<Frame> {
    const { watched, userId } = await this.watching();
    await this.put('PresenceLost', [await this.socketOf(userId)]);
    const isOnline = async () =>
      (await this.store.list([userId], Date.now())).get(userId)?.status === 'online';
    for (let tries = 0; tries < 100 && (await isOnline()); tries++) await machine.sleep(20);
    return watched.request('ping');
  }

  /** A change for a watcher whose socket has vanished without a word. */
  async tellDead(): Promise<void> {
    const socket = await this.socketOf(await this.aDeadSocket());
    const watchers = [{ ...socket, endsAt: Date.now() + 60_000 }];
    await this.put('PresenceChanges', { userId: 'u', status: 'online', at: Date.now(), watchers });
  }

  /** Somebody whom somebody watches has given no sign of life for the length of a lease. */
  async vanish(): Promise<void> {
    const { userId } = await this.watching();
    const now = Date.now() - 60_000;
    await this.store.renew(await this.socketOf(userId), { now, endsAt: now + 30_000 });
    this.runtime.fireSchedule(
      this.runtime.schedules.find(({ logicalId }) => logicalId.startsWith('LeaseSweep'))!.logicalId,
    );
  }

  /** Somebody looks who of a group is there; of its roster the last event is not known yet. */
  async lookAround(): Promise<Frame[]> {
    const { client, chatId, userId } = await this.aChatBehind();
    return [
      await client.request('getPresence', { userIds: [userId], chatId }),
      await client.request('getPresence', { userIds: [this.name()] }),
    ];
  }

  private async watching(): Promise<Watching> {
    const { userId, client: watched } = await this.connect();
    const { client: watcher } = await this.connect();
    await watcher.request('createChat', { type: 'DIRECT', with: userId });
    await watcher.request('watchPresence', { userIds: [userId] });
    return { watched, userId };
  }

  private async socketOf(userId: string): Promise<SocketId> {
    const connections = new DynamoConnectionStore(this.documents, this.table('Connections'), machine);
    const [socket] = await connections.list([userId]);
    return { userId, connectionId: socket!.connectionId };
  }

  private async put(queueName: string, job: unknown): Promise<void> {
    const queue = this.runtime.queues.find(({ logicalId }) => logicalId.startsWith(`${queueName}Queue`))!;
    await this.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: JSON.stringify(job) }));
  }
}
