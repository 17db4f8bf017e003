import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { bundleWeb } from '../../lib/bundle-web';
import { pageDocument } from '../../lib/constructs/page-document';
import { pagePolicy, pagePolicyInDocument } from '../../lib/constructs/page-policy';
import { resourcesOf, synthesize } from '../synth/synthesize';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

interface HeadersPolicy {
  readonly CustomHeadersConfig: { readonly Items: readonly { Header: string; Value: string }[] };
}

/** The headers that the templates give every answer, except those that only make sense with TLS. */
function headersOfTemplate(): Record<string, string> {
  const { webHosting } = synthesize('dev');
  const [[, policy] = []] = resourcesOf(webHosting, 'AWS::CloudFront::ResponseHeadersPolicy');
  const { CustomHeadersConfig } = policy!.Properties['ResponseHeadersPolicyConfig'] as HeadersPolicy;
  const custom = CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value]);
  return {
    ...(Object.fromEntries(custom) as Record<string, string>),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  };
}

/** The page as it is published: the built files, the document with its policy in it, config.json, and the headers. */
export class PublishedPage {
  /** What config.json says, once the socket and the issuer have their addresses. */
  config: unknown = {};
  /** Whom the page may talk to. */
  connect: readonly string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<PublishedPage> {
    const folder = bundleWeb();
    const headers = headersOfTemplate();
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://page').pathname.replace(/\/$/, '/index.html');
      try {
        const body = page.read(folder, path);
        const policy = pagePolicy(page.connect);
        const type = types[extname(path)] ?? 'application/octet-stream';
        response
          .writeHead(200, { ...headers, 'content-type': type, 'content-security-policy': policy })
          .end(body);
      } catch {
        response.writeHead(403).end();
      }
    });
    const page = new PublishedPage(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return page;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }

  private read(folder: string, path: string): Buffer | string {
    if (path === '/config.json') return JSON.stringify(this.config);
    const file = readFileSync(join(folder, path));
    if (path !== '/index.html') return file;
    return pageDocument(file.toString(), pagePolicyInDocument(this.connect));
  }
}
