import { type Case, internal, quiet } from './grant-case';

const comeAndGo: Case['act'] = (flows) => flows.comeAndGo();
const tellDead: Case['act'] = (flows) => flows.tellDead();
const vanish: Case['act'] = (flows) => flows.vanish();
const lookAround: Case['act'] = (flows) => flows.lookAround();

/** What people do that needs the grants of those who say who is online. */
export const presenceCases: Record<string, Case> = {
  'Connect sqs:SendMessage PresenceChanges': quiet(comeAndGo),
  'Disconnect sqs:SendMessage PresenceChanges': quiet(comeAndGo),
  'Presence sqs:SendMessage PresenceChanges': quiet((flows) => flows.pingWhenLost()),
  'Presence dynamodb:Query Messages': internal(lookAround),
  'Presence dynamodb:GetItem Chats': internal(lookAround),
  'Presence dynamodb:BatchGetItem Chats': internal(lookAround),
  'Presence dynamodb:UpdateItem Chats': internal(lookAround),
  'PresenceEnder sqs:SendMessage PresenceChanges': quiet((flows) => flows.pingWhenLost()),
  'PresencePoster dynamodb:BatchGetItem Connections': quiet(comeAndGo),
  'PresencePoster execute-api:ManageConnections POST': quiet(comeAndGo),
  'PresencePoster dynamodb:UpdateItem Connections': quiet(tellDead),
  'PresencePoster sqs:SendMessage PresenceLost': quiet(tellDead),
  'LeaseSweepSweeper sqs:SendMessage PresenceChanges': quiet(vanish),
  'LeaseSweepSweeper sqs:SendMessage FanOut': quiet(vanish),
  'LeaseSweepSweeper dynamodb:BatchGetItem Connections': quiet(vanish),
};
