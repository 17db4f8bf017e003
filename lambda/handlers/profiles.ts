import type { ActionsOf } from '../contract/handlers';
import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { findUser } from '../domain/find-user';
import { getUsers } from '../domain/get-users';
import { updateProfile } from '../domain/update-profile';
import { decodeEnvironment } from '../runtime/decode-environment';
import { machine } from '../runtime/machine';
import { serveActions } from '../runtime/serve-actions';
import { documentClient } from '../store/document-client';
import { DynamoProfileStore } from '../store/profile-store';
import { rosterPorts } from './roster-ports';

const environment = decodeEnvironment('profiles');
const client = documentClient();
const ports = {
  ...rosterPorts(client, environment),
  profiles: new DynamoProfileStore(client, environment.CHATS_TABLE, machine),
  directory: environment.DIRECTORY === 'open' ? ('open' as const) : ('contacts' as const),
  queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
  callbackUrl: environment.CALLBACK_URL,
};

/** Serves how people are called. Updating again completes what a first try left undone. */
export const handler = serveActions<ActionsOf<'profiles'>>(ports, {
  getUsers: (caller, request) => getUsers(ports, caller, request),
  findUser: (_caller, request) => findUser(ports, request),
  updateProfile: (caller, request) => updateProfile(ports, caller, request),
});
