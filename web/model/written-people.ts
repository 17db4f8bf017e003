import { handlePattern, userIdPattern } from './find-people';

/** Names that are entered, and what is being written behind them. */
export interface WrittenPeople {
  readonly names: readonly string[];
  readonly text: string;
}

export const nobody: WrittenPeople = { names: [], text: '' };

export function isNobody({ names, text }: WrittenPeople): boolean {
  return names.length === 0 && text.trim() === '';
}

const between = /[\s,;]+/;

const partsOf = (text: string): string[] => text.split(between).filter((part) => part !== '');

/** Handles have small letters only, however somebody writes them. */
const spelt = (part: string): string => (part.startsWith('@') ? part.toLowerCase() : part);

const fits = (part: string): boolean => userIdPattern.test(part) || handlePattern.test(part);

/** All that are named, by id or by `@handle`, the last one finished or not. */
export function namesIn({ names, text }: WrittenPeople): readonly string[] {
  return [...new Set([...names, ...partsOf(text).map(spelt).filter(fits)])];
}

/** The text is finished: what fits becomes names, and what does not stays in it, for whoever wrote it to mend. */
export function finished(people: WrittenPeople): WrittenPeople {
  const unfit = partsOf(people.text).filter((part) => !fits(spelt(part)));
  return { names: namesIn(people), text: unfit.map((part) => `${part} `).join('') };
}

/** With other text than before: a comma or a blank at its end finishes it. */
export function rewritten({ names }: WrittenPeople, text: string): WrittenPeople {
  return /[\s,;]$/.test(text) ? finished({ names, text }) : { names, text };
}

/** What is finished and no name; not what is still being written. */
export function unfitIn({ text }: WrittenPeople): readonly string[] {
  return partsOf(text.replace(/[^\s,;]+$/, '')).filter((part) => !fits(spelt(part)));
}
