import { ChatLog } from '../../client/chat-log';
import { anEntry } from '../support/fake-socket-server';

function seqsOf(log: ChatLog): number[] {
  const seqs: number[] = [];
  for (let entry = log.takeNext(); entry; entry = log.takeNext()) seqs.push(entry.seq);
  return seqs;
}

describe('ChatLog', () => {
  it('gives out what is next, in order', () => {
    const log = new ChatLog({ nextSeq: 2, highestSeq: 1 });
    for (const seq of [4, 2, 1]) log.accept(anEntry(seq));
    expect(seqsOf(log)).toEqual([2]);
    expect(log.hasGap).toBe(true);
    log.accept(anEntry(3));
    expect(seqsOf(log)).toEqual([3, 4]);
    expect(log.hasGap).toBe(false);
  });

  it('has a gap below an entry that is only known to exist', () => {
    const log = new ChatLog({ nextSeq: 2, highestSeq: 1 });
    log.knows(2);
    expect(log.hasGap).toBe(true);
  });

  it('goes on from a reset, keeping what it held above', () => {
    const log = new ChatLog({ nextSeq: 2, highestSeq: 1 });
    for (const seq of [4, 9, 10]) log.accept(anEntry(seq));
    log.resetTo(9);
    expect(seqsOf(log)).toEqual([9, 10]);
    expect(log.nextSeq).toBe(11);
  });

  it('knows after a reset that something was there up to it', () => {
    const log = new ChatLog({ nextSeq: 7, highestSeq: 6 });
    log.resetTo(1000);
    expect([log.highestSeq, log.hasGap]).toEqual([999, false]);
  });

  it('shows the lowest entry that it holds', () => {
    const log = new ChatLog({ nextSeq: 2, highestSeq: 1 });
    for (const seq of [9, 4, 6]) log.accept(anEntry(seq));
    expect(log.firstHeld()?.seq).toBe(4);
    expect(log.firstHeld(({ seq }) => seq > 4)?.seq).toBe(6);
  });

  it('keeps nothing of what it gave out when the server goes back', () => {
    const log = new ChatLog({ nextSeq: 1, highestSeq: 0 });
    for (const seq of [1, 2]) log.accept(anEntry(seq));
    seqsOf(log);
    log.accept(anEntry(1));
    log.resetTo(1);
    expect(seqsOf(log)).toEqual([]);
    expect(log.highestSeq).toBe(0);
  });
});
