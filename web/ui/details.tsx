import { type RefObject, type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { type Chat, type Member } from '../../client';
import { type Conversation } from '../model/conversation';
import { findPeople } from '../model/find-people';
import { userMark, userName } from '../model/names';
import { type Session } from '../model/session';
import { type Identity } from '../session/identity';
import { finished, isNobody, nobody, unfitIn } from '../model/written-people';
import { Avatar } from './avatar';
import { Icon } from './icon';
import { PeopleField } from './people-field';
import { reasonOf } from './reason-of';
import { useGroupPresence, usePresence } from './use-presence';
import { useStore } from './use-store';
import { useViewer } from './use-viewer';

interface DetailsProps {
  readonly session: Session;
  readonly conversation: Conversation;
  readonly onClose: () => void;
}

/** Who is in the group, and what the user may change. */
export function Details({ session, conversation, onClose }: DetailsProps) {
  const { info } = useStore(conversation.state);
  useGroupPresence(session, conversation);
  const { problem, run } = useChange(conversation);
  const { chat } = conversation;
  const members = info.members ?? [];
  const own = members.find(({ userId }) => userId === session.me);
  const mayManage = own?.role === 'OWNER' || own?.role === 'ADMIN';
  const leave = () => {
    if (confirm('Leave this group?')) run(chat.leave());
  };
  return (
    <aside
      className="details"
      aria-label="Members and settings"
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <Head onClose={onClose} />
      {mayManage && <TitleForm title={info.title ?? ''} onTitle={(title) => run(chat.setTitle(title))} />}
      <h3>{info.memberCount} members</h3>
      <ul className="members">
        {members.map((member) => (
          <MemberLine key={member.userId} {...{ member, own, run, session, conversation }} />
        ))}
      </ul>
      {mayManage && (
        <AddForm
          foundBy={session.identity.foundBy}
          onAdd={(names) => run(addMembers(session, chat, names))}
        />
      )}
      <p className="problem" role="alert">
        {problem}
      </p>
      <button className="button button-quiet button-danger" onClick={leave}>
        Leave the group
      </button>
    </aside>
  );
}

function Head({ onClose }: Pick<DetailsProps, 'onClose'>) {
  const title = useFocusWithin();
  return (
    <header className="dialog-head">
      <h2 ref={title} tabIndex={-1}>
        Group
      </h2>
      <button className="icon-button" aria-label="Close" onClick={onClose}>
        <Icon name="close" />
      </button>
    </header>
  );
}

/** The heading has the focus when it appears; when it goes, whatever had it before gets it back. */
function useFocusWithin(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return heading;
}

async function addMembers({ client }: Session, chat: Chat, names: readonly string[]): Promise<void> {
  const found = await findPeople(client.users, names);
  await chat.members.add(found.map(({ userId }) => userId));
}

function useChange(conversation: Conversation) {
  const [problem, setProblem] = useState('');
  const run = (change: Promise<void>) => {
    setProblem('');
    change
      .then(() => (conversation.state.get().isLeft ? undefined : conversation.refresh()))
      .catch((error: unknown) => setProblem(reasonOf(error)));
  };
  return { problem, run };
}

const roleNames = { OWNER: 'Owner', ADMIN: 'Admin', MEMBER: '' } as const;

interface MemberLineProps {
  readonly member: Member;
  readonly own: Member | undefined;
  readonly session: Session;
  readonly conversation: Conversation;
  readonly run: (change: Promise<void>) => void;
}

function MemberLine({ member: { userId, role }, own, session, conversation, run }: MemberLineProps) {
  const viewer = useViewer(session);
  const name = userName(userId, viewer);
  const isOnline = usePresence(session, userId)?.status === 'online';
  const { members } = conversation.chat;
  const isSelf = own?.userId === userId;
  const isOwner = own?.role === 'OWNER' && !isSelf;
  const mayRemove = isOwner || (own?.role === 'ADMIN' && role === 'MEMBER' && !isSelf);
  const other = role === 'ADMIN' ? 'MEMBER' : 'ADMIN';
  return (
    <li className="member">
      <Avatar name={name} size="small" isOnline={isOnline} />
      <span dir="auto">
        {name}
        {isOnline && <span className="hidden">, online</span>}{' '}
        <i>{isSelf ? 'you' : userMark(userId, viewer)}</i>
      </span>
      <em>{roleNames[role]}</em>
      {isOwner && (
        <MemberButton
          text={other === 'ADMIN' ? 'Make admin' : 'Make member'}
          name={name}
          onClick={() => run(members.setRoles([{ userId, role: other }]))}
        />
      )}
      {mayRemove && <MemberButton text="Remove" name={name} onClick={() => run(members.remove(userId))} />}
    </li>
  );
}

/** Read aloud, it says of whom: in the list there are many of its kind. */
function MemberButton({ text, name, onClick }: { text: string; name: string; onClick: () => void }) {
  return (
    <button className="link" onClick={onClick}>
      {text}
      <span className="hidden"> {name}</span>
    </button>
  );
}

function TitleForm({ title, onTitle }: { title: string; onTitle: (title: string) => void }) {
  const [text, setText] = useState(title);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (text.trim() && text.trim() !== title) onTitle(text.trim());
  };
  return (
    <form className="inline-form" onSubmit={submit}>
      <label className="field">
        <span>Name</span>
        <input dir="auto" maxLength={80} value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      <button className="button button-quiet" disabled={!text.trim() || text.trim() === title}>
        Save
      </button>
    </form>
  );
}

interface AddFormProps {
  readonly foundBy: Identity['foundBy'];
  readonly onAdd: (people: readonly string[]) => void;
}

function AddForm({ foundBy, onAdd }: AddFormProps) {
  const [written, setWritten] = useState(nobody);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const done = finished(written);
    const isWhole = unfitIn(done).length === 0;
    setWritten(isWhole ? nobody : done);
    if (isWhole) onAdd(done.names);
  };
  return (
    <form className="inline-form" onSubmit={submit}>
      <PeopleField foundBy={foundBy} people={written} onChange={setWritten} />
      <button className="button button-quiet" disabled={isNobody(written)}>
        Add
      </button>
    </form>
  );
}
