import { messageReceiver } from '../../../local/functions/message-receiver';

describe('messageReceiver', () => {
  /** A receiver whose sleep is a list of what happens during it; gives the counts at which it slept. */
  const receiving = (messages: string[], nights: ((send: (message: string) => void) => void)[]) => {
    const counter = new Int32Array(new SharedArrayBuffer(4));
    const slept: number[] = [];
    const send = (message: string): void => {
      messages.push(message);
      Atomics.add(counter, 0, 1);
    };
    const receive = messageReceiver(
      counter,
      () => messages.shift(),
      (seen) => {
        slept.push(seen);
        // As Atomics.wait: nobody falls asleep on a count that is over.
        if (seen === Atomics.load(counter, 0)) nights.shift()!(send);
      },
    );
    return { receive, send, slept };
  };

  it('sleeps until there is a message', () => {
    const { receive, slept } = receiving([], [(send) => send('one')]);
    expect([receive(), slept]).toEqual(['one', [0]]);
  });

  it('takes a message that came before it slept', () => {
    const { receive, send, slept } = receiving([], []);
    send('one');
    send('two');
    expect([receive(), receive(), slept]).toEqual(['one', 'two', []]);
  });

  it('falls asleep again when it was woken for a message that it has had', () => {
    const { receive, send, slept } = receiving(
      [],
      [() => undefined, () => undefined, (sendLater) => sendLater('two')],
    );
    send('one');
    expect(receive()).toBe('one');
    expect(receive()).toBe('two');
    // The first sleep ends at once, because the count of the first message is still to be seen.
    expect(slept).toEqual([0, 1, 1, 1]);
  });
});
