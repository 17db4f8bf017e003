interface Page {
  readonly nextCursor?: string | undefined;
}

/** Every page of a list, each asked for by the cursor that the one before gave. */
export async function loadPages<P extends Page>(
  load: (from: { cursor?: string }) => Promise<P>,
): Promise<P[]> {
  const pages: P[] = [];
  let from: { cursor?: string } | undefined = {};
  while (from) {
    const page: P = await load(from);
    pages.push(page);
    from = page.nextCursor === undefined ? undefined : { cursor: page.nextCursor };
  }
  return pages;
}
