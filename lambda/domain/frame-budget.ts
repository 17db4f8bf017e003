import { limits } from '../../protocol';

/** Left for the frame's own fields, and for the chats of a sync that get no message. */
const reservedBytes = 20 * 1024;

/** Counts what still fits into one server frame. */
export class FrameBudget {
  private left = limits.serverFrameBytes - reservedBytes;

  /** Takes from the front what fits. A request frame is a third of the budget at most, so one entry always does. */
  take<T>(items: readonly T[]): T[] {
    const end = items.findIndex((item) => {
      this.left -= Buffer.byteLength(JSON.stringify(item)) + 1;
      return this.left < 0;
    });
    return end === -1 ? [...items] : items.slice(0, end);
  }

  get isSpent(): boolean {
    return this.left < 0;
  }
}
