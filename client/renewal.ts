/** API Gateway ends every socket after 2 h; clients leave at a random moment before, so that not all return at one moment. */
const lifeMs = { min: 110 * 60_000, max: 118 * 60_000 } as const;
/** How long before the token expires, at most. */
const marginMs = 120_000;
/** A token with less than this left is not worth a renewal: the same one would come again and again. */
const leastMs = 5000;

/** When a connection is to be replaced: between 110 and 118 minutes, or before its token expires, if that is sooner. */
export function renewalDelayMs(tokenLifeMs: number | undefined, random: () => number): number {
  const byLife = lifeMs.min + random() * (lifeMs.max - lifeMs.min);
  if (tokenLifeMs === undefined) return byLife;
  const byToken = tokenLifeMs - Math.min(marginMs, tokenLifeMs / 4) * (0.5 + random() / 2);
  return byToken < leastMs ? byLife : Math.min(byLife, byToken);
}
