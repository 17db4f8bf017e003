import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { urlToHttpOptions } from 'node:url';
import { ANSWER_PATH } from './answer-path';

/** What of AWS answers here, though its address is that of AWS. */
export interface LocalHosts {
  /** Domain names of the APIs that run here. */
  readonly apiHosts: readonly string[];
  /** http://127.0.0.1:port, where the AWS services answer. */
  readonly awsUrl: string;
}

/** Gives the local address for a host and a path, if they are answered here. */
type Localize = (host: string, path: string) => URL | undefined;

const localizer = ({ apiHosts, awsUrl }: LocalHosts): Localize => {
  const { hostname } = new URL(awsUrl);
  const known = new Set(apiHosts);
  return (host, path) => {
    const name = host.toLowerCase();
    if (known.has(name)) return new URL(`/execute-api/${name.split('.')[0] ?? ''}${path}`, awsUrl);
    // CloudFormation's address for answers is https without a port: many functions leave the port of theirs out.
    return name === hostname && path.startsWith(ANSWER_PATH) ? new URL(path, awsUrl) : undefined;
  };
};

type OnResponse = (response: IncomingMessage) => void;
type Target = RequestOptions | string | URL;

const optionsOf = (target: Target): RequestOptions => {
  if (typeof target === 'string') return urlToHttpOptions(new URL(target));
  return target instanceof URL ? urlToHttpOptions(target) : target;
};

const mergedOptions = (target: Target, more: RequestOptions | OnResponse | undefined): RequestOptions =>
  typeof more === 'function' ? optionsOf(target) : { ...optionsOf(target), ...more };

/** The same request without TLS; agents and connections of https cannot carry it. */
const withoutTls = (options: RequestOptions, { hostname, port, pathname, search }: URL): RequestOptions => ({
  ...options,
  protocol: 'http:',
  hostname,
  host: hostname,
  port,
  path: pathname + search,
  defaultPort: undefined,
  agent: undefined,
  createConnection: undefined,
});

const localizeHttps = (localize: Localize): void => {
  const { request: original } = https;
  const request = (
    target: Target,
    more?: RequestOptions | OnResponse,
    onResponse?: OnResponse,
  ): ClientRequest => {
    const options = mergedOptions(target, more);
    const callback = typeof more === 'function' ? more : onResponse;
    const url = localize(options.hostname ?? options.host ?? '', options.path ?? '/');
    return url ? http.request(withoutTls(options, url), callback) : original(options, callback);
  };
  const get: typeof request = (...args) => {
    const sent = request(...args);
    sent.end();
    return sent;
  };
  Object.assign(https, { request, get });
  syncBuiltinESMExports();
};

const localizeFetch = (localize: Localize): void => {
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const text = input instanceof Request ? input.url : String(input);
    if (!URL.canParse(text)) return original(input, init);
    const { host, pathname, search } = new URL(text);
    const url = localize(host, pathname + search);
    if (!url) return original(input, init);
    return original(input instanceof Request ? new Request(url, input) : url, init);
  };
};

/**
 * Sends what a function asks of an API by its domain name to this runtime: the address is often built from the event.
 * Node.js's https and fetch are led here, and what is built on them, such as the SDK.
 */
export const useLocalHosts = (hosts: LocalHosts): void => {
  const localize = localizer(hosts);
  localizeHttps(localize);
  localizeFetch(localize);
};
