import type { PresenceFlows } from './presence-flows';

export interface Case {
  /** What people do that needs the grant; gives what they are answered. */
  act: (flows: PresenceFlows) => Promise<unknown>;
  /** What they get without the grant; when it is anything, the work is taken over by others and the log alone tells. */
  outcome: RegExp;
}

export const internal = (act: Case['act']): Case => ({ act, outcome: /"code":"internal"/ });
export const quiet = (act: Case['act']): Case => ({ act, outcome: /^(?!.*"internal")/ });
