import type { Action } from '..';
import { chatWords } from './chat-words';
import { deviceWords } from './device-words';
import type { ActionsWords } from './documented';
import { membershipWords } from './membership-words';
import { messageWords } from './message-words';
import { presenceWords } from './presence-words';
import { profileWords } from './profile-words';
import { receiptWords } from './receipt-words';
import { sessionWords } from './session-words';

/**
 * What the protocol's page says beyond the schemas. No function imports this folder. An action, event, kind of change,
 * error code, limit or field without words does not compile.
 */
export const actionWords: ActionsWords<Action> = {
  ...sessionWords,
  ...messageWords,
  ...chatWords,
  ...membershipWords,
  ...receiptWords,
  ...deviceWords,
  ...profileWords,
  ...presenceWords,
};

export * from './documented';
export * from './error-words';
export * from './event-words';
export * from './exchanges';
export * from './frame-examples';
export * from './limit-words';
export * from './schema-words';
