import { App } from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { readConfig } from '../../lib/config';
import { type Patient } from './run-doctor';

export const doctorUsage =
  'usage: npm run doctor -- --stage dev|prod [--region REGION] [-c parley:KEY=VALUE …]';

const cdkFile = v.object({ context: v.optional(v.record(v.string(), v.unknown()), {}) });

/**
 * The stage to look at, and what its configuration asks of the account: from cdk.json and the command line, as
 * `cdk deploy` reads them. Give the same `-c` as there.
 * @throws ConfigError, or an Error of one line for what it does not understand
 */
export function readPatient(args: string[], cdkJson: string): Patient & { region: string } {
  const { values } = parseArgs({
    args,
    options: {
      stage: { type: 'string' },
      region: { type: 'string' },
      context: { type: 'string', short: 'c', multiple: true, default: [] },
    },
  });
  const { stage, region } = values;
  if (stage === undefined || stage === 'local') throw new Error('--stage is needed: dev or prod');
  const { context } = v.parse(cdkFile, JSON.parse(readFileSync(cdkJson, 'utf8')));
  const own = { ...context, ...pairs(values.context), stage, ...(region && { 'parley:region': region }) };
  const { env, throttle, connectionsQuota, fanOutConcurrency, heartbeatSeconds } = readConfig(
    new App({ context: own }),
  );
  const needs = {
    requestsPerSecond: throttle.rate,
    connectionsPerSecond: connectionsQuota,
    fanOutConcurrency,
    heartbeatSeconds,
  };
  return { stage, region: env.region, needs };
}

function pairs(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new Error(`-c takes KEY=VALUE, not ${text}`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
