import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { id } from '../../protocol';

/**
 * The user id of a token: its `sub` if that is a valid id, else base64url(sha256(JSON [issuer, sub])), so that the ids
 * of any identity provider fit into keys and frames.
 */
export function userIdOf(issuer: string, subject: string): string {
  return v.is(id, subject)
    ? subject
    : createHash('sha256')
        .update(JSON.stringify([issuer, subject]))
        .digest('base64url');
}
