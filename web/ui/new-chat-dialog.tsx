import { type SyntheticEvent, useState } from 'react';
import { type Session } from '../model/session';
import { Dialog } from './dialog';
import { namesIn, nobody, PeopleField } from './people-field';
import { reasonOf } from './reason-of';

interface NewChatDialogProps {
  readonly session: Session;
  readonly onClose: () => void;
  readonly onChat: (chatId: string) => void;
}

/** With one person it opens the conversation with them; with more, or with a title, it makes a group. */
export function NewChatDialog({ session, onClose, onChat }: NewChatDialogProps) {
  const [written, setWritten] = useState(nobody);
  const people = namesIn(written).filter((name) => name !== session.me);
  const [title, setTitle] = useState('');
  const { isBusy, problem, create } = useCreate(session, onChat);
  const isGroup = people.length > 1 || title.trim() !== '';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create(people, isGroup ? title.trim() || [session.me, ...people].slice(0, 4).join(', ') : undefined);
  };
  return (
    <Dialog title="New conversation" onClose={onClose}>
      <form className="dialog-form" onSubmit={submit}>
        <PeopleField people={written} onChange={setWritten} hasFocus />
        <label className="field">
          <span>
            Group name <i>optional</i>
          </span>
          <input dir="auto" maxLength={80} value={title} onChange={({ target }) => setTitle(target.value)} />
        </label>
        <p className="problem" role="alert">
          {problem}
        </p>
        <button className="button" disabled={isBusy || people.length === 0}>
          {isGroup ? `Create a group of ${people.length + 1}` : 'Start talking'}
        </button>
      </form>
    </Dialog>
  );
}

function useCreate({ client, list }: Session, onChat: (chatId: string) => void) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const create = (people: readonly string[], title: string | undefined) => {
    const [first] = people;
    if (first === undefined) return;
    setBusy(true);
    const made =
      title === undefined
        ? client.chats.createDirect(first)
        : client.chats.createGroup({ title, members: people });
    made
      .then((chat) => onChat(list.adopt(chat).chat.chatId))
      .catch((error: unknown) => setProblem(reasonOf(error)))
      .finally(() => setBusy(false));
  };
  return { isBusy, problem, create };
}
