/** A failure that the person at the keyboard can fix: its message is one line that names the thing and what to do. */
export class LocalError extends Error {
  override readonly name = 'LocalError';
}
