import { type ApiPlan } from './api-plan';

/** Where an API answers on AWS; to a client and in events it is the domain name. */
export const apiHost = ({ id, region }: Pick<ApiPlan, 'id' | 'region'>): string =>
  `${id}.execute-api.${region}.amazonaws.com`;
