/** What others wrote must not move the cursor, clear the screen or set the title: control characters become visible. */
export function printable(text: string): string {
  return text.split('\n').map(printableLine).join('\n      ');
}

/** The same for what has to stay on one line. */
export function printableLine(text: string): string {
  return text.replace(
    /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
