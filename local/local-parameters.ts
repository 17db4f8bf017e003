/** The audience of the development tokens. */
export const LOCAL_AUDIENCE = 'local';

/** What only the runtime knows, under the names by which a template's parameters may ask for it. */
export const localParameters = (webUrl: string): Record<string, string> => ({
  LocalWebOrigin: webUrl,
  LocalIssuer: webUrl,
  LocalJwksUri: `${webUrl}/.well-known/jwks.json`,
  LocalAudience: LOCAL_AUDIENCE,
});
