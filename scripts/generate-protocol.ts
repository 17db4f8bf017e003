import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { asyncApiDocument } from './protocol/asyncapi';
import { readContract } from './protocol/contract';
import { protocolPage } from './protocol/page';

/**
 * Writes docs/protocol.md and docs/asyncapi.json, which follow from protocol/. With `--check` it only says whether they
 * are up to date. `--docs DIR` takes another folder than docs.
 */
async function main(args: readonly string[]): Promise<void> {
  const folder = args.includes('--docs') ? (args[args.indexOf('--docs') + 1] ?? 'docs') : 'docs';
  const contract = readContract();
  const texts = {
    'protocol.md': protocolPage(contract),
    // Its words may point to places of the page.
    'asyncapi.json': JSON.stringify(asyncApiDocument(contract)).replaceAll('](#', '](protocol.md#'),
  };
  const stale: string[] = [];
  for (const [name, text] of Object.entries(texts)) {
    const path = join(folder, name);
    const formatted = await format(text, { ...(await resolveConfig(join('docs', name))), filepath: path });
    if (!args.includes('--check')) writeFileSync(path, formatted);
    else if (textOf(path) !== formatted) stale.push(path);
  }
  if (stale.length === 0) return;
  const verb = stale.length === 1 ? 'fits' : 'fit';
  console.error(`${stale.join(' and ')} no longer ${verb} protocol/; run: npm run docs:protocol`);
  process.exitCode = 1;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

void main(process.argv.slice(2));
