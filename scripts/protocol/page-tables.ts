import { errorCodes, isErrorCode, limits } from '../../protocol';
import { chatEventWords, commonErrors, errorWords, limitWords } from '../../protocol/documentation';
import { table } from './field-table';

export function errorsTable(): string {
  const codes = Object.keys(errorCodes).filter(isErrorCode);
  return table(
    ['code', 'meaning', '`retryable`', 'carried out?'],
    codes.map((code) => {
      const { retryable, outcome } = errorCodes[code];
      const carriedOut = { refused: 'not by this try', unknown: 'unknown' }[outcome];
      return [`\`${code}\``, errorWords[code], String(retryable), carriedOut];
    }),
  );
}

export function commonErrorsTable(): string {
  return table(
    ['code', 'when'],
    Object.entries(commonErrors).map(([code, when]) => [`\`${code}\``, when]),
  );
}

export function limitsTable(): string {
  return table(
    ['name', 'value', 'of what'],
    Object.entries(limitWords).map(([name, { counts, means }]) => {
      const value = valueOf(name);
      return [
        `\`${name}\``,
        counts === 'bytes' && value % 1024 === 0
          ? `${sizeOf(value)} (${grouped(value)} bytes)`
          : `${grouped(value)} ${counts}`,
        means,
      ];
    }),
  );
}

export function changesTable(): string {
  return table(
    ['kind', 'meaning', 'example'],
    Object.entries(chatEventWords).map(([kind, { means, example }]) => [
      `\`${kind}\``,
      means,
      `\`${JSON.stringify(example)}\``,
    ]),
  );
}

/** `32 KB`; bytes that make no whole number of KB stay bytes. */
export function sizeOf(bytes: number): string {
  return bytes % 1024 === 0 ? `${bytes / 1024} KB` : `${bytes} bytes`;
}

function valueOf(name: string): number {
  return new Map<string, number>(Object.entries(limits)).get(name) ?? 0;
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
