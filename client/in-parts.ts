/** Without what stands twice, in lists of at most `size`: requests name no more. */
export function inParts(names: readonly string[], size: number): string[][] {
  const wanted = [...new Set(names)];
  return Array.from({ length: Math.ceil(wanted.length / size) }, (_, at) =>
    wanted.slice(at * size, (at + 1) * size),
  );
}
