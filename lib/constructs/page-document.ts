const head = '<meta charset="utf-8" />';

/**
 * The document of the page with its Content-Security-Policy in it, before anything that the policy is about.
 *
 * @throws Error if the document has no place for it
 */
export function pageDocument(html: string, policy: string): string {
  if (!html.includes(head)) throw new Error(`web/index.html has no ${head}, after which its policy goes`);
  return html.replace(head, `${head}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`);
}
