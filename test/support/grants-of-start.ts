/** The workers, and the queues that they take jobs from. */
export const polling = Object.entries({
  FanOut: 'FanOut',
  DeliveryCheck: 'DeliveryCheck',
  Push: 'Push',
  PushFailures: 'PushFailures',
  PresenceEnder: 'PresenceLost',
  PresencePoster: 'PresenceChanges',
}).flatMap(([name, queue]) =>
  ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) => `${name} sqs:${action} ${queue}`),
);

/** What a deployment does, and so a start: without it the platform application is not set up, which the log tells. */
export const deploying = ['APNS', 'APNS_SANDBOX', 'GCM'].map(
  (name) => `Setup sns:SetPlatformApplicationAttributes ${name}`,
);
