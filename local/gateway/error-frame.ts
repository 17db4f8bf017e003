export const BAD_BODY = 'Bad request body';

/** A frame that the gateway itself sends, byte for byte: one space after the first colon, none after the others. */
export const errorFrame = (message: string, connectionId: string, requestId: string): string =>
  `{"message": "${message}", "connectionId":"${connectionId}", "requestId":"${requestId}"}`;

/** The one frame that names the message instead of the request; its spacing is that of the others. */
export const badBodyFrame = (connectionId: string, messageId: string): string =>
  `{"message": "${BAD_BODY}", "connectionId":"${connectionId}", "messageId":"${messageId}"}`;
