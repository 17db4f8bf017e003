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
  /** The socket is closed while `$connect` still runs, and `$disconnect` comes before its end. Per handshake. */
  disconnectEarly: number;
  /** The platform refuses a push for now. */
  pushThrottled: number;
  /**
   * A message is refused for good by something that does not look whether it is stored: a version of the function, say,
   * that does not understand the request, while another one is deployed. Per request.
   */
  misjudged: number;
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
  /** The cache loses everything that it has. */
  emptied: number;
  /** A device has no network from early on until the faults are over: it misses most of what is said. */
  longOffline: number;
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
  /** People write for so long, also when faults are over. */
  actMs: number;
  /**
   * How long entries are kept: a time within one of these; the store deletes them some time later, in any order. Without
   * it: for ever.
   */
  entrySeconds?: readonly { min: number; max: number }[];
  /** Applications watch who is online. */
  isWatched: boolean;
  /** Any device may be gone until the end, half of them without a word: their connection stays, and nothing comes. */
  isVanishing: boolean;
  /** Users have more phones, to which nothing can be pushed for good. */
  hasDeadPhones: boolean;
  /** From the end of the faults until all devices ask for everything. */
  quietMs: number;
  /** All devices connect so long before anything else happens. */
  warmUpMs: number;
}

/** Few long chats find faults of order and of paging; many short ones find lost tails. */
export type Shape = 'few' | 'many';
