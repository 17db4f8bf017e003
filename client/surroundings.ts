import { decodePage, type Page } from './decode-page';
import { type Unsubscribe } from './listeners';

/** What may have changed for the connection: the network came or went, or the page is looked at again. */
export type Change = 'online' | 'offline' | 'visible';

/** Where the client runs, as far as it tells of the network. */
export interface Surroundings {
  /** Tells of each change, until the function that it gives is called. */
  watch(onChange: (change: Change) => void): Unsubscribe;
}

/** The page that the client is on, or a worker; in Node nobody tells. */
export function pageSurroundings(page: Page = decodePage()): Surroundings {
  return {
    watch: (onChange) => {
      const { document } = page;
      const online = () => onChange('online');
      const offline = () => onChange('offline');
      const look = () => {
        if (document?.visibilityState === 'visible') onChange('visible');
      };
      page.addEventListener?.('online', online);
      page.addEventListener?.('offline', offline);
      document?.addEventListener('visibilitychange', look);
      return () => {
        page.removeEventListener?.('online', online);
        page.removeEventListener?.('offline', offline);
        document?.removeEventListener('visibilitychange', look);
      };
    },
  };
}
