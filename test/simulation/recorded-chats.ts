import type { CursorRaise, MemberCursors, MembershipChange } from '../../lambda/domain/ports';
import type { Roster } from '../../lambda/domain/roster';
import { MemoryChatStore } from '../support/memory-stores';
import type { Recorder } from './recorder';
import type { VirtualTime } from './virtual-time';

/** Lists of chats and rosters, with a record of where cursors are after every write, and of what was when. */
export class RecordedChats extends MemoryChatStore {
  readonly #rosters = new Map<string, { at: number; roster: Roster | undefined }[]>();
  readonly #listed = new Map<string, number>();

  constructor(
    private readonly recorder: Recorder,
    private readonly time: Pick<VirtualTime, 'now'>,
  ) {
    super();
  }

  override async putRoster(chatId: string, roster: Roster, replacedEventSeq: number): Promise<void> {
    await super.putRoster(chatId, roster, replacedEventSeq);
    const versions = this.#rosters.get(chatId) ?? [];
    this.#rosters.set(chatId, versions);
    versions.push({ at: this.time.now(), roster: this.rosters.get(chatId) });
  }

  override async putUserChats(change: MembershipChange): Promise<void> {
    await super.putUserChats(change);
    for (const userId of change.joined) {
      this.#listed.set(`${userId} ${change.chatId}`, this.time.now());
      this.#record(userId, change.chatId);
    }
  }

  override async raiseCursor(
    userId: string,
    chatId: string,
    raise: CursorRaise,
  ): Promise<MemberCursors | undefined> {
    const before = await super.raiseCursor(userId, chatId, raise);
    this.#record(userId, chatId);
    return before;
  }

  rosterAt(chatId: string, at: number): Roster | undefined {
    return this.#rosters.get(chatId)?.findLast((version) => version.at <= at)?.roster;
  }

  /** When the chat came into the user's list, for the last time. */
  listedAt(userId: string, chatId: string): number {
    return this.#listed.get(`${userId} ${chatId}`) ?? 0;
  }

  #record(userId: string, chatId: string): void {
    const stored = this.userChats.get(`${userId} ${chatId}`);
    if (stored === undefined) return;
    const { deliveredSeq, readSeq } = stored;
    this.recorder.add({ kind: 'cursors', observer: 'store', userId, chatId, deliveredSeq, readSeq });
  }
}
