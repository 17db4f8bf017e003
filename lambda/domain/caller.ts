/** Who asks, over which socket, and when the request came (milliseconds since 1970). */
export interface Caller {
  userId: string;
  connectionId: string;
  requestedAt: number;
}
