const compiled = new Map<string, RegExp>();

const compile = (pattern: string): RegExp => {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's');
};

/** Whether an IAM pattern fits a text: `*` is any text, `?` any one character. Patterns come from templates: few, and kept. */
export const matchesWildcard = (pattern: string, text: string): boolean => {
  const known = compiled.get(pattern) ?? compile(pattern);
  compiled.set(pattern, known);
  return known.test(text);
};
