import { useState } from 'react';
import { type Conversation } from '../model/conversation';
import { isMuted, muteChoices, mutedText } from '../model/mute';
import { type Session } from '../model/session';
import { Dialog } from './dialog';
import { Icon } from './icon';
import { useOffline } from './use-offline';
import { useStore } from './use-store';
import { useTask } from './use-task';

interface MuteProps {
  readonly session: Session;
  readonly conversation: Conversation;
}

/** Whether phones are told of this conversation, and the way to change it. */
export function MuteButton({ session, conversation }: MuteProps) {
  const [isAsking, setAsking] = useState(false);
  const { summaries } = useStore(session.list.state);
  const mutedUntil = summaries.find(({ chatId }) => chatId === conversation.chat.chatId)?.mutedUntil;
  const now = Date.now();
  const mutedNow = isMuted(mutedUntil, now) ? mutedUntil : undefined;
  const label = mutedNow === undefined ? 'Mute' : mutedText(mutedNow, now);
  return (
    <>
      <button className="icon-button" onClick={() => setAsking(true)} aria-label={label} title={label}>
        <Icon name={mutedNow === undefined ? 'bell' : 'bell-off'} />
      </button>
      {isAsking && <MuteDialog {...{ session, conversation, mutedNow }} onClose={() => setAsking(false)} />}
    </>
  );
}

function MuteDialog({
  session,
  conversation,
  mutedNow,
  onClose,
}: MuteProps & { readonly mutedNow: string | undefined; readonly onClose: () => void }) {
  const { isBusy, problem, run } = useTask();
  const isDisabled = useOffline(session) || isBusy;
  const mute = (until?: Date) => run(() => session.list.mute(conversation.chat.chatId, until), onClose);
  return (
    <Dialog session={session} title="Mute this conversation" onClose={onClose}>
      <div className="dialog-form">
        <p>No notification of it reaches your phones. Messages still arrive here.</p>
        {muteChoices.map(({ text, untilOf }) => (
          <button
            key={text}
            className="button button-quiet"
            disabled={isDisabled}
            onClick={() => mute(untilOf(Date.now()))}
          >
            {text}
          </button>
        ))}
        {mutedNow !== undefined && (
          <button className="button" disabled={isDisabled} onClick={() => mute()}>
            Unmute
          </button>
        )}
        <p className="problem" role="alert">
          {problem}
        </p>
      </div>
    </Dialog>
  );
}
