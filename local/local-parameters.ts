/** The audience of the development tokens. */
export const LOCAL_AUDIENCE = 'local';

/** The platform applications of SNS that there are from the start, in the order of their platforms. */
export const LOCAL_APPLICATIONS = ['APNS', 'APNS_SANDBOX', 'GCM'].map(
  (platform) => `arn:aws:sns:us-east-1:000000000000:app/${platform}/local`,
);

/** What only the runtime knows, under the names by which a template's parameters may ask for it. */
export const localParameters = (webUrl: string): Record<string, string> => ({
  LocalWebOrigin: webUrl,
  LocalIssuer: webUrl,
  LocalJwksUri: `${webUrl}/.well-known/jwks.json`,
  LocalAudience: LOCAL_AUDIENCE,
});
