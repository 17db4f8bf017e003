import { type WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { type MetricName } from '../../lambda/contract/metrics';
import { type Config } from '../config';
import { minute, ownMetric, share, type Watch } from './watch';

/** Four fifths of the quota for a minute: within that minute there are seconds that are over it. */
const shareOfQuota = 0.8;

/**
 * CloudWatch counts all of the gateway's own refusals in one metric, so that a few handshakes with a bad token are always
 * among them: only what is many for the rate of the stage says that the rate is used up.
 */
const refusedShareOfRate = 0.01;

/** How posts to sockets end, what the gateway refuses, and how near the account is to the end of its new connections. */
export function watchGateway(config: Config, stage: WebSocketStage): Watch[] {
  const own = (name: MetricName) => ownMetric(config, name);
  const { connectionsQuota, throttle } = config;
  return [
    {
      name: 'posts-gone',
      meaning:
        'More than a fifth of the posts go to sockets that are closed (410): records of sockets outlive them.',
      metric: share(own('PostsGone'), own('Posts'), 100),
      threshold: 20,
      minutes: 3,
    },
    {
      name: 'posts-throttled',
      meaning:
        'More than one post in a hundred is turned away (429): the account makes as many requests as it may.',
      metric: share(own('PostsThrottled'), own('Posts'), 100),
      threshold: 1,
      minutes: 3,
    },
    {
      name: 'frames-refused',
      meaning: `Frames and handshakes are turned away, more than one for a hundred of the ${throttle.rate} per second that the stage accepts: most often these are used up.`,
      metric: stage.metric('ClientError', { period: minute, statistic: 'Sum' }),
      threshold: refusedShareOfRate * throttle.rate * minute.toSeconds(),
      minutes: 3,
    },
    {
      name: 'new-connections',
      meaning: `More than four fifths of the ${connectionsQuota} new connections per second that the account may open.`,
      metric: stage.metric('ConnectCount', { period: minute, statistic: 'Sum' }),
      threshold: shareOfQuota * connectionsQuota * minute.toSeconds(),
      minutes: 1,
    },
  ];
}
