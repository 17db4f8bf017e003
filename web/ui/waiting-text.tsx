import { type Session } from '../model/session';
import { useLasting } from './use-lasting';
import { useStore } from './use-store';

const patienceMs = 300;

/** What stands in for something that is on its way, once it takes a while. */
export function WaitingText({ session }: { session: Session }) {
  const { status } = useStore(session.connection);
  const isSlow = useLasting(true, patienceMs);
  return <>{isSlow && (status === 'connected' ? 'Loading…' : 'Waiting for the connection…')}</>;
}
