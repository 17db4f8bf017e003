import { limits, type Message } from '../../protocol';

/** Left for the frame's own fields and for the chats of a sync that get no message. */
const reservedBytes = 20 * 1024;

/** Counts what still fits into one server frame. */
export class FrameBudget {
  private left = limits.serverFrameBytes - reservedBytes;

  /** Takes the messages from the front that fit, in their order. */
  take(messages: readonly Message[]): Message[] {
    const end = messages.findIndex((message) => {
      this.left -= Buffer.byteLength(JSON.stringify(message)) + 1;
      return this.left < 0;
    });
    return end === -1 ? [...messages] : messages.slice(0, end);
  }

  get isSpent(): boolean {
    return this.left < 0;
  }
}
