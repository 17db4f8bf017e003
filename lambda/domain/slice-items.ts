/** The items in their order, in lists of at most `size`. */
export function sliceItems<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_slice, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
