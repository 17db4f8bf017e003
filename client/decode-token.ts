/** What a JWT says; nothing if it cannot be read. Nothing is verified here. */
export function claimsOf(token: string): { exp?: unknown; iss?: unknown; sub?: unknown } {
  try {
    const payload = atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(payload) as object;
  } catch {
    return {};
  }
}

/** When a JWT expires, in milliseconds since 1970; undefined if it does not say. */
export function expiryOf(token: string): number | undefined {
  const { exp } = claimsOf(token);
  return typeof exp === 'number' ? exp * 1000 : undefined;
}
