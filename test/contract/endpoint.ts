import { randomUUID } from 'node:crypto';
import type { AwsCall } from '../../local/aws/aws-call';
import type { Runtime } from '../../local/runtime-options';
import { type Doors, startChat } from '../support/local-runtime';

/** The people of the cases. Mallory shares no chat with the others. */
export const names = ['alice', 'bob', 'carol', 'dave', 'mallory'] as const;

export type Name = (typeof names)[number];

/** What only the runtime of this repository can do to the server. */
export interface LocalPowers {
  readonly runtime: Runtime;
  /** Hears every call of an AWS service until the case is over. */
  onCall: (call: AwsCall) => void;
}

/** Where the cases run. The endpoint of a deployed stage has no local powers. */
export interface Endpoint {
  readonly doors: Doors;
  readonly local?: LocalPowers;
  close(): Promise<void>;
}

export const isDeployed = process.env['PARLEY_URL'] !== undefined;

/** The stage at PARLEY_URL with the users of PARLEY_TOKENS; without PARLEY_URL, a runtime that is started for the cases. */
export function openEndpoint(): Promise<Endpoint> {
  const url = process.env['PARLEY_URL'];
  return url === undefined ? startLocal() : Promise.resolve(deployedAt(url));
}

async function startLocal(): Promise<Endpoint> {
  const powers: Pick<LocalPowers, 'onCall'> = { onCall: () => undefined };
  const runtime = await startChat({}, 0, { onCall: (call) => powers.onCall(call) });
  const run = randomUUID().slice(0, 8);
  const doors = { socketUrl: runtime.socketUrl, token: (name: string) => runtime.token(`${name}-${run}`) };
  return { doors, local: Object.assign(powers, { runtime }), close: () => runtime.stop() };
}

function deployedAt(url: string): Endpoint {
  const tokens = (process.env['PARLEY_TOKENS'] ?? '').split(/[\s,]+/).filter((token) => token !== '');
  if (tokens.length !== names.length) {
    throw new Error(`PARLEY_TOKENS must hold the tokens of ${names.length} users, separated by commas`);
  }
  const byName = new Map<string, string>(names.map((name, index) => [name, tokens[index]!]));
  return {
    doors: { socketUrl: url, token: (name) => byName.get(name) ?? '' },
    close: () => Promise.resolve(),
  };
}
