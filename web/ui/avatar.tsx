/** The same name always has the same of 8 colours. */
function toneOf(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % 8;
}

const characters = new Intl.Segmenter();

function firstOf(word: string): string {
  const [first] = characters.segment(word);
  return first?.segment ?? '';
}

function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends
    .map((word) => firstOf(word ?? '?'))
    .join('')
    .toUpperCase();
}

/**
 * The initials of a name. The picture of a profile (`avatarUrl`) is not shown: it lies on a host that its owner chose,
 * who would learn when, and from which address, each reader looks. So the page's policy loads pictures from itself alone.
 */
export function Avatar({
  name,
  isGroup = false,
  isOnline = false,
  size = 'medium',
}: {
  name: string;
  isGroup?: boolean;
  isOnline?: boolean;
  size?: 'small' | 'medium' | 'large';
}) {
  return (
    <span
      className={`avatar avatar-${size} tone-${toneOf(name)} ${isGroup ? 'avatar-group' : ''}`}
      data-online={isOnline}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}
