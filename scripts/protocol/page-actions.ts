import { actionWords } from '../../protocol/documentation';
import type { ActionContract, Contract } from './contract';
import { fieldTable, rulesOf, table } from './field-table';

/** What every request has, and every answer. */
const requestEnvelope = ['action', 'requestId'];
const okEnvelope = ['type', 'requestId'];

export function actionSections({ actions }: Contract): string {
  return actions.map(actionSection).join('\n\n');
}

export function actionLinks({ actions }: Contract): string {
  return actions.map(({ action }) => `[${action}](#${action.toLowerCase()})`).join(' · ');
}

/** A frame as the page shows it. */
export function json(frame: unknown): string {
  return ['```json', JSON.stringify(frame), '```'].join('\n');
}

function actionSection({ action, errors, request, ok, examples }: ActionContract): string {
  const words = actionWords[action];
  const rules = rulesOf(request);
  return [
    `### ${action}`,
    words.does,
    `- **Who may:** ${words.who}\n- **Again:** ${words.retry}`,
    '**Request**',
    fieldTable(request, { words: words.request, except: requestEnvelope, what: `the request of ${action}` }),
    ...rules.map((rule) => `Also: ${rule}.`),
    '**Answer**',
    fieldTable(ok, { words: words.response, except: okEnvelope, what: `the answer of ${action}` }),
    ...errorsTable(errors),
    ...examples.flatMap((example) => [
      `**Example**${example.title === undefined ? '' : `: ${example.title}`}`,
      json(example.request),
      json(example.ok),
    ]),
  ].join('\n\n');
}

function errorsTable(errors: ActionContract['errors']): string[] {
  const rows = errors.map(([code, when]) => [`\`${code}\``, when]);
  return rows.length === 0 ? [] : ['**Errors**', table(['code', 'when'], rows)];
}
