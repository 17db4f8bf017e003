export interface Limit {
  /** Requests per second in the long run. @default no limit */
  readonly rate?: number;
  /** Requests at once. @default no limit */
  readonly burst?: number;
}

/** The token bucket that AWS documents: it holds `burst` tokens, gains `rate` a second and gives one to each request. */
export class TokenBucket {
  private readonly rate: number;
  private readonly burst: number;
  private tokens: number;
  private filledAtMs: number;

  constructor(
    { rate = Infinity, burst = Infinity }: Limit,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.rate = rate;
    this.burst = burst;
    this.tokens = burst;
    this.filledAtMs = now();
  }

  /** Takes a token; false when there is none. A rate or burst of zero lets nothing through. */
  take(): boolean {
    if (this.rate === 0) return false;
    this.fill();
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  private fill(): void {
    const nowMs = this.now();
    const gained = nowMs === this.filledAtMs ? 0 : ((nowMs - this.filledAtMs) / 1000) * this.rate;
    this.tokens = Math.min(this.burst, this.tokens + gained);
    this.filledAtMs = nowMs;
  }
}
