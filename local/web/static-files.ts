import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

export interface StaticFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Names under assets/ carry a hash of their content: a browser may keep them. Everything else it asks for again. */
const cachingOf = (path: string): string =>
  path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

/** The path inside the folder, or undefined for what is none of its files: names with a dot in front, and `..`. */
const insideOf = (path: string): string | undefined => {
  try {
    const decoded = normalize(decodeURIComponent(path === '/' ? '/index.html' : path));
    return /[\0\\]|\/\./.test(decoded) || !decoded.startsWith('/') ? undefined : decoded;
  } catch {
    return undefined;
  }
};

/** The built page of an app. */
export class StaticFiles {
  constructor(private readonly folder: string) {}

  /** Undefined if there is no such file. */
  async get(path: string): Promise<StaticFile | undefined> {
    const inside = insideOf(path);
    const type = inside === undefined ? undefined : TYPES[extname(inside)];
    if (inside === undefined || type === undefined) return undefined;
    try {
      const body = await readFile(join(this.folder, inside));
      return { body, headers: { 'content-type': type, 'cache-control': cachingOf(inside) } };
    } catch {
      return undefined;
    }
  }
}
