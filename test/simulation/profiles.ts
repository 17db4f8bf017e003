import type { Incidents, Profile, Rates } from './profile';

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
  disconnectEarly: 0,
  pushThrottled: 0,
  misjudged: 0,
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
  longOffline: 0,
  emptied: 0,
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
  disconnectEarly: 0.02,
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
  warmUpMs: 0,
  isWatched: false,
  isVanishing: false,
  hasDeadPhones: false,
  // A client that was turned away often waits up to 30 s, and then all is live 15 s later.
  quietMs: 50_000,
  actMs: 30_000,
};

const normal: Profile = { ...calm, rates: normalRates, incidents: normalIncidents, isHarmless: false };

/** What can go wrong, in bundles: each finds what others do not. */
export const profiles = {
  calm,
  /** The cache is down from beginning to end, or for up to two minutes (P8), and then sweeps find all that it still has. */
  valkey: {
    ...calm,
    isWatched: true,
    incidents: { ...noIncidents, cuts: 4, restarts: 1 },
    quietMs: 230_000,
  },
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
    rates: { ...normalRates, disconnectLate: 0.4, disconnectLost: 0.3, disconnectEarly: 0.2 },
    incidents: {
      ...noIncidents,
      cuts: 8,
      storms: 1,
      offline: 3,
      blackHoles: 3,
      slow: 2,
      restarts: 2,
      freezes: 2,
      longOffline: 1,
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
      longOffline: 0,
      emptied: 1,
    },
    isWatched: true,
    membershipShare: 0.15,
    skewMs: 300_000,
  },
  /** People come, go and vanish, and others watch them. */
  presence: {
    ...calm,
    rates: { ...noRates, disconnectLate: 0.2, disconnectLost: 0.4 },
    incidents: { ...noIncidents, cuts: 4, restarts: 3 },
    membershipShare: 0,
    isWatched: true,
    isVanishing: true,
    quietMs: 130_000,
  },
  /** Another version of the functions is deployed: what is tried again may be refused by one that knows nothing of it. */
  deploy: {
    ...normal,
    rates: { ...normalRates, timeoutAfter: 0.06, crash: 0.04, late: 0, misjudged: 0.15 },
    incidents: { ...normalIncidents, cuts: 4, restarts: 2 },
  },
  /** Entries expire while people write and devices are away; or after that, so that some are left for the last look. */
  retention: {
    ...calm,
    incidents: { ...noIncidents, cuts: 3, offline: 2, restarts: 2, longOffline: 1 },
    entrySeconds: [
      { min: 6, max: 30 },
      { min: 60, max: 115 },
    ],
    actMs: 60_000,
    isHarmless: false,
  },
  /** People go away without a word from phones that have to be told, and have others which take nothing any more. */
  phones: {
    ...normal,
    rates: { ...normalRates, pushThrottled: 0.3, disconnectLost: 0.3 },
    incidents: { ...normalIncidents, offline: 3, longOffline: 2 },
    hasDeadPhones: true,
  },
  /** Tokens of a quarter of a minute or so: each connection is replaced by another while people write. */
  tokens: {
    ...calm,
    incidents: { ...noIncidents, freezes: 3 },
    tokenSeconds: { min: 12, max: 40 },
    isHarmless: false,
  },
  /** Sockets that are old enough for a 410 to be believed; every fourth time they also live through their two hours. */
  aged: {
    ...calm,
    rates: { ...noRates, disconnectLate: 0.2, disconnectLost: 0.6 },
    incidents: { ...noIncidents, cuts: 3, restarts: 3, blackHoles: 1 },
    warmUpMs: 16 * 60_000,
  },
} satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;
