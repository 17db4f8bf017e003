import { type Api } from './api';
import { STAGE_LIMIT_IS_SHARED } from './assumptions';
import { TokenBucket } from './token-bucket';

/** What AWS grants an account in a Region. */
export interface Quotas {
  /** Handshakes, messages and calls of `@connections` together. @default 10000 */
  readonly requestsPerSecond?: number;
  /** @default 5000 */
  readonly requestBurst?: number;
  /** @default 500 */
  readonly newConnectionsPerSecond?: number;
}

const REQUESTS_PER_SECOND = 10_000;
const REQUEST_BURST = 5000;
const NEW_CONNECTIONS_PER_SECOND = 500;

const SHARED = '*';

/** Decides which requests go through: the account's quotas hold for all of them, those of a stage for its routes. */
export class Throttle {
  private readonly account: TokenBucket;
  private readonly newConnections: TokenBucket;
  private readonly routes = new Map<string, TokenBucket>();

  constructor(quotas: Quotas = {}) {
    const perSecond = quotas.newConnectionsPerSecond ?? NEW_CONNECTIONS_PER_SECOND;
    this.account = new TokenBucket({
      rate: quotas.requestsPerSecond ?? REQUESTS_PER_SECOND,
      burst: quotas.requestBurst ?? REQUEST_BURST,
    });
    this.newConnections = new TokenBucket({ rate: perSecond, burst: perSecond });
  }

  readonly admitsCall = (): boolean => this.account.take();

  admitsConnection(api: Api): boolean {
    return this.newConnections.take() && this.admits(api, '$connect');
  }

  /** A message without a route counts for the account only. */
  admits(api: Api, routeKey: string | undefined): boolean {
    const bucket = routeKey === undefined ? undefined : this.bucketOf(api, routeKey);
    return (bucket?.take() ?? true) && this.account.take();
  }

  private bucketOf({ id, stage, throttling }: Api, routeKey: string): TokenBucket | undefined {
    const own = throttling.routes[routeKey];
    const limit = own ?? throttling.stage;
    if (!limit) return undefined;
    const key = `${id}/${stage}/${own === undefined && STAGE_LIMIT_IS_SHARED ? SHARED : routeKey}`;
    const bucket = this.routes.get(key) ?? new TokenBucket(limit);
    this.routes.set(key, bucket);
    return bucket;
  }
}
