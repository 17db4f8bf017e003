const { default: Sequencer } = require('@jest/test-sequencer');

/** They wait for most of their time: begun last, they would go on when all others have ended. */
const waiting = [/[\\/]test[\\/]end-to-end[\\/]/, /[\\/]test[\\/]contract[\\/]/];
const waits = ({ path }) => waiting.some((pattern) => pattern.test(path));

/** They compute for long, however small their files are. */
const long = [/[\\/]test[\\/](simulation|fuzz|synth|docs|bench)[\\/]/];
const isLong = ({ path }) => long.some((pattern) => pattern.test(path));

/** Begun after the last one that waits: by number, most of them quick, as much as that one and those beside it take. */
const shareAfter = 0.65;

/**
 * Otherwise as jest has it: the longest first, where it knows how long they took, or else the largest. Those that wait
 * come one by one between those that compute, so that neither the processors nor the workers are ever all idle.
 */
module.exports = class WaitingFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const [slow, others] = [sorted.filter(waits), sorted.filter((test) => !waits(test))];
    const quick = [...others.filter(isLong), ...others.filter((test) => !isLong(test))];
    const between = Math.floor((quick.length * (1 - shareAfter)) / Math.max(1, slow.length));
    const mixed = slow.flatMap((test, at) => [test, ...quick.slice(at * between, (at + 1) * between)]);
    return [...mixed, ...quick.slice(slow.length * between)];
  }
};
