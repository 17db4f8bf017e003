import * as v from 'valibot';

/** The local runtime, which gives a token for any name. */
const development = v.object({ kind: v.literal('development'), tokenUrl: v.string() });

const oidc = v.object({
  kind: v.literal('oidc'),
  issuer: v.pipe(v.string(), v.url()),
  clientId: v.string(),
  scope: v.string(),
  /** For issuers that ask whom an access token is for. */
  audience: v.optional(v.string()),
  /** Which of its tokens opens the socket. */
  token: v.picklist(['access', 'id']),
  /** How the issuer calls the address to which a user comes back who has signed out. */
  signOutParameter: v.picklist(['post_logout_redirect_uri', 'logout_uri']),
});

const schema = v.object({
  socketUrl: v.string(),
  /** Who vouches for the user. */
  identity: v.variant('kind', [development, oidc]),
});

/** What this page learns from where it is served. */
export type WebConfig = v.InferOutput<typeof schema>;

export type OidcSettings = v.InferOutput<typeof oidc>;

/** @throws Error if it is not of this shape */
export function parseConfig(json: unknown): WebConfig {
  return v.parse(schema, json);
}

/** @throws Error if there is none, or it is not of this shape */
export async function readConfig(): Promise<WebConfig> {
  const response = await fetch('./config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`config.json cannot be read (status ${response.status})`);
  return parseConfig(await response.json());
}
