import { memoryOutbox, type OutboxRecord, type OutboxStorage } from '../../client';
import { fileOutbox, type OutboxDisk } from '../../client/node';
import { aClient } from '../support/a-client';
import { FakeSocketServer } from '../support/fake-socket-server';
import { everyMoment, type Moment } from '../support/mortal';

/** Calls that end the process at a moment: from then on nothing has an effect, and nobody gets an answer. */
class Process {
  calls = 0;
  isDead = false;
  onDeath: () => void = () => undefined;

  constructor(private readonly moment: Moment) {}

  /** Does it, unless the process is dead; `undefined` if it ended here. */
  do<T>(run: () => T): T | undefined {
    if (this.isDead) return undefined;
    this.calls += 1;
    const dies = this.calls === this.moment.call;
    if (dies && this.moment.effect === 'before') return this.#die();
    const result = run();
    return dies ? this.#die() : result;
  }

  /** The same of a port that answers later: after the death it never does. */
  later<T>(run: () => Promise<T>): Promise<T> {
    return this.do(run) ?? new Promise<never>(() => undefined);
  }

  #die(): undefined {
    this.isDead = true;
    this.onDeath();
    return undefined;
  }
}

const never: Moment = { call: 0, effect: 'before' };

const aRecord = (name: string, fields: Partial<OutboxRecord> = {}): OutboxRecord => ({
  chatId: 'chat',
  clientMessageId: `message-with-name-${name}`,
  afterSeq: 3,
  isTried: false,
  queuedAt: 7,
  contentType: 'TEXT',
  content: name,
  ...(fields as object),
});

describe('fileOutbox, when the process ends at any of its calls,', () => {
  /** A disk that has what was written when the process ended. A write that ended half way left half of it. */
  const aDisk = (files: Map<string, string>, process: Process): OutboxDisk => ({
    mkdir: () => process.later(() => Promise.resolve()),
    readdir: () => process.later(() => Promise.resolve([...files.keys()].map((path) => path.slice(4)))),
    readFile: (path) => process.later(() => Promise.resolve(files.get(path)!)),
    write: async (path, text) => {
      await process.later(() => Promise.resolve(void files.set(path, text.slice(0, text.length / 2))));
      await process.later(() => Promise.resolve(void files.set(path, text)));
    },
    rename: (from, to) =>
      process.later(() => {
        files.set(to, files.get(from)!);
        files.delete(from);
        return Promise.resolve();
      }),
    remove: (path) => process.later(() => Promise.resolve(void files.delete(path))),
    sync: () => process.later(() => Promise.resolve()),
  });

  const actions: Record<string, (outbox: OutboxStorage) => Promise<unknown>> = {
    'a new message': (outbox) => outbox.put(aRecord('new')),
    'a message that was there': (outbox) => outbox.put(aRecord('one', { isTried: true })),
    'a message that is settled': (outbox) => outbox.remove(aRecord('one').clientMessageId),
    'a start': (outbox) => outbox.load(),
  };
  const before = [aRecord('one'), aRecord('two')];
  const after: Record<string, OutboxRecord[]> = {
    'a new message': [...before, aRecord('new')],
    'a message that was there': [aRecord('one', { isTried: true }), aRecord('two')],
    'a message that is settled': [aRecord('two')],
    'a start': before,
  };

  /** Carries the action out until the moment. What is on the disk, and whether the caller was told of success. */
  async function run(name: string, moment: Moment) {
    const files = new Map<string, string>();
    const prepared = fileOutbox('/of', aDisk(files, new Process(never)));
    for (const record of before) await prepared.put(record);
    files.set('/of/left-by-an-earlier-death.draft', '{"chatI');
    const process = new Process(moment);
    const action = actions[name]!(fileOutbox('/of', aDisk(files, process)));
    const death = new Promise<false>((resolve) => (process.onDeath = () => resolve(false)));
    const isDone = await Promise.race([action.then(() => true), death]);
    return { files, isDone, calls: process.calls };
  }

  it.each(Object.keys(actions))('has %s whole or not at all, and for certain if it said so', async (name) => {
    const { calls } = await run(name, never);
    for (const moment of everyMoment(calls)) {
      const { files, isDone } = await run(name, moment);
      const restarted = fileOutbox('/of', aDisk(files, new Process(never)));
      const left = await restarted.load();
      expect(isDone ? [after[name]] : [before, after[name]]).toContainEqual(left);
      expect([...files.keys()].filter((path) => path.endsWith('.draft'))).toEqual([]);
      await restarted.put(aRecord('next'));
      expect(await restarted.load()).toEqual([...left, aRecord('next')]);
    }
  });
});

describe('a client that ends at any call to its storage or its socket', () => {
  const mortalOutbox = (outbox: OutboxStorage, process: Process): OutboxStorage => ({
    load: () => process.later(() => outbox.load()),
    put: (record) => process.later(() => outbox.put(record)),
    remove: (clientMessageId) => process.later(() => outbox.remove(clientMessageId)),
  });

  /** Sends two messages and a third one after a stale attempt, until the moment. */
  async function run(moment: Moment) {
    const server = new FakeSocketServer();
    server.fill('chat', 3);
    const outbox = memoryOutbox();
    const process = new Process(moment);
    const accepted: string[] = [];
    const kept = mortalOutbox(outbox, process);
    const put = (record: OutboxRecord) =>
      kept.put(record).then(() => void (process.isDead || accepted.push(record.content as string)));
    const first = aClient({ outbox: { ...kept, put } }, server);
    const receive = server.receive.bind(server);
    server.receive = (socket, text) => void process.do(() => receive(socket, text));
    process.onDeath = () => void (server.socket.isOpen = false);
    const connected = first.client.connect().catch(() => undefined);
    await first.clock.advance(10);
    const chat = await Promise.race([first.client.chats.open('chat'), first.clock.advance(10)]);
    const sent = chat ? ['one', 'two', 'three'].map((text) => chat.messages.send(text)) : [];
    void Promise.allSettled([connected, ...sent]);
    await first.clock.advance(1);
    const { calls } = process;
    server.receive = receive;
    if (process.isDead) first.clock.stop();
    return { server, outbox, accepted, calls };
  }

  it('sends what it had accepted after a restart, each once and in order', async () => {
    const whole = await run(never);
    expect(whole.accepted).toContain('three');
    for (const moment of everyMoment(whole.calls)) {
      const { server, outbox, accepted } = await run(moment);
      // Meanwhile the chat has gone on, by more than a retry may be behind.
      if (moment.call % 2 === 0) server.fill('chat', server.logOf('chat').length + 250);
      let ids = 0;
      const next = aClient({ outbox, createId: () => `id-of-the-next-run-${(ids += 1)}` }, server);
      await next.client.connect();
      const chat = await next.client.chats.open('chat');
      const last = chat.messages.send('after the restart');
      await next.clock.advance(60_000);
      await last;
      const own = server.logOf('chat').filter(({ senderId }) => senderId === 'alice');
      const texts = own.map(({ content }) => content);
      const wanted = ['one', 'two', 'three'].filter(
        (text) => texts.includes(text) || accepted.includes(text),
      );
      expect(texts).toEqual([...wanted, 'after the restart']);
      expect(await outbox.load()).toEqual([]);
      next.client.close();
    }
  });
});
