/** A piece of a message's text: plain, or a link to a page. */
export interface TextPart {
  readonly text: string;
  readonly href?: string;
}

const link = /https?:\/\/[^\s<>"'`]+/gi;
const tail = /[.,;:!?)\]}'"»”]+$/;

/** Finds the addresses of pages in a text: http and https alone, and without the punctuation after them. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(link)) {
    const address = match[0].replace(tail, '');
    if (!URL.canParse(address)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: address, href: address });
    from = match.index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
