import * as v from 'valibot';

/** CloudFormation lets numbers be written as text. */
export const numeric = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.number());

export const flag = v.pipe(
  v.union([v.boolean(), v.picklist(['true', 'false'])]),
  v.transform((value) => value === true || value === 'true'),
);

/** Numbers and booleans count as their text, as in a function's environment. */
export const scalarText = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));

export const textRecord = v.record(v.string(), scalarText);
