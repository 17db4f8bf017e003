/** Longer texts are cut: what is kept of 500 flows must stay small. */
const MAX_CHARACTERS = 4096;

const SECRET_MEMBER =
  /(\\?"[^"]*(?:token|secret|password|authorization)[^"]*"\s*:\s*)\\?"(?:[^"\\]|\\.)*"?/gi;

const JWT = /eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g;

/**
 * What the inspector shows of a payload: its beginning, with the values of members called token, secret, password or
 * authorization, and whatever looks like a JWT, taken out.
 */
export const shownText = (text: string): string => {
  const beginning = text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;
  return beginning.replace(SECRET_MEMBER, '$1"(hidden)"').replace(JWT, '(hidden)');
};

export const isLong = (text: string): boolean => text.length > MAX_CHARACTERS;

let last = { given: '', shown: '' };

/** For a long text, which many sockets may get one after the other: what is shown of it is kept once. */
export const shownOnce = (given: string): string => {
  if (last.given !== given) last = { given, shown: shownText(given) };
  return last.shown;
};
