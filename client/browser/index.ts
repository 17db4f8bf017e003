export { type Platform } from './decode-platform';
export { indexedDbOutbox } from './indexed-db-outbox';
export { sharedWebSocket } from './shared-web-socket';
