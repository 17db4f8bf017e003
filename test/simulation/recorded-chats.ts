import type { CursorRaise, MemberCursors, MembershipChange } from '../../lambda/domain/ports';
import { MemoryChatStore } from '../support/memory-stores';
import type { Recorder } from './recorder';

/** Lists of chats and rosters, with a record of where cursors are after every write. */
export class RecordedChats extends MemoryChatStore {
  constructor(private readonly recorder: Recorder) {
    super();
  }

  override async putUserChats(change: MembershipChange): Promise<void> {
    await super.putUserChats(change);
    for (const userId of change.joined) this.#record(userId, change.chatId);
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

  #record(userId: string, chatId: string): void {
    const stored = this.userChats.get(`${userId} ${chatId}`);
    if (stored === undefined) return;
    const { deliveredSeq, readSeq } = stored;
    this.recorder.add({ kind: 'cursors', observer: 'store', userId, chatId, deliveredSeq, readSeq });
  }
}
