import { type Chat, type Entry } from '../client';

/**
 * Whether the other one has read what was said last. Lines that are printed cannot be changed, so their ticks stay as
 * they were; that something is read is told once, in a line of its own, and in direct chats alone.
 */
export class ReadNotice {
  private last: Entry | undefined;
  private toldSeq = 0;

  constructor(
    private readonly chat: Chat,
    private readonly userId: () => string | undefined,
  ) {}

  /** An entry is on the screen, with its ticks. */
  shown(entry: Entry): void {
    this.last = entry;
    if (this.chat.receipts.statusOf(entry) === 'READ') this.toldSeq = entry.seq;
  }

  /** Whether there is something to tell now. Whoever has answered has read it: that needs no telling. */
  isDue(): boolean {
    const { last } = this;
    if (!last || last.senderId !== this.userId() || last.seq <= this.toldSeq) return false;
    if (this.chat.info.type !== 'DIRECT' || this.chat.receipts.statusOf(last) !== 'READ') return false;
    this.toldSeq = last.seq;
    return true;
  }
}
