import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { ParleyError, type Profile } from '../../client';
import { profileChange, type WrittenProfile } from '../model/profile-change';
import { type Session } from '../model/session';
import { Dialog } from './dialog';
import { reasonOf } from './reason-of';
import { useOffline } from './use-offline';
import { useStore } from './use-store';
import { useTask } from './use-task';

interface ProfileDialogProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** How others see the user, and find them. */
export function ProfileDialog({ session, onClose }: ProfileDialogProps) {
  const own = useStore(session.people.state).get(session.me);
  // What is not written yet is what the profile says, which may come while the dialog is open.
  const [touched, setTouched] = useState<WrittenProfile>({});
  const written = { ...suggested(session, own), ...touched };
  const isOffline = useOffline(session);
  const { isBusy, problem, save } = useSave(session, onClose);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save(written);
  };
  return (
    <Dialog session={session} title="Your profile" onClose={onClose}>
      <form className="dialog-form" onSubmit={submit}>
        <ProfileField
          label="Display name"
          value={written.displayName ?? own?.displayName ?? ''}
          onChange={(displayName) => setTouched({ ...touched, displayName })}
        >
          What others see{session.identity.foundBy === 'id' && `; without one, ${session.me}`}.
        </ProfileField>
        <ProfileField
          label="Handle"
          value={written.handle ?? own?.handle ?? ''}
          onChange={(handle) => setTouched({ ...touched, handle })}
        >
          Yours alone. Others find you by it, with an @ in front.
        </ProfileField>
        <p className="problem" role="alert">
          {problem}
        </p>
        <button className="button" disabled={isBusy || isOffline}>
          Save
        </button>
      </form>
    </Dialog>
  );
}

/** Whoever has no name here yet has the one by which they signed in elsewhere. */
function suggested({ identity }: Session, own: Profile | undefined): WrittenProfile {
  if (identity.foundBy === 'id' || identity.name === '' || own?.displayName !== undefined) return {};
  return { displayName: identity.name };
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

function profileReason(error: unknown): string {
  return error instanceof ParleyError && error.code === 'bad_request' ? notAllowed : reasonOf(error);
}

function useSave({ client, people, me }: Session, onSaved: () => void) {
  const { isBusy, problem, run } = useTask(profileReason);
  const save = (written: WrittenProfile) => {
    const change = profileChange(written, people.state.get().get(me));
    if (!change) return onSaved();
    const update = async () => people.learn([await client.users.update(change)]);
    run(update, onSaved);
  };
  return { isBusy, problem, save };
}
