import { messageId, nextSentAt } from '../../../lambda/domain/message-id';

describe('messageId', () => {
  it('is a Snowflake id of time, chat and seq', () => {
    const id = BigInt(messageId('chat', 4097, Date.UTC(2024, 0, 1) + 5));
    expect(id >> 22n).toBe(5n);
    expect(id & 0xfffn).toBe(1n);
    expect((id >> 12n) & 0x3ffn).toBe((BigInt(messageId('chat', 1, Date.UTC(2025, 0, 1))) >> 12n) & 0x3ffn);
  });

  it('rises with seq when clocks are skewed by minutes, past the end of its twelve bits', () => {
    let sentAt = Date.UTC(2026, 0, 1);
    let last = 0n;
    for (let seq = 4090; seq < 8300; seq++) {
      const skewed = Date.UTC(2026, 0, 1) + (seq % 2 === 0 ? -60_000 : 60_000);
      const next = nextSentAt(skewed, seq, sentAt);
      expect(next).toBeGreaterThanOrEqual(sentAt);
      const id = BigInt(messageId('chat', seq, next));
      expect(id > last).toBe(true);
      [sentAt, last] = [next, id];
    }
  });
});
