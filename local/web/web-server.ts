import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type FlowLog } from '../flows/flow-log';
import { type OnRequest } from '../loopback-server';
import { readBody } from '../read-body';
import { FlowFeed } from './flow-feed';
import { type Issuer } from './issuer';
import { pageHeaders } from './page-headers';
import { StaticFiles, type StaticFile } from './static-files';
import { statusPage, type Status } from './status-page';
import { parseTokenRequest } from './token-request';

const MAX_BODY_BYTES = 10_000;

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};

const isLocal = (url: string): boolean => URL.canParse(url) && LOCAL_HOSTS.has(new URL(url).hostname);

/** Pages of other sites may not mint tokens, nor names that were pointed at this machine (DNS rebinding). */
const isTrusted = ({ headers }: IncomingMessage): boolean =>
  isLocal(`http://${headers.host ?? ''}`) &&
  (headers.origin === undefined ||
    headers.origin.toLowerCase() === `http://${headers.host ?? ''}`.toLowerCase());

export interface WebServerOptions extends Status {
  /** The folder of the built page of the app; without one, `/` is the page that says what runs. */
  readonly webFolder?: string | undefined;
  /** The folder of the built inspector, which is served at `/inspector`. */
  readonly inspectorFolder?: string | undefined;
  readonly flows: FlowLog;
}

/**
 * The runtime's web port: development tokens, their keys, a page that says what runs (`/status`), and the app's own page
 * with a `/config.json` that tells it where the socket is and who its users are. At `/inspector` what each frame caused.
 */
export class WebServer {
  private readonly files: StaticFiles | undefined;
  private readonly inspector: StaticFiles | undefined;
  private readonly feed: FlowFeed;

  constructor(
    private readonly issuer: Issuer,
    private readonly options: WebServerOptions,
  ) {
    const { inspectorFolder } = options;
    this.feed = new FlowFeed(options.flows);
    if (inspectorFolder !== undefined) this.inspector = new StaticFiles(inspectorFolder);
    if (options.webFolder !== undefined) this.files = new StaticFiles(options.webFolder);
  }

  readonly onRequest: OnRequest = (request, response) => {
    this.answer(request, response).catch(() => response.destroy());
  };

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isTrusted(request)) {
      send(response, 403, { error: 'only pages of this origin may call' });
      return;
    }
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const route = `${request.method ?? ''} ${path}`;
    if (route === 'POST /dev/token') return this.mint(request, response);
    if (route === 'GET /status') return this.sendStatus(response);
    if (this.feed.answer(route, response)) return;
    const document = this.documentAt(route);
    if (document) send(response, 200, document);
    else if (!(await this.sendFile(route, response))) send(response, 404, { error: `there is no ${route}` });
  }

  private documentAt(route: string): object | undefined {
    if (route === 'GET /.well-known/jwks.json') return this.issuer.keys();
    if (route === 'GET /.well-known/openid-configuration') return this.issuer.configuration();
    return route === 'GET /config.json' && this.files ? this.pageConfig() : undefined;
  }

  private pageConfig(): object {
    const { socketUrls } = this.options;
    return { socketUrl: socketUrls[0], identity: { kind: 'development', tokenUrl: '/dev/token' } };
  }

  private sendStatus(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(statusPage(this.options));
  }

  /** Whether there was one. */
  private async sendFile(route: string, response: ServerResponse): Promise<boolean> {
    if (!this.files && route === 'GET /') {
      this.sendStatus(response);
      return true;
    }
    const file = route.startsWith('GET ') ? await this.fileAt(route.slice(4)) : undefined;
    if (!file) return false;
    response.writeHead(200, { ...file.headers, ...pageHeaders(this.options.socketUrls) }).end(file.body);
    return true;
  }

  private async fileAt(path: string): Promise<StaticFile | undefined> {
    const inside = /^\/inspector(\/.*)?$/.exec(path);
    return inside ? this.inspector?.get(inside[1] ?? '/') : this.files?.get(path);
  }

  private async mint(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, MAX_BODY_BYTES);
    const parsed = body ? parseTokenRequest(body.toString()) : { error: 'the body is too long' };
    if ('error' in parsed) send(response, 400, parsed);
    else send(response, 200, { token: this.issuer.token(parsed) });
  }
}
