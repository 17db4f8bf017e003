export { type ChatsView, useChats } from './use-chats';
export { useConnection } from './use-connection';
export { type MessagesView, useMessages } from './use-messages';
export { type PresenceView, usePresence } from './use-presence';
export { type TypingView, useTyping } from './use-typing';
