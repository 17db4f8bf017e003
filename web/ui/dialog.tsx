import { type ReactNode, useEffect, useRef } from 'react';
import { type Session } from '../model/session';
import { ConnectionBanner } from './connection-banner';
import { Icon } from './icon';

/** A question in front of everything else. Escape closes it, and the focus goes back to where it was. */
export function Dialog({
  session,
  title,
  onClose,
  children,
}: {
  session: Session;
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // By itself it would choose the first thing there is, which is the button that closes it.
    dialog.current?.querySelector('input')?.focus();
  }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-label={title} onClose={onClose}>
      <header className="dialog-head">
        <h2>{title}</h2>
        <button
          type="button"
          className="icon-button"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      <ConnectionBanner session={session} text="This needs a connection." />
      {children}
    </dialog>
  );
}
