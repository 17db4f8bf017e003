import { type Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { readBody } from '../read-body';
import { type ServiceAddress } from './service-address';

export interface ServiceAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Headers that belong to one hop, or that no longer hold once a body is rewritten. */
const DROPPED = ['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect', 'date'];

const passOn = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !DROPPED.includes(name)));

/** Sends a caller's request on to an emulator, with another body if need be. */
export const forward = (
  target: ServiceAddress & { readonly agent: Agent },
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<ServiceAnswer> =>
  new Promise((resolve, reject) => {
    const receive = async (response: IncomingMessage): Promise<void> => {
      const received = (await readBody(response)) ?? Buffer.alloc(0);
      resolve({ status: response.statusCode ?? 502, headers: passOn(response.headers), body: received });
    };
    const sent = request({
      host: target.host,
      port: target.port,
      agent: target.agent,
      method: 'POST',
      path: '/',
      headers: { ...passOn(headers), 'content-length': body.length },
    });
    sent.on('response', (response) => void receive(response).catch(reject));
    sent.on('error', reject);
    sent.end(body);
  });
