import * as v from 'valibot';
import { parseJson } from '../json';
import { type TokenRequest } from './issuer';

const DAY_SECONDS = 86_400;

const userIdRule = 'userId must be 1 to 128 printable characters';

const expiryRule = `expiresInSeconds must be a whole number from 1 to ${DAY_SECONDS}`;

const schema = v.strictObject({
  userId: v.pipe(v.string(userIdRule), v.regex(/^[^\p{C}]{1,128}$/u, userIdRule)),
  expiresInSeconds: v.optional(
    v.pipe(
      v.number(expiryRule),
      v.integer(expiryRule),
      v.minValue(1, expiryRule),
      v.maxValue(DAY_SECONDS, expiryRule),
    ),
    3600,
  ),
});

/** The body of POST /dev/token, or what is wrong with it. */
export const parseTokenRequest = (body: string): TokenRequest | { readonly error: string } => {
  const json = parseJson(body);
  if (json === undefined) return { error: 'the body must be JSON such as {"userId":"alice"}' };
  const result = v.safeParse(schema, json);
  return result.success ? result.output : { error: result.issues[0].message };
};
