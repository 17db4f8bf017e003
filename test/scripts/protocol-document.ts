import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { actions, isAction } from '../../protocol';
import { asyncApiDocument } from '../../scripts/protocol/asyncapi';
import { readContract } from '../../scripts/protocol/contract';

export type Json = Record<string, unknown>;

/** As a reader of the file sees it: without what JSON drops. */
export const document = JSON.parse(JSON.stringify(asyncApiDocument(readContract()))) as ReturnType<
  typeof asyncApiDocument
>;

const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats(ajv);
ajv.addVocabulary([
  'asyncapi',
  'info',
  'defaultContentType',
  'servers',
  'channels',
  'operations',
  'components',
]);
ajv.addSchema(document, 'asyncapi.json');

const validators = new Map<string, ValidateFunction>();

/** Checks a frame against the payload schema of a message of the document. */
export function payloadValidator(message: string): ValidateFunction {
  const known = validators.get(message);
  if (known !== undefined) return known;
  const made = ajv.compile({ $ref: `asyncapi.json#/components/messages/${message}/payload` });
  validators.set(message, made);
  return made;
}

export const everyAction = Object.keys(actions).filter(isAction);
const { messages } = document.components;

export const exampleOf = (message: string): Json[] =>
  messages[message]!.examples.map(({ payload }) => payload as Json);
