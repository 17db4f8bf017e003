/** How often each thing goes wrong while faults last. Per call, if nothing else is said. */
export interface Rates {
  /** AWS refuses before any effect; the SDK tries three times. */
  throttle: number;
  /** The effect happens and the answer never comes. */
  timeoutAfter: number;
  /** Neither the effect nor the answer. */
  timeoutBefore: number;
  /** The answer never comes, and the effect happens up to six seconds after the call was given up. */
  late: number;
  /** The function ends before or after the effect. */
  crash: number;
  /** Of several jobs or keys some are not taken; per call with more than one. */
  partial: number;
  /** A function is not started at all: too many run at the same time. Per event. */
  refused: number;
  /** A job is delivered again though it was done, or to two workers at the same time. Per job. */
  duplicate: number;
  /** `$disconnect` comes seconds later, or never. Per socket. */
  disconnectLate: number;
  disconnectLost: number;
  /** A post is refused: the gateway is throttled, or its buffer for the socket is full. */
  postThrottled: number;
  /** The platform refuses a push for now. */
  pushThrottled: number;
}

/** How many of each happen in a run, at most. */
export interface Incidents {
  /** Two seconds in which a third of all calls are throttled; four in which all are; four to eight in which one service refuses. */
  bursts: number;
  brownOuts: number;
  outages: number;
  /** A socket is cut. */
  cuts: number;
  /** All sockets are cut within a second. */
  storms: number;
  /** A device has no network for a while. */
  offline: number;
  /** What is sent either way is held back, and then comes, or the connection breaks. */
  blackHoles: number;
  /** Posts to a socket are refused for five seconds. */
  slow: number;
  /** The application is ended, and started again with the outbox that it stored. */
  restarts: number;
  /** The application stands still: nothing in it runs. */
  freezes: number;
  /** A machine's clock goes back. */
  clockJumps: number;
}

export interface Profile {
  rates: Rates;
  incidents: Incidents;
  /** Share of what users do that changes who is in a group. */
  membershipShare: number;
  /** Clocks of machines differ from the true time by up to this much. */
  skewMs: number;
  /** Sockets end when their token does. */
  tokenSeconds: { min: number; max: number };
  /** Nothing happens in it that a promise may wait for: they all hold from the beginning. */
  isHarmless: boolean;
}

const noRates: Rates = {
  throttle: 0,
  timeoutAfter: 0,
  timeoutBefore: 0,
  late: 0,
  crash: 0,
  partial: 0,
  refused: 0,
  duplicate: 0,
  disconnectLate: 0,
  disconnectLost: 0,
  postThrottled: 0,
  pushThrottled: 0,
};

const noIncidents: Incidents = {
  bursts: 0,
  brownOuts: 0,
  outages: 0,
  cuts: 0,
  storms: 0,
  offline: 0,
  blackHoles: 0,
  slow: 0,
  restarts: 0,
  freezes: 0,
  clockJumps: 0,
};

const normalRates: Rates = {
  ...noRates,
  throttle: 0.03,
  timeoutAfter: 0.02,
  timeoutBefore: 0.01,
  late: 0.005,
  crash: 0.01,
  partial: 0.05,
  refused: 0.01,
  duplicate: 0.05,
  disconnectLate: 0.2,
  disconnectLost: 0.05,
  postThrottled: 0.02,
  pushThrottled: 0.05,
};

const normalIncidents: Incidents = { ...noIncidents, cuts: 2, offline: 1, restarts: 1, slow: 1 };

const wholeDay = { min: 86_400, max: 86_400 };

const calm: Profile = {
  rates: noRates,
  incidents: noIncidents,
  membershipShare: 0.05,
  skewMs: 0,
  tokenSeconds: wholeDay,
  isHarmless: true,
};

const normal: Profile = { ...calm, rates: normalRates, incidents: normalIncidents, isHarmless: false };

/** What can go wrong, in bundles: each finds what others do not. */
export const profiles = {
  calm,
  /** The cache is down from beginning to end (P8). */
  valkey: { ...calm, incidents: { ...noIncidents, cuts: 4, restarts: 1 } },
  normal,
  burst: {
    ...normal,
    rates: { ...normalRates, throttle: 0.05, partial: 0.2 },
    incidents: { ...normalIncidents, bursts: 5, brownOuts: 1, outages: 3, slow: 2 },
  },
  crash: {
    ...normal,
    rates: { ...normalRates, crash: 0.08, timeoutAfter: 0.08, late: 0.03, duplicate: 0.5 },
    incidents: { ...normalIncidents, restarts: 3 },
  },
  disconnects: {
    ...normal,
    rates: { ...normalRates, disconnectLate: 0.4, disconnectLost: 0.3 },
    incidents: {
      ...noIncidents,
      cuts: 8,
      storms: 1,
      offline: 3,
      blackHoles: 3,
      slow: 2,
      restarts: 2,
      freezes: 2,
    },
  },
  membership: { ...normal, membershipShare: 0.4, incidents: { ...normalIncidents, cuts: 4, restarts: 2 } },
  all: {
    ...normal,
    rates: { ...normalRates, crash: 0.03, timeoutAfter: 0.04, late: 0.02, duplicate: 0.2 },
    incidents: {
      bursts: 3,
      brownOuts: 1,
      outages: 2,
      cuts: 4,
      storms: 1,
      offline: 2,
      blackHoles: 2,
      slow: 2,
      restarts: 2,
      freezes: 1,
      clockJumps: 3,
    },
    membershipShare: 0.15,
    skewMs: 300_000,
  },
} satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

/** Few long chats find faults of order and of paging; many short ones find lost tails. */
export type Shape = 'few' | 'many';
