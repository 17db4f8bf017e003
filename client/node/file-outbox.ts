import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type OutboxRecord, type OutboxStorage } from '../outbox-storage';
import { decodeRecord } from './decode-record';

/** What the outbox does to the disk, so that tests can end the process at each of them. */
export interface OutboxDisk {
  /** Makes a folder, unless it is there. */
  mkdir(folder: string): Promise<unknown>;
  /** The names in a folder. */
  readdir(folder: string): Promise<string[]>;
  /** The text of a file, as UTF-8. */
  readFile(path: string): Promise<string>;
  /** Writes a file and waits until the disk has it. */
  write(path: string, text: string): Promise<void>;
  /** Puts a file in the place of another one, at once. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, if it is there. */
  remove(path: string): Promise<void>;
  /** Waits until the disk has the names of a folder. */
  sync(folder: string): Promise<void>;
}

const nodeDisk: OutboxDisk = {
  mkdir: (folder) => mkdir(folder, { recursive: true }),
  readdir: (folder) => readdir(folder),
  readFile: (path) => readFile(path, 'utf8'),
  write: (path, text) => withFile(path, 'w', async (file) => (await file.writeFile(text), file.sync())),
  rename,
  remove: (path) => rm(path, { force: true }),
  // Windows has no such call: there a folder cannot be opened.
  sync: (folder) =>
    process.platform === 'win32' ? Promise.resolve() : withFile(folder, 'r', (file) => file.sync()),
};

const suffix = '.json';
const draftSuffix = '.draft';

/**
 * Keeps unsent messages in a folder, a file each, and brings them back after a restart or a crash. A folder belongs to
 * one user and one process.
 */
export function fileOutbox(folder: string, disk: OutboxDisk = nodeDisk): OutboxStorage {
  const outbox = new FileOutbox(folder, disk);
  return {
    load: () => outbox.inTurn(() => outbox.load()),
    put: (record) => outbox.inTurn(() => outbox.put(record)),
    remove: (clientMessageId) => outbox.inTurn(() => outbox.remove(clientMessageId)),
  };
}

class FileOutbox {
  readonly #folder: string;
  readonly #disk: OutboxDisk;
  /** The file of each message: its place in the order, and its id. */
  #names: Map<string, string> | undefined;
  #place = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string, disk: OutboxDisk) {
    this.#folder = folder;
    this.#disk = disk;
  }

  inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(run, run);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async load(): Promise<OutboxRecord[]> {
    const names = [...(await this.#read()).values()].sort();
    return Promise.all(
      names.map(async (name) => decodeRecord(await this.#disk.readFile(join(this.#folder, name)))),
    );
  }

  /** A file gets its name only when it is whole: whatever moment the process ends at, there is the old one or the new. */
  async put(record: OutboxRecord): Promise<void> {
    const names = await this.#read();
    const { clientMessageId } = record;
    const name = names.get(clientMessageId) ?? this.#newName(clientMessageId);
    const draft = join(this.#folder, `${clientMessageId}${draftSuffix}`);
    await this.#disk.write(draft, JSON.stringify(record));
    await this.#disk.rename(draft, join(this.#folder, name));
    names.set(clientMessageId, name);
    await this.#disk.sync(this.#folder);
  }

  async remove(clientMessageId: string): Promise<void> {
    const names = await this.#read();
    const name = names.get(clientMessageId);
    if (name === undefined) return;
    await this.#disk.remove(join(this.#folder, name));
    names.delete(clientMessageId);
  }

  #newName(clientMessageId: string): string {
    this.#place += 1;
    return `${String(this.#place).padStart(12, '0')}-${clientMessageId}${suffix}`;
  }

  async #read(): Promise<Map<string, string>> {
    if (this.#names) return this.#names;
    await this.#disk.mkdir(this.#folder);
    const all = await this.#disk.readdir(this.#folder);
    const files = all.filter((name) => name.endsWith(suffix));
    // What was being written when an earlier process ended: it has not been sent.
    for (const name of all.filter((other) => other.endsWith(draftSuffix))) {
      await this.#disk.remove(join(this.#folder, name));
    }
    this.#place = Math.max(0, ...files.map((name) => Number.parseInt(name, 10)));
    this.#names = new Map(files.map((name) => [name.slice(13, -suffix.length), name]));
    return this.#names;
  }
}

async function withFile<T>(path: string, flags: string, run: (file: FileHandle) => Promise<T>): Promise<T> {
  // For the user alone: it holds what they write.
  const file = await open(path, flags, 0o600);
  try {
    return await run(file);
  } finally {
    await file.close();
  }
}
