import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeObject } from './decode-fields';
import { fetchToken } from './fetch-token';
import { RawSocket } from './raw-socket';
import { type RuntimeProcess } from './runtime-process';

export interface GroupTimes {
  /** Milliseconds from the send to the last of the other members. */
  toLast: number[];
  /** Milliseconds from the send to the acknowledgement. */
  acknowledged: number[];
}

const warmUpRounds = 3;
const pauseMs = 300;
const usersPerRequest = 200;
const connectAtOnce = 25;

/** Sends one message after the other into a group of so many members, all online with one socket each. */
export async function measureGroup(
  runtime: RuntimeProcess,
  members: number,
  rounds: number,
): Promise<GroupTimes> {
  const users = Array.from({ length: members }, (_user, index) => `user-${index}`);
  const sockets = await connectAll(runtime, users);
  try {
    const [sender, ...others] = sockets;
    if (sender === undefined) throw new Error('a group needs members');
    const group = await createGroup(sender, users.slice(1));
    const { chatId } = group;
    let { afterSeq } = group;
    const times: GroupTimes = { toLast: [], acknowledged: [] };
    for (let round = 0; round < warmUpRounds + rounds; round++) {
      const start = performance.now();
      const last = whenAllHaveIt(others);
      const message = { chatId, afterSeq, clientMessageId: randomUUID(), content: `round ${round}` };
      const ack = await sender.request('sendMessage', message);
      times.acknowledged.push(performance.now() - start);
      times.toLast.push((await last) - start);
      afterSeq = Number(ack['seq']);
      await sleep(pauseMs);
    }
    return {
      toLast: times.toLast.slice(warmUpRounds),
      acknowledged: times.acknowledged.slice(warmUpRounds),
    };
  } finally {
    for (const socket of sockets) socket.close();
  }
}

async function connectAll(runtime: RuntimeProcess, users: readonly string[]): Promise<RawSocket[]> {
  const sockets: RawSocket[] = [];
  for (let at = 0; at < users.length; at += connectAtOnce) {
    const batch = users.slice(at, at + connectAtOnce).map(async (userId) => {
      return RawSocket.connect(runtime.socketUrl, await fetchToken(runtime.webUrl, userId));
    });
    sockets.push(...(await Promise.all(batch)));
  }
  return sockets;
}

async function createGroup(
  owner: RawSocket,
  others: readonly string[],
): Promise<{ chatId: string; afterSeq: number }> {
  const chatOf = (answer: Record<string, unknown>) => decodeObject(answer['chat']);
  const created = await owner.request('createChat', {
    type: 'GROUP',
    title: 'bench',
    clientMessageId: randomUUID(),
    members: others.slice(0, usersPerRequest),
  });
  const chatId = String(chatOf(created)['chatId']);
  let afterSeq = 1;
  for (let at = usersPerRequest; at < others.length; at += usersPerRequest) {
    const added = { chatId, afterSeq, members: others.slice(at, at + usersPerRequest) };
    const answer = await owner.request('addMembers', { ...added, clientMessageId: randomUUID() });
    afterSeq = Number(chatOf(answer)['lastSeq']);
  }
  return { chatId, afterSeq };
}

/** Resolves with the time at which the last of the sockets has got its next message. */
function whenAllHaveIt(sockets: readonly RawSocket[]): Promise<number> {
  return new Promise((resolve) => {
    let missing = sockets.length;
    for (const socket of sockets) {
      socket.onEvent = ({ type }) => {
        if (type !== 'message') return;
        socket.onEvent = () => undefined;
        if (--missing === 0) resolve(performance.now());
      };
    }
  });
}
