import { parseJson } from '../json';
import { type Validation } from './api';
import { routeKeyFor } from './route-selection';

const DEFAULT = '$default';

/**
 * Whether a body fits the model that the route's expression selects, or `$default` if that selects none. What is not JSON
 * fits no model, and a body for which there is no model does not fit.
 */
export const fitsModel = ({ expression, models }: Validation, body: string): boolean => {
  const value = parseJson(body);
  const accepts = models.get(routeKeyFor(expression, body) ?? DEFAULT) ?? models.get(DEFAULT);
  return value !== undefined && accepts?.(value) === true;
};
