import { clientMutants } from './client-mutants';
import { connectionMutants } from './connection-mutants';
import { deliveryMutants } from './delivery-mutants';
import { logMutants } from './log-mutants';
import { membershipMutants } from './membership-mutants';
import { presenceMutants } from './presence-mutants';
import { pushMutants } from './push-mutants';
import { retentionMutants } from './retention-mutants';
import type { Mutant } from './mutant';

export type { Mutant, Patch } from './mutant';

export const mutants: Mutant[] = [
  ...logMutants,
  ...membershipMutants,
  ...deliveryMutants,
  ...pushMutants,
  ...clientMutants,
  ...connectionMutants,
  ...retentionMutants,
  ...presenceMutants,
];
