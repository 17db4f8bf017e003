import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Socket } from '../../lambda/domain/ports';
import type { SocketId } from '../../lambda/domain/presence';
import type { ValkeyPresenceStore } from '../../lambda/presence/valkey-presence-store';
import { machine } from '../../lambda/runtime/machine';
import { DynamoConnectionStore } from '../../lambda/store/connection-store';
import type { Runtime } from '../../local/runtime-options';
import { AccountFlows } from './account-flows';
import type { Frame, RawClient } from './local-runtime';

interface Watching {
  watcher: RawClient;
  watched: RawClient;
  userId: string;
  chatId: string;
}

const hourMs = 3_600_000;

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

  /** Somebody whom somebody watches has given no sign of life for the length of a lease, somebody else for two. */
  async vanish(): Promise<void> {
    const { userId } = await this.watching();
    const { userId: silentId } = await this.connect();
    const now = Date.now() - 60_000;
    await this.store.renew(await this.socketOf(userId), { now, endsAt: now + 30_000 });
    await this.store.strikeOff([{ ...(await this.socketOf(silentId)), endsAt: now }], now);
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

  /** Somebody writes to somebody whom they watch, and whose socket has closed without a word to the backend. */
  async writeToVanished(): Promise<Watching> {
    const watching = await this.watching();
    this.runtime.setDisconnectDelivery({ drop: true });
    await watching.watched.close();
    this.runtime.setDisconnectDelivery({});
    const socket = await this.recordOf(watching.userId);
    await this.connections().put({ ...socket, connectedAt: socket.connectedAt - hourMs });
    await this.change(watching.watcher, 'sendMessage', {
      chatId: watching.chatId,
      afterSeq: 1,
      content: 'are you there?',
    });
    return watching;
  }

  /** Two watch a third, one of them since ten minutes ago; the third leaves. */
  async leaveAfterWatch(): Promise<Watching & { late: RawClient }> {
    const watching = await this.watching();
    const { userId: lateId, client: late } = await this.connect();
    await late.request('createChat', { type: 'DIRECT', with: watching.userId });
    await late.request('watchPresence', { userIds: [watching.userId] });
    const endsAt = Date.now() - 1;
    const span = { now: endsAt - 600_000, endsAt };
    await this.store.watch(await this.socketOf(lateId), [watching.userId], span);
    await watching.watched.close();
    return { ...watching, late };
  }

  private async watching(): Promise<Watching> {
    const { userId, client: watched } = await this.connect();
    const { client: watcher } = await this.connect();
    const { chat } = await watcher.request('createChat', { type: 'DIRECT', with: userId });
    const { chatId } = chat as { chatId: string };
    await watcher.request('watchPresence', { userIds: [userId] });
    return { watcher, watched, userId, chatId };
  }

  private connections(): DynamoConnectionStore {
    return new DynamoConnectionStore(this.documents, this.table('Connections'), machine);
  }

  private async recordOf(userId: string): Promise<Socket> {
    const [socket] = await this.connections().list([userId]);
    return socket!;
  }

  private async socketOf(userId: string): Promise<SocketId> {
    return { userId, connectionId: (await this.recordOf(userId)).connectionId };
  }

  private async put(queueName: string, job: unknown): Promise<void> {
    const queue = this.runtime.queues.find(({ logicalId }) => logicalId.startsWith(`${queueName}Queue`))!;
    await this.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: JSON.stringify(job) }));
  }
}
