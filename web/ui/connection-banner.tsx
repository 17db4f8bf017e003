import { type Session } from '../model/session';
import { useOffline } from './use-offline';

/** Says that nothing comes or goes, once that lasts. */
export function ConnectionBanner({ session, text }: { session: Session; text: string }) {
  const isOffline = useOffline(session);
  return (
    <div className="banner" role="status" data-shown={isOffline}>
      {isOffline && (
        <>
          <span>You are offline. {text}</span>
          <button type="button" className="link" onClick={() => session.reconnect()}>
            Try now
          </button>
        </>
      )}
    </div>
  );
}
