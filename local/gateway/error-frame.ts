/** A frame that the gateway itself sends, byte for byte: one space after the first colon, none after the others. */
export const errorFrame = (message: string, connectionId: string, requestId: string): string =>
  `{"message": "${message}", "connectionId":"${connectionId}", "requestId":"${requestId}"}`;
