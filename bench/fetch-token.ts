import { decodeFields } from './decode-fields';

/** A token of the local runtime's own issuer. */
export async function fetchToken(webUrl: string, userId: string): Promise<string> {
  const response = await fetch(`${webUrl}/dev/token`, { method: 'POST', body: JSON.stringify({ userId }) });
  const { token } = decodeFields(await response.text());
  if (typeof token === 'string') return token;
  throw new Error('the runtime gave no token');
}
