/**
 * Takes messages one at a time from a thread whose event loop stands still, and sleeps until there is one. The counter
 * goes up after each message was sent, and the sender wakes the sleeper after that; a sender that is interrupted in
 * between wakes a sleeper that has long had its message. So what counts is what the counter says, not how often one woke up.
 */
export const messageReceiver = <T>(
  counter: Int32Array,
  take: () => T | undefined,
  sleep: (seen: number) => unknown = (seen) => Atomics.wait(counter, 0, seen),
): (() => T) => {
  let seen = 0;
  return () => {
    for (;;) {
      const message = take();
      if (message !== undefined) return message;
      sleep(seen);
      seen = Atomics.load(counter, 0);
    }
  };
};
