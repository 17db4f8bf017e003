import * as v from 'valibot';
import { unknownOperators, type EventPattern } from '../event-sources/event-pattern';
import { parseObject } from '../json';
import { type Resource } from './resource';

export const filterCriteria = v.looseObject({
  Filters: v.optional(v.array(v.looseObject({ Pattern: v.optional(v.string(), '{}') })), []),
});

/** The patterns of an event source mapping; one that cannot be compared with stops the start. */
export const filtersOf = (
  resource: Resource,
  criteria: v.InferOutput<typeof filterCriteria> | undefined,
): EventPattern[] =>
  (criteria?.Filters ?? []).map(({ Pattern }) => {
    const pattern = parseObject(Pattern) ?? resource.fail(`the filter ${Pattern} is not a JSON object`);
    const [operator] = unknownOperators(pattern);
    if (operator !== undefined)
      resource.fail(`the filter ${Pattern} compares by ${operator}, which the runtime does not know`);
    return pattern;
  });
