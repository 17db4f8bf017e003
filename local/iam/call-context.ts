import { LOCAL_ACCOUNT } from '../assembly/read-assembly';
import { type RoleUser } from '../resources/plan';
import { type Context } from './conditions';

const valuesOf = {
  /** The endpoint speaks http, but stands for the one of AWS: its calls count as made over TLS. */
  'aws:securetransport': () => 'true',
  'aws:principalarn': ({ roleArn }: RoleUser) => roleArn,
  'aws:principalaccount': () => LOCAL_ACCOUNT,
  'aws:principaltype': () => 'AssumedRole',
  'aws:requestedregion': ({ region }: RoleUser) => region,
  'lambda:sourcefunctionarn': ({ arn }: RoleUser) => arn,
  // Only of calls that a service makes on behalf of a resource: none of those asks here.
  'aws:sourceaccount': () => undefined,
  'aws:sourcearn': () => undefined,
  'aws:sourceowner': () => undefined,
};

/** Whether conditions can be held against the key; AWS knows more keys, which count as absent here. */
export const isKnownKey = (key: string): boolean => key in valuesOf;

/** What conditions may ask about a call. */
export const contextOf = (caller: RoleUser): Context =>
  Object.fromEntries(
    Object.entries(valuesOf).flatMap(([key, valueOf]) => {
      const value = valueOf(caller);
      return value === undefined ? [] : [[key, [value]]];
    }),
  );
