import { type ChatInfo, type Entry } from '../../client';
import { type Profiles } from './people';

/** Who looks, and how they know the others. */
export interface Viewer {
  readonly me: string | undefined;
  readonly profiles: Profiles;
}

/** What a user is called: as they say, or by their id. */
export function userName(userId: string, { profiles }: Pick<Viewer, 'profiles'>): string {
  return profiles.get(userId)?.displayName ?? userId;
}

/** What only one user can be called, where their name does not say it: two may have the same name. */
export function userMark(userId: string, { profiles }: Pick<Viewer, 'profiles'>): string {
  const { displayName, handle } = profiles.get(userId) ?? {};
  if (handle !== undefined) return `@${handle}`;
  return displayName === undefined || displayName === userId ? '' : userId;
}

/** The other one of a direct chat, if known. */
export function peerOf(info: ChatInfo, me: string | undefined): string | undefined {
  if (info.type !== 'DIRECT') return undefined;
  return (
    info.members?.find(({ userId }) => userId !== me)?.userId ??
    (info.createdBy === me ? undefined : info.createdBy)
  );
}

/** What the user calls a chat. */
export function chatName(info: ChatInfo, viewer: Viewer): string {
  const peer = peerOf(info, viewer.me);
  if (peer !== undefined) return userName(peer, viewer);
  return info.title ?? (info.type === 'DIRECT' ? 'Direct chat' : 'Group');
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en').format(names);
}

/** Who types; in a direct chat it can be one person only. */
export function typingText(typists: readonly string[], isGroup: boolean, viewer: Viewer): string {
  if (!isGroup) return 'typing…';
  return `${listed(typists.slice(0, 3).map((userId) => inSentence(userName(userId, viewer))))} typing…`;
}

/** Letters of scripts that are written from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A name, for the middle of a sentence: one from right to left must not turn what stands around it. */
function inSentence(name: string): string {
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name;
}

type ChatEventEntry = Extract<Entry, { contentType: 'EVENT' }>;

/** An event of a chat in a sentence. */
export function eventText({ senderId, content }: ChatEventEntry, viewer: Viewer): string {
  const { me } = viewer;
  const nameOf = (userId: string) => (userId === me ? 'you' : inSentence(userName(userId, viewer)));
  const who = senderId === me ? 'You' : inSentence(userName(senderId, viewer));
  switch (content.kind) {
    case 'created':
      return content.chatType === 'DIRECT' ? `${who} started this chat` : `${who} created the group`;
    case 'membersAdded':
      return `${who} added ${listed(content.members.map(nameOf))}`;
    case 'memberRemoved':
      return `${who} removed ${nameOf(content.member)}`;
    case 'memberLeft':
      return `${who} left`;
    case 'updated':
      return `${who} ${updateText(content, nameOf)}`;
  }
}

type Update = Extract<ChatEventEntry['content'], { kind: 'updated' }>;

const roleNames = { OWNER: 'the owner', ADMIN: 'an admin', MEMBER: 'a member' } as const;

function updateText({ title, roles }: Update, nameOf: (userId: string) => string): string {
  const parts = (roles ?? []).map(({ userId, role }) => `made ${nameOf(userId)} ${roleNames[role]}`);
  return listed([...(title === undefined ? [] : [`named the group “${inSentence(title)}”`]), ...parts]);
}

/** An entry in one line of the list. */
export function previewText(entry: Entry, viewer: Viewer, isGroup: boolean): string {
  if (entry.contentType === 'EVENT') return eventText(entry, viewer);
  const text = contentText(entry);
  if (entry.senderId === viewer.me) return `You: ${text}`;
  return isGroup ? `${inSentence(userName(entry.senderId, viewer))}: ${text}` : text;
}

export function contentText(entry: Pick<Entry, 'contentType' | 'content'>): string {
  if (entry.contentType === 'TEXT' && typeof entry.content === 'string') return entry.content;
  if (entry.contentType === 'IMAGE') return 'Photo';
  return entry.contentType === 'VIDEO' ? 'Video' : 'A message that this version cannot show';
}
