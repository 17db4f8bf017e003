import { type Agent, request } from 'node:http';
import { parseObject, type JsonObject } from '../json';

export interface ServiceCall {
  /** @default the loopback interface */
  readonly host?: string;
  readonly port: number;
  readonly agent: Agent;
  readonly region: string;
  /** As in X-Amz-Target: DynamoDB_20120810.CreateTable. */
  readonly target: string;
  readonly input: JsonObject;
  readonly signal?: AbortSignal;
}

/** Emulators want a signature but check none. */
const headersFor = ({ target, region }: ServiceCall): Record<string, string> => {
  const date = `${new Date().toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const service = target.startsWith('DynamoDB') ? 'dynamodb' : 'sqs';
  const scope = `LOCALRUNTIME/${date.slice(0, 8)}/${region}/${service}/aws4_request`;
  return {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': target,
    'x-amz-date': date,
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
  };
};

/** Calls an emulator on the runtime's own behalf, without the SDK: loading it would double the time to start. */
export const callService = (call: ServiceCall): Promise<JsonObject> =>
  new Promise((resolve, reject) => {
    const { host = '127.0.0.1', port, agent, signal } = call;
    const options = { host, port, agent, method: 'POST', path: '/', headers: headersFor(call) };
    const sent = request(signal ? { ...options, signal } : options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(parseObject(body) ?? {});
        else reject(new Error(`${call.target} answered ${response.statusCode ?? 0}: ${body}`));
      });
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(call.input));
  });
