/** A token for any name from the local runtime's identity. Throws an Error of one line that says what to do. */
export async function fetchToken(web: string, userId: string): Promise<string> {
  const response = await post(`${web}/dev/token`, { userId });
  const answer: unknown = await response.json().catch(() => undefined);
  if (
    typeof answer === 'object' &&
    answer !== null &&
    'token' in answer &&
    typeof answer.token === 'string'
  ) {
    return answer.token;
  }
  throw new Error(`${web} gave no token for this name (status ${response.status})`);
}

async function post(address: string, body: object): Promise<Response> {
  try {
    return await fetch(address, { method: 'POST', body: JSON.stringify(body) });
  } catch {
    throw new Error(`nothing answers at ${address}: start the chat with "npm start", or name it by --web`);
  }
}
