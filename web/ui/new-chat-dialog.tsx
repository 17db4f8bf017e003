import { type SyntheticEvent, useState } from 'react';
import { findPeople } from '../model/find-people';
import { userName } from '../model/names';
import { type Session } from '../model/session';
import { finished, isNobody, namesIn, nobody, unfitIn } from '../model/written-people';
import { Dialog } from './dialog';
import { PeopleField } from './people-field';
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
    const done = finished(written);
    setWritten(done);
    if (unfitIn(done).length === 0) create(people, { isGroup, title: title.trim() });
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
        <button className="button" disabled={isBusy || isNobody(written)}>
          {isGroup ? `Create a group of ${people.length + 1}` : 'Start talking'}
        </button>
      </form>
    </Dialog>
  );
}

interface NewChat {
  readonly isGroup: boolean;
  /** Empty for what the members are called. */
  readonly title: string;
}

function useCreate(session: Session, onChat: (chatId: string) => void) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const create = (names: readonly string[], wanted: NewChat) => {
    setBusy(true);
    setProblem('');
    createChat(session, names, wanted)
      .then((chatId) => (chatId === undefined ? setProblem('That is you.') : onChat(chatId)))
      .catch((error: unknown) => setProblem(reasonOf(error)))
      .finally(() => setBusy(false));
  };
  return { isBusy, problem, create };
}

/** Returns nothing where the names mean nobody but the user. */
async function createChat(session: Session, names: readonly string[], { isGroup, title }: NewChat) {
  const { client, list, me, people } = session;
  const found = await findPeople(client.users, names);
  people.learn(found.filter(({ handle }) => handle !== undefined));
  const others = found.map(({ userId }) => userId).filter((userId) => userId !== me);
  const [first] = others;
  if (first === undefined) return undefined;
  const called = [me, ...others]
    .slice(0, 4)
    .map((userId) => userName(userId, { profiles: people.state.get() }));
  const chat = isGroup
    ? await client.chats.createGroup({ title: title || called.join(', '), members: others })
    : await client.chats.createDirect(first);
  return list.adopt(chat).chat.chatId;
}
