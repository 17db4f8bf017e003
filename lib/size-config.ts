import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { oneOf, option, wholeNumber, type Given } from './config-option';

/** The periods that CloudWatch Logs offers; `for ever` is not one of ours. */
const logRetentions = Object.values(RetentionDays)
  .filter((days) => typeof days === 'number')
  .filter((days) => days !== RetentionDays.INFINITE);

export const sizeOptions = {
  retentionDays: option('retentionDays', wholeNumber(1, 36_500), 1826),
  // A test holds the upper end against the most that bench/plan plans a cell with.
  throttleRate: option('throttleRate', wholeNumber(1, 100_000), 1000),
  // Half the rate, as the quotas of a new account.
  throttleBurst: option('throttleBurst', wholeNumber(1, 50_000), 2000),
  inlineFanOutLimit: option('inlineFanOutLimit', wholeNumber(0, 50), 25),
  deliveryCheckSeconds: option('deliveryCheckSeconds', wholeNumber(5, 900), 10),
  connectionsQuota: option('connectionsQuota', wholeNumber(1, 100_000), 500),
  logRetentionDays: option('logRetentionDays', oneOf(logRetentions), RetentionDays.ONE_MONTH),
};

/** How much and how long, in every stage. */
export function sizesOf(given: Given) {
  return {
    retentionDays: sizeOptions.retentionDays(given),
    throttle: { rate: sizeOptions.throttleRate(given), burst: sizeOptions.throttleBurst(given) },
    inlineFanOutLimit: sizeOptions.inlineFanOutLimit(given),
    deliveryCheckSeconds: sizeOptions.deliveryCheckSeconds(given),
    connectionsQuota: sizeOptions.connectionsQuota(given),
    logRetentionDays: sizeOptions.logRetentionDays(given),
  };
}
