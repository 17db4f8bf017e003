import { handlers, type HandlerName } from '../../lambda/contract/handlers';
import { permissions, resolved } from './rendition';
import { resourcesOf, type Resource, type StackTemplate } from './synthesize';

const logicalIds: Record<HandlerName, RegExp> = {
  authorize: /^SocketsAuthorizeFunction/,
  connect: /^SocketsConnectFunction/,
  disconnect: /^SocketsDisconnectFunction/,
  presence: /^ActionsPresenceFunction/,
  endLeases: /^PresenceEnderFunction/,
  sweepLeases: /^LeaseSweepSweeperFunction/,
  postPresence: /^PresencePosterFunction/,
  session: /^ActionsSessionFunction/,
  sendMessage: /^ActionsSendMessageFunction/,
  chats: /^ActionsChatsFunction/,
  history: /^ActionsHistoryFunction/,
  receipts: /^ActionsReceiptsFunction/,
  checkDelivery: /^DeliveryCheckWorkerFunction/,
  devices: /^ActionsDevicesFunction/,
  profiles: /^ActionsProfilesFunction/,
  push: /^PushWorkerFunction/,
  pushFailures: /^ApplicationsFailuresWorkerFunction/,
  platformApplications: /^ApplicationsSetupFunction/,
  fanOut: /^FanOutWorkerFunction/,
};

export const handlerNames = Object.keys(handlers) as HandlerName[];

/** The function of a handler, with its logical id. */
export function functionOf(chat: StackTemplate, name: HandlerName): [string, Resource] {
  return resourcesOf(chat, 'AWS::Lambda::Function').find(([id]) => logicalIds[name].test(id))!;
}

/** What a function is told by its environment, beside what all are told. */
export function environmentOf(chat: StackTemplate, name: HandlerName): Record<string, string> {
  const variables = Object.entries(variablesOf(chat, name));
  return Object.fromEntries(variables.filter(([variable]) => !variable.startsWith('POWERTOOLS_')));
}

/** Under which names a function logs and counts. */
export function observedOf(chat: StackTemplate, name: HandlerName): Record<string, string> {
  const variables = Object.entries(variablesOf(chat, name));
  return Object.fromEntries(variables.filter(([variable]) => variable.startsWith('POWERTOOLS_')));
}

function variablesOf(chat: StackTemplate, name: HandlerName): Record<string, string> {
  const environment = functionOf(chat, name)[1].Properties['Environment'];
  return (resolved(environment) as { Variables: Record<string, string> }).Variables;
}

/** Everything that a function's role may do, apart from writing its logs, by short resource names. */
export function permissionsOf(chat: StackTemplate, name: HandlerName): string[] {
  const role = /\{(\w+)\.Arn\}/.exec(resolved(functionOf(chat, name)[1].Properties['Role']) as string)![1]!;
  return resourcesOf(chat, 'AWS::IAM::Policy')
    .filter(([, policy]) => (resolved(policy.Properties['Roles']) as string[]).includes(`\${${role}}`))
    .flatMap(([, policy]) => permissions(policy.Properties['PolicyDocument']))
    .filter((line) => !line.startsWith('logs:'));
}
