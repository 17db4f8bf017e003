import { parseJson } from '../json';

type Utility = (text: string) => unknown;

const hex = (character: string): string =>
  character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');

const ESCAPES: Readonly<Partial<Record<string, string>>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/** As Java's StringEscapeUtils: quotes of both kinds, backslash, slash, control characters and all beyond ASCII. */
const escapeJavaScript: Utility = (text) =>
  text.replace(/["'\\/]|[^ -~]/g, (found) =>
    /["'\\/]/.test(found) ? `\\${found}` : (ESCAPES[found] ?? `\\u${hex(found)}`),
  );

/** As Java's URLEncoder: a space is a plus. */
const urlEncode: Utility = (text) =>
  encodeURIComponent(text)
    .replace(/[!'()~]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

/** The functions of `$util`. */
export const utilities: Readonly<Partial<Record<string, Utility>>> = {
  escapeJavaScript,
  urlEncode,
  urlDecode: (text) => decodeURIComponent(text.replaceAll('+', ' ')),
  base64Encode: (text) => Buffer.from(text).toString('base64'),
  base64Decode: (text) => Buffer.from(text, 'base64').toString(),
  parseJson,
};
