import type { Device, DeviceStore, Notification, PushSender } from './device';
import { groupItems } from './group-items';
import { isExpired } from './log-end';
import type {
  ChatStore,
  ConnectionStore,
  MemberCursors,
  MessageLog,
  PushJob,
  Runtime,
  Socket,
  UserChat,
} from './ports';
import { sliceItems } from './slice-items';

export interface PushPorts {
  chats: ChatStore;
  connections: ConnectionStore;
  devices: DeviceStore;
  sender: PushSender;
  /** Read only with previews. */
  log: MessageLog;
  hasPreviews: boolean;
  runtime: Runtime;
}

/** One message that one user may have to be told of, and the job that it is struck off with. */
interface Due {
  userId: string;
  chatId: string;
  seq: number;
  job: PushJob;
}

type OpenDue = Due & { cursors: MemberCursors };

/** Users who are worked on at the same time. */
const usersAtOnce = 25;

/** A badge looks at a thousand chats at most, in the order of their ids: nobody tells 1,000 from more. */
const chatsPerRead = 100;
const readsPerBadge = 10;

/**
 * Tells the phones of users what they have not seen. All jobs at hand are one: of each chat, a user is told of the
 * newest message only.
 * 1. Read the cursors: who has left, has read it, has muted the chat or was told already is left alone.
 * 2. Read the user's devices and sockets. A device is left out if it has a live socket itself and some device of the
 *    user has marked the message delivered: a laptop that nobody looks at does not silence a phone, nor does a socket
 *    whose phone has vanished.
 * 3. Send. A device whose endpoint is disabled or gone gets no more.
 * 4. Note it. Only now: who dies in between tells the phone twice, where it replaces the first; the other order would
 *    have a message that no phone ever hears of.
 * Returns the jobs that failed in part: doing them again does what is left.
 */
export async function pushToPhones(ports: PushPorts, jobs: readonly PushJob[]): Promise<PushJob[]> {
  const open = await leaveOutSettled(ports, newestOf(jobs));
  if (open.length === 0) return [];
  const byUser = [...groupItems(open, ({ userId }) => userId)];
  const sockets = await ports.connections.list(byUser.map(([userId]) => userId));
  const failed = new Set<PushJob>();
  for (const users of sliceItems(byUser, usersAtOnce)) {
    await Promise.all(
      users.map(async ([userId, dues]) => {
        try {
          await pushToUser(ports, { userId, dues, sockets });
        } catch (cause) {
          ports.runtime.report('a push failed', cause);
          for (const { job } of dues) failed.add(job);
        }
      }),
    );
  }
  return [...failed];
}

function newestOf(jobs: readonly PushJob[]): Due[] {
  const dues = new Map<string, Due>();
  for (const job of jobs) {
    const { chatId, seq } = job;
    for (const userId of job.userIds) {
      const key = JSON.stringify([userId, chatId]);
      if ((dues.get(key)?.seq ?? 0) < seq) dues.set(key, { userId, chatId, seq, job });
    }
  }
  return [...dues.values()];
}

async function leaveOutSettled({ chats, runtime }: PushPorts, dues: readonly Due[]): Promise<OpenDue[]> {
  const byChat = [...groupItems(dues, ({ chatId }) => chatId)];
  const open = await Promise.all(
    byChat.map(async ([chatId, ofChat]) => {
      const cursors = await chats.listCursors(
        chatId,
        ofChat.map(({ userId }) => userId),
      );
      return ofChat.flatMap((due) => {
        const own = cursors.get(due.userId);
        return own === undefined || isSettled(own, due.seq, runtime.now()) ? [] : [{ ...due, cursors: own }];
      });
    }),
  );
  return open.flat();
}

function isSettled(cursors: MemberCursors, seq: number, nowMs: number): boolean {
  return cursors.readSeq >= seq || (cursors.pushedSeq ?? 0) >= seq || isMuted(cursors, nowMs);
}

function isMuted({ mutedUntil }: Pick<MemberCursors, 'mutedUntil'>, nowMs: number): boolean {
  return mutedUntil !== undefined && Date.parse(mutedUntil) > nowMs;
}

async function pushToUser(
  ports: PushPorts,
  { userId, dues, sockets }: { userId: string; dues: readonly OpenDue[]; sockets: readonly Socket[] },
): Promise<void> {
  const devices = (await ports.devices.list(userId)).filter(({ isEnabled }) => isEnabled);
  const live = new Set(sockets.filter((socket) => socket.userId === userId).map((socket) => socket.deviceId));
  const pushes = dues
    .map((due) => ({ due, targets: devices.filter((device) => !has(due, device, live)) }))
    .filter(({ targets }) => targets.length > 0);
  if (pushes.length === 0) return;
  const badge = await countUnread(
    ports,
    userId,
    dues.map(({ chatId }) => chatId),
  );
  for (const { due, targets } of pushes) {
    const { chatId, seq } = due;
    const notification = { chatId, seq, badge, ...(await previewOf(ports, due)) };
    const sent = await Promise.all(targets.map((device) => sendTo(ports, device, notification)));
    if (sent.includes(true)) await ports.chats.raisePushed(userId, chatId, seq);
  }
}

/** Which of the user's devices has marked a message delivered, nobody knows: its own live socket is the other half. */
function has(
  { cursors, seq }: OpenDue,
  { deviceId }: Device,
  live: ReadonlySet<string | undefined>,
): boolean {
  return live.has(deviceId) && Math.max(cursors.deliveredSeq, cursors.readSeq) >= seq;
}

/**
 * Chats with unread messages, muted ones aside: with what was delivered or pushed and not read, though it may have
 * expired since. It costs a read for each hundred chats, where the newest entries of all chats would cost one each.
 */
async function countUnread(
  { chats, runtime }: PushPorts,
  userId: string,
  unreadChatIds: readonly string[],
): Promise<number> {
  const unread = new Set(unreadChatIds);
  let afterChatId: string | undefined;
  for (let reads = 0; reads < readsPerBadge; reads++) {
    const page = await chats.listUserChats(userId, afterChatId, chatsPerRead);
    const counted = page.chats.filter((chat) => isUnread(chat) && !isMuted(chat, runtime.now()));
    for (const { chatId } of counted) unread.add(chatId);
    afterChatId = page.nextChatId;
    if (afterChatId === undefined) break;
  }
  return unread.size;
}

/** What is pushed is always a message; what is marked delivered may be an event. */
function isUnread({ deliveredOrdinal = 0, pushedSeq = 0, readSeq, readOrdinal }: UserChat): boolean {
  return deliveredOrdinal > readOrdinal || pushedSeq > readSeq;
}

async function previewOf(
  { log, hasPreviews, runtime }: PushPorts,
  { chatId, seq }: Due,
): Promise<Pick<Notification, 'text'>> {
  if (!hasPreviews) return {};
  const [entry] = (await log.listFrom(chatId, seq, 1)).entries;
  if (entry?.seq !== seq || entry.contentType !== 'TEXT' || isExpired(entry, runtime.now())) return {};
  return { text: entry.content };
}

/** Whether the platform took it. */
async function sendTo(
  { sender, devices, runtime }: PushPorts,
  device: Device,
  notification: Notification,
): Promise<boolean> {
  const outcome = await sender.send(device, notification);
  switch (outcome) {
    case 'sent':
      return true;
    case 'disabled':
      await devices.disable(device);
      return false;
    case 'gone':
      await devices.forget(device);
      return false;
    case 'refused':
      runtime.report('a push was refused', { platform: device.platform });
      return false;
  }
}
