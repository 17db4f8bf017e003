import { useState } from 'react';
import { userIdPattern } from '../model/find-people';
import { Mark } from './icon';

const suggested = ['alice', 'bob', 'cleo'];

/** The name in an address like `/?as=bob`, which the welcome page offers for a second window. */
function nameInAddress(): string {
  return new URLSearchParams(location.search).get('as') ?? '';
}

export function SignIn({ onName }: { onName: (name: string) => void }) {
  const [name, setName] = useState(nameInAddress);
  const isName = userIdPattern.test(name);
  return (
    <main className="sign-in">
      <form
        className="sign-in-card"
        onSubmit={(event) => {
          event.preventDefault();
          if (isName) onName(name);
        }}
      >
        <Mark />
        <h1>Come in, talk.</h1>
        <p>This is your own Parley, on this machine. Pick any name; no password is needed here.</p>
        <NameField name={name} isName={isName} onChange={setName} />
        <div className="chips" aria-label="Suggested names" role="group">
          {suggested.map((one) => (
            <button key={one} type="button" className="chip" onClick={() => onName(one)}>
              {one}
            </button>
          ))}
        </div>
        <button className="button" disabled={!isName}>
          Continue
        </button>
        <p className="hint">Every tab signs in by itself: open a second one as somebody else, and talk.</p>
      </form>
    </main>
  );
}

function NameField({
  name,
  isName,
  onChange,
}: {
  name: string;
  isName: boolean;
  onChange: (name: string) => void;
}) {
  const isWrong = name !== '' && !isName;
  return (
    <label className="field">
      <span>Your name</span>
      <input
        autoFocus
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        value={name}
        aria-invalid={isWrong}
        onChange={({ target }) => onChange(target.value)}
      />
      <small role="status">{isWrong ? 'Letters, digits, “_”, “.” and “-”, up to 64.' : ''}</small>
    </label>
  );
}
