export { type Members } from './changes';
export { type Chat } from './chat';
export { type ListedChat } from './chat-list';
export { type Receipts } from './chat-receipts';
export { type Chats, type ChatUpdate, type NewGroup } from './chats';
export { type ConnectingReason, type ConnectionState, type LossReason } from './connection-state';
export { type Devices, type Platform } from './devices';
export { type Listener, type Unsubscribe } from './listeners';
export { type HistoryOptions, type HistoryPage, type Messages } from './messages';
export { type Acknowledgement, type OutgoingUpdate } from './outgoing-message';
export { type Content, memoryOutbox, type OutboxRecord, type OutboxStorage } from './outbox-storage';
export { createParleyClient, type ParleyClient, type ParleyClientOptions } from './parley-client';
export { type ClientErrorCode, ParleyError, type ParleyErrorDetails } from './parley-error';
export { type Presence } from './presence';
export { type WebSocketConstructor, type WebSocketLike } from './socket';
export { type Change, type Surroundings } from './surroundings';
export { type Clock } from './timers';
export { type Typing } from './typing';
export { type ProfileUpdate, type Users } from './users';
export { type ChatInfo, type Cursors, type Member, type Role } from './wire/chat-info';
export {
  type ChatEvent,
  type Entry,
  type EntryBase,
  type Media,
  type Message,
  type RoleOf,
  type Status,
} from './wire/entry';
export { type UserPresence } from './wire/presence';
export { type Profile } from './wire/profile';
export { type MemberReceipt, type Reached, type Receipt } from './wire/receipts';
