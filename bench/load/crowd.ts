import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeObject } from '../decode-fields';
import { LoadClient, stamped } from './load-client';
import { type RuntimeAddresses } from './runtime-child';

export interface CrowdSizes {
  readonly sockets: number;
  readonly group: number;
}

interface LoadChat {
  readonly chatId: string;
  readonly members: readonly LoadClient[];
  lastSeq: number;
}

const atOnce = 20;
const perSmallGroup = 10;
const usersPerRequest = 200;
/** Clients that were all cut at one moment do not return at one moment. */
const returnWithinMs = 5_000;

/** Everybody: some in one large group, all in small ones. */
export class Crowd {
  readonly clients: readonly LoadClient[];
  readonly received: number[] = [];
  readonly acknowledged: number[] = [];
  private large: LoadChat | undefined;
  private small: readonly LoadChat[] = [];

  constructor(
    addresses: RuntimeAddresses,
    private readonly sizes: CrowdSizes,
  ) {
    this.clients = Array.from({ length: sizes.sockets }, (_client, index) => {
      const client = new LoadClient(`load-${index}`, addresses);
      client.onReceived = (milliseconds) => void this.received.push(milliseconds);
      return client;
    });
  }

  connect(): Promise<void> {
    return inTurns(this.clients, (client) => client.connect());
  }

  async makeChats(): Promise<void> {
    this.large = await this.makeChat(this.clients.slice(0, this.sizes.group));
    const small: LoadChat[] = [];
    const starts = this.clients.flatMap((_client, index) => (index % perSmallGroup === 0 ? [index] : []));
    await inTurns(starts, async (at) => {
      const members = this.clients.slice(at, at + perSmallGroup);
      if (members.length > 1) small.push(await this.makeChat(members));
    });
    this.small = small;
  }

  /** Messages into small groups at an even pace, and now and then one into the large one. */
  async talk(
    seconds: number,
    { perSecond, everySeconds }: { perSecond: number; everySeconds: number },
  ): Promise<void> {
    const startedAt = performance.now();
    const pending = new Set<Promise<void>>();
    const send = (chat: LoadChat | undefined): void => {
      if (chat === undefined) return;
      const sent = this.say(chat).finally(() => pending.delete(sent));
      pending.add(sent);
    };
    let [small, large] = [0, 0];
    for (let elapsed = 0; elapsed < seconds; elapsed = (performance.now() - startedAt) / 1000) {
      for (; small < elapsed * perSecond; small++)
        send(this.small[Math.floor(Math.random() * this.small.length)]);
      for (; large < elapsed / everySeconds; large++) send(this.large);
      await sleep(5);
    }
    await Promise.all(pending);
  }

  /** All are cut at once, and come back; seconds until the last one has everything, also what was said meanwhile. */
  async storm(): Promise<number> {
    for (const client of this.clients) client.cut();
    const startedAt = performance.now();
    const chats = this.chats;
    const speakers = new Map(chats.map((chat) => [chat.members[0], chat]));
    await Promise.all(
      this.clients.map(async (client) => {
        await sleep(Math.random() * returnWithinMs);
        await client.connect();
        const chat = speakers.get(client);
        if (chat) await this.say(chat, client);
        await client.sync();
      }),
    );
    while (this.missing() > 0 && performance.now() - startedAt < 120_000) await sleep(100);
    return (performance.now() - startedAt) / 1000;
  }

  /** Entries that members lack of the chats that they are in. */
  missing(): number {
    return this.chats.reduce(
      (sum, { chatId, members, lastSeq }) =>
        sum + members.reduce((lacking, client) => lacking + lastSeq - client.end(chatId), 0),
      0,
    );
  }

  close(): void {
    for (const client of this.clients) client.cut();
  }

  private get chats(): LoadChat[] {
    return this.large ? [this.large, ...this.small] : [...this.small];
  }

  private async makeChat(members: readonly LoadClient[]): Promise<LoadChat> {
    const [owner, ...others] = members;
    if (owner === undefined) throw new Error('a chat needs members');
    const ids = others.map(({ userId }) => userId);
    const group = { type: 'GROUP', title: 'load', clientMessageId: randomUUID() };
    const created = await owner.request('createChat', { ...group, members: ids.slice(0, usersPerRequest) });
    const chat = decodeObject(created['chat']);
    const chatId = String(chat['chatId']);
    let lastSeq = Number(chat['lastSeq']);
    for (let at = usersPerRequest; at < ids.length; at += usersPerRequest) {
      const change = { chatId, afterSeq: lastSeq, clientMessageId: randomUUID() };
      const added = await owner.request('addMembers', {
        ...change,
        members: ids.slice(at, at + usersPerRequest),
      });
      lastSeq = Number(decodeObject(added['chat'])['lastSeq']);
    }
    for (const client of members) client.begin(chatId, lastSeq);
    return { chatId, members, lastSeq };
  }

  private async say(chat: LoadChat, sender = pickOne(chat.members)): Promise<void> {
    const startedAt = performance.now();
    const draft = { chatId: chat.chatId, afterSeq: chat.lastSeq, clientMessageId: randomUUID() };
    const sent = await sender.request('sendMessage', { ...draft, content: stamped(startedAt) });
    this.acknowledged.push(performance.now() - startedAt);
    sender.take(chat.chatId, sent);
    chat.lastSeq = Math.max(chat.lastSeq, Number(sent['seq']));
  }
}

function pickOne<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}

/** Some at a time. */
async function inTurns<Item>(items: readonly Item[], run: (item: Item) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += atOnce) await Promise.all(items.slice(at, at + atOnce).map(run));
}
