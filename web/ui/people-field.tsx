import { type KeyboardEvent } from 'react';
import { handlePattern } from '../model/find-people';
import { userIdPattern } from '../session/development-identity';

/** Names that are entered, and the one that is being written. */
export interface WrittenPeople {
  readonly names: readonly string[];
  readonly text: string;
}

export const nobody: WrittenPeople = { names: [], text: '' };

/** All that are named, by id or by `@handle`, the last one finished or not. */
export function namesIn({ names, text }: WrittenPeople): readonly string[] {
  const written = text
    .split(/[\s,;]+/)
    .filter((name) => userIdPattern.test(name) || handlePattern.test(name));
  return [...new Set([...names, ...written])];
}

interface PeopleFieldProps {
  readonly people: WrittenPeople;
  readonly onChange: (people: WrittenPeople) => void;
  readonly hasFocus?: boolean;
}

/** Names, one after the other: a comma or a blank ends one, and so does Enter while a further one is to come. */
export function PeopleField({ people, onChange, hasFocus = false }: PeopleFieldProps) {
  const { names, text } = people;
  const write = (value: string) => {
    const isFinished = /[\s,;]$/.test(value);
    onChange(isFinished ? { names: namesIn({ names, text: value }), text: '' } : { names, text: value });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && text === '') onChange({ names: names.slice(0, -1), text });
  };
  return (
    <label className="field">
      <span>People</span>
      <span className="people">
        {names.map((name) => (
          <button
            key={name}
            type="button"
            className="chip chip-on"
            aria-label={`Remove ${name}`}
            onClick={() => onChange({ names: names.filter((one) => one !== name), text })}
          >
            {name} ×
          </button>
        ))}
        <input
          autoFocus={hasFocus}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          aria-label="Names of people"
          placeholder={names.length === 0 ? 'bob' : ''}
          value={text}
          onKeyDown={onKeyDown}
          onChange={({ target }) => write(target.value)}
        />
      </span>
      <small>The names they sign in with, or their @handles; a comma between two.</small>
    </label>
  );
}
