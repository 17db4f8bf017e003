/** What the title of a group may hold, in bytes of UTF-8. */
const limitBytes = 256;

const characters = new Intl.Segmenter();

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** The names of the members as a title, cut between two characters if they are too long for one. */
export function groupTitle(names: readonly string[]): string {
  const whole = names.join(', ');
  if (bytesOf(whole) <= limitBytes) return whole;
  let title = '';
  for (const { segment } of characters.segment(whole)) {
    if (bytesOf(`${title}${segment}…`) > limitBytes) break;
    title += segment;
  }
  return `${title}…`;
}
