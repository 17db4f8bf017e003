const STATUSES: Readonly<Partial<Record<string, number>>> = { NotFound: 404, AuthorizationError: 403 };

/** An error as SNS names it. */
export class SnsFault extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  get status(): number {
    return STATUSES[this.code] ?? 400;
  }
}
