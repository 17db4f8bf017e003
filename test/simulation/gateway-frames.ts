/** What the gateway answers by itself when a function did not: what became of the request is unknown. */
export function gatewayFrame(connectionId: string, requestId: string): string {
  return JSON.stringify({ message: 'Internal server error', connectionId, requestId });
}

/** What a function of another version says of a request that it does not understand. */
export function misjudgement(requestId: string): string {
  const refusal = { code: 'bad_request', message: 'unable to read the request', retryable: false };
  return JSON.stringify({ type: 'error', requestId, ...refusal });
}
