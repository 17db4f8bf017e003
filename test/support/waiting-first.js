const { default: Sequencer } = require('@jest/test-sequencer');

/** They wait for most of their time: begun last, they would go on when all others have ended. */
const waiting = [/[\\/]test[\\/]end-to-end[\\/]/, /[\\/]test[\\/]contract[\\/]/];
const waits = ({ path }) => waiting.some((pattern) => pattern.test(path));

/** Otherwise as jest has it: the longest first, where it knows how long they took, or else the largest. */
module.exports = class WaitingFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(waits), ...sorted.filter((test) => !waits(test))];
  }
};
