/** What the plan takes from the design or from experience, because no test measures it yet. */
export const assumptions = {
  checkInvokes: { value: 0.1, says: 'Lambda invokes per message for the delivery check (batches of 10)' },
  pingInvokes: { value: 1, says: 'Lambda invokes per ping (presence function)' },
  pingEcpus: { value: 7, says: 'Valkey commands per ping (a test counts them), an ECPU each' },
  pingMs: { value: 5, says: 'ms per ping in the presence function' },
  receiptsPerPost: { value: 0.4, says: 'markDelivered or markRead per message posted, coalesced by clients' },
  receiptWriteUnits: { value: 1, says: 'write units per receipt' },
  receiptMs: { value: 12, says: 'ms per receipt' },
  sendMs: { value: 30, says: 'ms per message in the send function' },
  workerMs: { value: 80, says: 'ms per slice in the fan-out worker' },
  connectMs: { value: 20, says: 'ms per function of connect, authorize and disconnect' },
  connectWriteUnits: { value: 2, says: 'write units per connection (put and delete)' },
  connectEcpus: { value: 17, says: 'Valkey commands per connection, opened and closed (a test counts them)' },
  connectionMinutes: { value: 30, says: 'minutes that a connection lives on average' },
  opensPerDay: { value: 20, says: 'times a day that a user opens the app' },
  openBytes: { value: 4000, says: 'bytes of the answer to an opening (chats and newest messages)' },
  readUnitsPerOpen: { value: 9, says: 'read units per opening (chats and newest messages)' },
  watchedUsers: { value: 20, says: 'users whose presence a socket watches' },
  watchEcpus: { value: 5, says: 'Valkey commands per user and watch (a test counts them), an ECPU each' },
  watchBytes: { value: 80, says: 'bytes per user of the answer to a watch' },
  watchMs: { value: 10, says: 'ms per watch in the presence function' },
  toldInvokes: { value: 0.1, says: 'Lambda invokes per change of presence that is told (batches of 10)' },
  toldMs: { value: 40, says: 'ms per invoke that tells changes of presence' },
  endpointBytes: { value: 1000, says: 'bytes through the endpoint of SQS per change of presence' },
  pushesPerOffline: { value: 0.2, says: 'pushes per recipient without a socket (five coalesced)' },
  pushQueueRequests: { value: 0.6, says: 'SQS requests per recipient without a socket' },
  pushMs: { value: 10, says: 'ms per push' },
  frameOverheadBytes: { value: 250, says: 'bytes of a frame beside the text' },
  itemOverheadBytes: { value: 250, says: 'bytes of a stored message beside the text, as billed' },
  accessLogBytes: { value: 300, says: 'bytes of access log per frame from a client' },
  functionLogBytes: {
    value: 800,
    says: 'bytes of log per Lambda invoke: what Lambda says, and a line of metrics',
  },
  functionGb: { value: 0.5, says: 'GB of memory of every function' },
  presenceBytes: { value: 400, says: 'bytes in Valkey per socket' },
  sweepMs: { value: 100, says: 'ms per sweep for leases that have ended' },
  kmsPerMessage: { value: 0.001, says: 'KMS requests per message (keys are cached for minutes)' },
} as const;

/** The value alone. */
export function assume(name: keyof typeof assumptions): number {
  return assumptions[name].value;
}
