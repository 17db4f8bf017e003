import * as v from 'valibot';

const schema = v.object({
  socketUrl: v.string(),
  /** Who vouches for the user: the local runtime gives a token for any name. */
  identity: v.object({ kind: v.literal('development'), tokenUrl: v.string() }),
});

/** What this page learns from where it is served. */
export type WebConfig = v.InferOutput<typeof schema>;

/** @throws Error if there is none, or it is not of this shape */
export async function readConfig(): Promise<WebConfig> {
  const response = await fetch('./config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`config.json cannot be read (status ${response.status})`);
  return v.parse(schema, await response.json());
}
