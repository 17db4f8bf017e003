import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type OnRequest } from '../loopback-server';
import { readBody } from '../read-body';
import { type Issuer } from './issuer';
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

/** The runtime's web port: development tokens, their keys, and a page that says what runs. */
export class WebServer {
  constructor(
    private readonly issuer: Issuer,
    private readonly status: Status,
  ) {}

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
    if (route === 'GET /.well-known/jwks.json') {
      send(response, 200, this.issuer.keys());
      return;
    }
    if (route === 'GET /.well-known/openid-configuration') {
      send(response, 200, this.issuer.configuration());
      return;
    }
    if (route !== 'GET /') {
      send(response, 404, { error: `there is no ${route}` });
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(statusPage(this.status));
  }

  private async mint(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, MAX_BODY_BYTES);
    const parsed = body ? parseTokenRequest(body.toString()) : { error: 'the body is too long' };
    if ('error' in parsed) send(response, 400, parsed);
    else send(response, 200, { token: this.issuer.token(parsed) });
  }
}
