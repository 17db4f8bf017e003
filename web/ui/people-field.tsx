import { type KeyboardEvent, useId, useRef } from 'react';
import { type Identity } from '../session/identity';
import { rewritten, unfitIn, type WrittenPeople } from '../model/written-people';

interface PeopleFieldProps {
  readonly people: WrittenPeople;
  readonly foundBy: Identity['foundBy'];
  readonly onChange: (people: WrittenPeople) => void;
  readonly hasFocus?: boolean;
}

const wordings = {
  id: { example: 'bob', hint: 'The names they sign in with, or their @handles' },
  handle: { example: '@bob', hint: 'Their @handles' },
} as const;

/** Names, one after the other: a comma or a blank ends one, and so does Enter while a further one is to come. */
export function PeopleField({ people, foundBy, onChange, hasFocus = false }: PeopleFieldProps) {
  const { names, text } = people;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const unfit = unfitIn(people);
  const remove = (name: string) => onChange({ names: names.filter((one) => one !== name), text });
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Backspace' && text === '') onChange({ names: names.slice(0, -1), text });
  };
  return (
    <div className="field" role="group" aria-labelledby={`${id}-label`}>
      <label id={`${id}-label`} htmlFor={id}>
        People
      </label>
      <div
        className="people"
        onClick={({ target, currentTarget }) => target === currentTarget && field.current?.focus()}
      >
        <Chips names={names} onRemove={remove} />
        <input
          id={id}
          ref={field}
          autoFocus={hasFocus}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          aria-label="Names of people"
          aria-describedby={`${id}-hint`}
          aria-invalid={unfit.length > 0}
          placeholder={names.length === 0 ? wordings[foundBy].example : ''}
          value={text}
          onKeyDown={onKeyDown}
          onChange={({ target }) => onChange(rewritten(people, target.value))}
        />
      </div>
      <small id={`${id}-hint`}>{wordings[foundBy].hint}; a comma between two.</small>
      <UnfitNames unfit={unfit} />
    </div>
  );
}

function Chips({ names, onRemove }: { names: readonly string[]; onRemove: (name: string) => void }) {
  return names.map((name) => (
    <button
      key={name}
      type="button"
      className="chip chip-on"
      aria-label={`Remove ${name}`}
      onClick={() => onRemove(name)}
    >
      {name} ×
    </button>
  ));
}

function UnfitNames({ unfit }: { unfit: readonly string[] }) {
  const quoted = unfit.map((part) => `“${part}”`).join(', ');
  return (
    <small className="problem" role="alert">
      {unfit.length > 0 &&
        `${quoted} cannot be a name here. Names have letters of a to z, digits, “_”, “.” and “-”; handles small letters, and an @ in front.`}
    </small>
  );
}
