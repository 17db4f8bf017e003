import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { ParleyError } from '../../client';
import { profileChange, type WrittenProfile } from '../model/profile-change';
import { type Session } from '../model/session';
import { Dialog } from './dialog';
import { reasonOf } from './reason-of';
import { useStore } from './use-store';

interface ProfileDialogProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** How others see the user, and find them. */
export function ProfileDialog({ session, onClose }: ProfileDialogProps) {
  const own = useStore(session.people.state).get(session.me);
  // What is not written yet is what the profile says, which may come while the dialog is open.
  const [written, setWritten] = useState<WrittenProfile>({});
  const { isBusy, problem, save } = useSave(session, onClose);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save(written);
  };
  return (
    <Dialog title="Your profile" onClose={onClose}>
      <form className="dialog-form" onSubmit={submit}>
        <ProfileField
          label="Display name"
          value={written.displayName ?? own?.displayName ?? ''}
          onChange={(displayName) => setWritten({ ...written, displayName })}
        >
          What others see; without one, {session.me}.
        </ProfileField>
        <ProfileField
          label="Handle"
          value={written.handle ?? own?.handle ?? ''}
          onChange={(handle) => setWritten({ ...written, handle })}
        >
          Yours alone. Others find you by it, with an @ in front.
        </ProfileField>
        <p className="problem" role="alert">
          {problem}
        </p>
        <button className="button" disabled={isBusy}>
          Save
        </button>
      </form>
    </Dialog>
  );
}

interface ProfileFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}

function ProfileField({ label, value, onChange, children }: ProfileFieldProps) {
  return (
    <label className="field">
      <span>
        {label} <i>optional</i>
      </span>
      <input
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <small>{children}</small>
    </label>
  );
}

const notAllowed =
  'A name is one line of at most 128 bytes. A handle has 3 to 30 small letters of a to z, digits, “_” or “.”.';

function useSave({ client, people, me }: Session, onSaved: () => void) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const save = (written: WrittenProfile) => {
    const change = profileChange(written, people.state.get().get(me));
    if (!change) return onSaved();
    setBusy(true);
    setProblem('');
    client.users
      .update(change)
      .then((profile) => {
        people.learn([profile]);
        onSaved();
      })
      .catch((error: unknown) => {
        const isFlawed = error instanceof ParleyError && error.code === 'bad_request';
        setProblem(isFlawed ? notAllowed : reasonOf(error));
      })
      .finally(() => setBusy(false));
  };
  return { isBusy, problem, save };
}
