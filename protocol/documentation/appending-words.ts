/** What the actions that add an entry to a chat have in common. */
export const appendingFields = {
  chatId: 'The chat.',
  clientMessageId: 'Your id of this one change, the same in every retry.',
  afterSeq: 'The last `seq` of the chat that you knew when you first tried, the same in every retry.',
} as const;

export const appendingErrors = {
  not_found: 'There is no such chat, or you are not in it (any more).',
  stale_attempt: '`afterSeq` is not a recent entry of the chat.',
  busy: 'Too many others wrote to the chat at the same moment.',
  rate_limited: 'You have added too many entries to this chat within a second.',
  unavailable: 'It took too long before anything was written.',
} as const;

export const appendingRetry =
  'Safe with the same bytes: what was written once is found and answered again, and everyone is told again. See [Sending](#sending).';

/** A change of a group that may turn out to be done already. */
export const changeErrors = {
  ...appendingErrors,
  bad_request: '`clientMessageId` was used for something else.',
  forbidden: 'Your role does not allow it, or the chat is a direct chat.',
} as const;

export const changeResponse = {
  chat: 'The chat after the change, without `members`.',
  change: 'The entry that was written, by this try or an earlier one. Absent if nothing was left to do.',
} as const;
