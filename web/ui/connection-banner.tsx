import { useEffect, useState } from 'react';
import { type Session } from '../model/session';
import { useStore } from './use-store';

/** Shorter gaps are nobody's concern. */
const patienceMs = 1200;

/** Says that nothing comes or goes, once that lasts. */
export function ConnectionBanner({ session }: { session: Session }) {
  const { status } = useStore(session.connection);
  const isDown = status !== 'connected';
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isDown) return setShown(false);
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, [isDown]);
  return (
    <div className="banner" role="status" data-shown={isShown && isDown}>
      {isShown && isDown && (
        <>
          <span>You are offline. What you write is sent once the connection is back.</span>
          <button className="link" onClick={() => session.reconnect()}>
            Try now
          </button>
        </>
      )}
    </div>
  );
}
