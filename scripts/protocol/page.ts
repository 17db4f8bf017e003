import { readFileSync } from 'node:fs';
import { limits, responseTimeoutMs, subprotocol, tokenSubprotocolPrefix } from '../../protocol';
import { errorExamples, gatewayExample, schemaWords } from '../../protocol/documentation';
import type { Contract } from './contract';
import { fieldTable } from './field-table';
import { actionLinks, actionSections, json } from './page-actions';
import { changesTable, commonErrorsTable, errorsTable, limitsTable, sizeOf } from './page-tables';
import { eventSections, schemaOf, typeSections } from './page-types';

const template = 'protocol/documentation/protocol.template.md';

/** The Markdown page of the protocol: its template with every `{{name}}` filled in. */
export function protocolPage(contract: Contract, text = readFileSync(template, 'utf8')): string {
  const values = valuesOf(contract);
  const unused = new Set(Object.keys(values));
  const page = text.replace(/\{\{([\w.]+)\}\}/g, (_place, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`unable to make the page; ${template} names ${name}, which there is not`);
    unused.delete(name);
    return value;
  });
  if (unused.size === 0) return page;
  throw new Error(`unable to make the page; ${template} leaves out ${[...unused].join(', ')}`);
}

function valuesOf(contract: Contract): Record<string, string> {
  const frameTable = (exported: 'errorFrame' | 'gatewayFrame') =>
    fieldTable(schemaOf(contract, exported), { words: schemaWords[exported].fields, what: exported });
  const ping = contract.actions.find(({ action }) => action === 'ping')?.examples[0];
  return {
    version: subprotocol.replace(/\D/g, ''),
    subprotocol,
    tokenPrefix: tokenSubprotocolPrefix,
    responseTimeoutSeconds: String(responseTimeoutMs / 1000),
    'limits.frameBytes': sizeOf(limits.frameBytes),
    'limits.entriesBehind': String(limits.entriesBehind),
    'limits.socketsPerUser': String(limits.socketsPerUser),
    'limits.chatsPerSync': String(limits.chatsPerSync),
    'example.request': json(ping?.request),
    'example.ok': json(ping?.ok),
    'example.rateLimited': json(errorExamples.rateLimited),
    'example.gateway': json(gatewayExample),
    'table.errorFrame': frameTable('errorFrame'),
    'table.gatewayFrame': frameTable('gatewayFrame'),
    'table.errors': errorsTable(),
    'table.commonErrors': commonErrorsTable(),
    'table.limits': limitsTable(),
    'table.changes': changesTable(),
    'links.actions': actionLinks(contract),
    actions: actionSections(contract),
    events: eventSections(contract),
    types: typeSections(contract),
  };
}
