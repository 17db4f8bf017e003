import { type Isolation } from '../../../local/functions/start-sandboxes';
import { type Runtime } from '../../../local/runtime-options';
import { anApi } from '../gateway/api-template';
import { removeTemporary } from '../temporary-assembly';
import { call, startFunctions } from './function-runtime';

const code = `
const https = require('node:https');
const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=K/20260101/eu-west-1/execute-api/aws4_request' };
const sent = (send) => new Promise((resolve, reject) => {
  const request = send((response) => {
    let text = '';
    response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text));
  });
  request.on('error', reject);
  request.end();
});
const ways = {
  api: async () => process.env.API,
  options: ({ host, path }) => sent((done) => https.request({ host, path, headers, port: 443 }, done)),
  address: ({ host, path }) =>
    sent((done) => https.request('https://' + host + path, { headers, agent: new https.Agent() }, done)),
  get: ({ host, path }) => sent((done) => https.get(new URL('https://' + host + path), { headers }, done)),
  module: async ({ host, path }) => {
    const { get } = await import('node:https');
    return sent((done) => get({ hostname: host, path, headers }, done));
  },
  fetch: async ({ host, path }) => (await fetch('https://' + host + path, { headers })).text(),
  request: async ({ host, path }) => {
    const request = new Request('https://' + host + path, { headers, method: 'POST', body: 'hello' });
    return (await fetch(request)).text();
  },
};
exports.handler = (event) => ways[event.way](event).catch((error) => error.code ?? error.cause?.code);
`;

describe.each<Isolation>(['thread', 'process'])('useLocalHosts in a %s', (isolation) => {
  let runtime: Runtime;
  let host: string;
  beforeAll(async () => {
    const functions = { Asks: { Timeout: 5, Environment: { Variables: { API: { Ref: 'Api' } } } } };
    runtime = await startFunctions({ code, functions, resources: anApi({ routes: {} }) }, { isolation });
    const api = await call(runtime, 'Asks', { way: 'api' });
    host = `${String(api)}.execute-api.eu-west-1.amazonaws.com`;
  });
  afterAll(async () => {
    await runtime.stop();
    removeTemporary();
  });

  const ask = (way: string, at = host): Promise<unknown> =>
    call(runtime, 'Asks', { way, host: at, path: '/test/@connections/nobody' });

  it.each(['options', 'address', 'get', 'module', 'fetch', 'request'])(
    'leads what is asked of the domain name of an API by %s here',
    async (way) => {
      expect(await ask(way)).toBe('{"message":"Invalid connectionId: nobody"}');
    },
  );

  it('leaves every other address alone', async () => {
    const { port } = new URL(runtime.awsUrl);
    // Whoever speaks TLS to the AWS endpoint is not understood.
    expect(await ask('address', `127.0.0.1:${port}`)).toBe('EPROTO');
    expect(await ask('fetch', `127.0.0.1:${port}`)).toMatch(/SSL/);
  });
});
