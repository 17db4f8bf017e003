export {
  type Chat as ChatInfo,
  type ChatEvent,
  type Cursors,
  type Media,
  type Member,
  type Message,
  type Profile,
  type Role,
  type Status,
} from '../protocol';
export { type Members, type RoleOf } from './changes';
export { type Chat } from './chat';
export { type Receipt } from './chat-cursors';
export { type MemberReceipt, type Receipts } from './chat-receipts';
export { type ListedChat } from './chat-list';
export { type Chats, type NewGroup } from './chats';
export { type ConnectingReason, type ConnectionState, type LossReason } from './connection-state';
export { type Devices } from './devices';
export { type Entry } from './entry';
export { type Listener, type Unsubscribe } from './listeners';
export { type HistoryOptions, type HistoryPage, type Messages } from './messages';
export { type Content, memoryOutbox, type OutboxRecord, type OutboxStorage } from './outbox-storage';
export { type Acknowledgement, type OutgoingUpdate } from './outgoing-message';
export { type ProfileUpdate, type Users } from './users';
export { createParleyClient, type ParleyClient, type ParleyClientOptions } from './parley-client';
export { type ClientErrorCode, ParleyError } from './parley-error';
export { type Presence, type UserPresence } from './presence';
export { type WebSocketConstructor, type WebSocketLike } from './socket';
export { type Change, type Surroundings } from './surroundings';
export { type Clock } from './timers';
export { type Typing } from './typing';
