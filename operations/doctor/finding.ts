/** ok: as it should be. warn: works, look at it. fail: does not work. unknown: could not be looked at. */
export type Verdict = 'ok' | 'warn' | 'fail' | 'unknown';

/** One line of the table. advice: what to do, unless all is well. */
export interface Finding {
  readonly subject: string;
  readonly verdict: Verdict;
  readonly text: string;
  readonly advice?: string;
}

export function ok(subject: string, text: string): Finding {
  return { subject, verdict: 'ok', text };
}

export function warn(subject: string, text: string, advice: string): Finding {
  return { subject, verdict: 'warn', text, advice };
}

export function fail(subject: string, text: string, advice: string): Finding {
  return { subject, verdict: 'fail', text, advice };
}

/** There are no credentials, or none that AWS accepts: there is nothing to look at. */
export class NoCredentials extends Error {}

const aboutCredentials =
  /^(CredentialsProviderError|TokenProviderError|ExpiredToken\w*|InvalidClientTokenId|UnrecognizedClient\w*|InvalidSignature\w*|AuthFailure)$/;

const aboutPermission = /AccessDenied|NotAuthorized|AuthorizationError|Forbidden/;

/**
 * Looks at something. What may not be looked at is a finding of its own, and so is any other error: the other checks go on.
 * @throws NoCredentials
 */
export async function look(subject: string, check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    if (aboutCredentials.test(name)) throw new NoCredentials(message, { cause: error });
    const advice = aboutPermission.test(name)
      ? 'Let your credentials read it: the managed policy ReadOnlyAccess is enough.'
      : 'Try again; if it stays, look at it in the console.';
    return [{ subject, verdict: 'unknown', text: `${name}: ${message}`, advice }];
  }
}
