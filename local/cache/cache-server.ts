/** A cache that runs: one node in cluster mode, as ElastiCache Serverless shows itself, without TLS. */
export interface CacheServer {
  readonly host: string;
  readonly port: number;
  /** For the start message: what answers. */
  readonly engine: string;
  stop(): Promise<void>;
}
