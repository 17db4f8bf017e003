/** An error as SNS names it. */
export class SnsFault extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  get status(): number {
    return this.code === 'NotFound' ? 404 : 400;
  }
}
