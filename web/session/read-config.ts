import * as v from 'valibot';

/** Who vouches for the user: the local runtime, for any name, or an OpenID Connect provider by the code grant with PKCE. */
const identity = v.variant('kind', [
  v.object({ kind: v.literal('development'), tokenUrl: v.string() }),
  v.object({
    kind: v.literal('oidc'),
    authorizeUrl: v.string(),
    tokenUrl: v.string(),
    logoutUrl: v.optional(v.string()),
    clientId: v.string(),
    scope: v.string(),
  }),
]);

const schema = v.object({ socketUrl: v.string(), identity });

/** What this page learns from where it is served. */
export type WebConfig = v.InferOutput<typeof schema>;
export type OidcConfig = Extract<WebConfig['identity'], { kind: 'oidc' }>;

/** @throws Error if there is none, or it is not of this shape */
export async function readConfig(): Promise<WebConfig> {
  const response = await fetch('./config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`config.json cannot be read (status ${response.status})`);
  return v.parse(schema, await response.json());
}
