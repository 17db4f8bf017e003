import { type SyntheticEvent, useState } from 'react';
import { findPeople } from '../model/find-people';
import { groupTitle } from '../model/group-title';
import { userName } from '../model/names';
import { type Session } from '../model/session';
import { finished, isNobody, namesIn, nobody, unfitIn } from '../model/written-people';
import { Dialog } from './dialog';
import { PeopleField } from './people-field';
import { useOffline } from './use-offline';
import { useTask } from './use-task';

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
  const isOffline = useOffline(session);
  const [isSelf, setSelf] = useState(false);
  const { isBusy, problem, run } = useTask();
  const isGroup = people.length > 1 || title.trim() !== '';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const done = finished(written);
    setWritten(done);
    setSelf(false);
    if (unfitIn(done).length > 0) return;
    const wanted = { names: people, isGroup, title: title.trim() };
    run(
      (signal) => createChat(session, wanted, signal),
      (chatId) => (chatId === undefined ? setSelf(true) : onChat(chatId)),
    );
  };
  return (
    <Dialog session={session} title="New conversation" onClose={onClose}>
      <form className="dialog-form" onSubmit={submit}>
        <PeopleField foundBy={session.identity.foundBy} people={written} onChange={setWritten} hasFocus />
        <label className="field">
          <span>
            Group name <i>optional</i>
          </span>
          <input dir="auto" maxLength={80} value={title} onChange={({ target }) => setTitle(target.value)} />
        </label>
        <p className="problem" role="alert">
          {isSelf ? 'That is you.' : problem}
        </p>
        <button className="button" disabled={isBusy || isOffline || isNobody(written)}>
          {isGroup ? `Create a group of ${people.length + 1}` : 'Start talking'}
        </button>
      </form>
    </Dialog>
  );
}

interface NewChat {
  readonly names: readonly string[];
  readonly isGroup: boolean;
  /** Empty for what the members are called. */
  readonly title: string;
}

/** Returns nothing where the names mean nobody but the user. Aborted before the chat is asked for, it makes none. */
async function createChat(session: Session, { names, isGroup, title }: NewChat, signal: AbortSignal) {
  const { client, list, me, people } = session;
  const found = await findPeople(client.users, names);
  signal.throwIfAborted();
  people.learn(found.filter(({ handle }) => handle !== undefined));
  const others = found.map(({ userId }) => userId).filter((userId) => userId !== me);
  const [first] = others;
  if (first === undefined) return undefined;
  const called = [me, ...others]
    .slice(0, 4)
    .map((userId) => userName(userId, { profiles: people.state.get() }));
  const chat = isGroup
    ? await client.chats.createGroup({ title: title || groupTitle(called), members: others })
    : await client.chats.createDirect(first);
  return list.adopt(chat).chat.chatId;
}
