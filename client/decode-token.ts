/** When a JWT expires, in milliseconds since 1970; undefined if it cannot be read. Nothing is verified here. */
export function expiryOf(token: string): number | undefined {
  try {
    const payload = atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    const { exp } = JSON.parse(payload) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
