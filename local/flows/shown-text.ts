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
