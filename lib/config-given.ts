import { ConfigError, type Given } from './config-option';

const prefix = 'parley:';

/**
 * The options that were given: those of the `parley` object of the context, under those of the command line.
 *
 * @throws ConfigError for one that is not among the allowed ones.
 */
export function readGiven(context: Given, allowed: readonly string[]): Given {
  const given = { ...fromObject(context['parley']), ...fromCommandLine(context) };
  refuseUnknown(given, allowed);
  return given;
}

function fromObject(raw: unknown): Given {
  if (raw === undefined) return {};
  if (isGiven(raw)) return raw;
  throw new ConfigError(
    `parley is ${JSON.stringify(raw)}, allowed is an object of options. ` +
      `Make it one in cdk.json, or give single options: -c parley:KEY=VALUE.`,
  );
}

function fromCommandLine(all: Given): Given {
  const own = Object.entries(all).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}

function refuseUnknown(given: Given, allowed: readonly string[]): void {
  const unknown = Object.keys(given).find((key) => !allowed.includes(key));
  if (unknown === undefined) return;
  const known = allowed.join(', ');
  const hint =
    unknown === 'stage' ? 'The stage is given as -c stage=VALUE.' : 'Correct its name, or remove it.';
  throw new ConfigError(
    `${prefix}${unknown} is ${JSON.stringify(given[unknown])}, but there is no such option; allowed are ${known}. ${hint}`,
  );
}

/** Whether a value is an object of options. */
export function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
