export interface Status {
  readonly webUrl: string;
  readonly socketUrls: readonly string[];
  readonly stacks: readonly string[];
  readonly functions: readonly string[];
  readonly tables: readonly string[];
  readonly queues: readonly string[];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

const section = (title: string, items: readonly string[]): string =>
  `<h2>${title}</h2><ul>${items.map((item) => `<li><code>${escape(item)}</code></li>`).join('') || '<li>none</li>'}</ul>`;

const STYLE =
  'body{font:16px/1.5 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}pre{background:#eee;padding:1rem;overflow:auto}h2{font-size:1rem;margin-bottom:0}';

/** A plain page that says what runs here and how to reach it. */
export const statusPage = (status: Status): string => {
  const token = `curl -s ${status.webUrl}/dev/token -d '{"userId":"alice"}'`;
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Local runtime</title>',
    `<style>${STYLE}</style><h1>Local runtime</h1>`,
    '<p>Get a token for any user name:</p>',
    `<pre>${escape(token)}</pre>`,
    '<p>Open the socket with it, in the way the app expects it: as a subprotocol, a header or in the query.</p>',
    section('Sockets', status.socketUrls),
    section('Stacks', status.stacks),
    section('Functions', status.functions),
    section('Tables', status.tables),
    section('Queues', status.queues),
    '</html>',
  ].join('\n');
};
