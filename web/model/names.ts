import { type ChatInfo, type Entry } from '../../client';

/** What a user is called. */
export function userName(userId: string): string {
  return userId;
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
export function chatName(info: ChatInfo, me: string | undefined): string {
  const peer = peerOf(info, me);
  if (peer !== undefined) return userName(peer);
  return info.title ?? (info.type === 'DIRECT' ? 'Direct chat' : 'Group');
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en').format(names);
}

/** Who types; in a direct chat it can be one person only. */
export function typingText(typists: readonly string[], isGroup: boolean): string {
  return isGroup ? `${listed(typists.slice(0, 3).map(userName))} typing…` : 'typing…';
}

type ChatEventEntry = Extract<Entry, { contentType: 'EVENT' }>;

/** An event of a chat in a sentence. */
export function eventText({ senderId, content }: ChatEventEntry, me: string | undefined): string {
  const nameOf = (userId: string) => (userId === me ? 'you' : userName(userId));
  const who = senderId === me ? 'You' : userName(senderId);
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
  return listed([...(title === undefined ? [] : [`named the group “${title}”`]), ...parts]);
}

/** An entry in one line of the list. */
export function previewText(entry: Entry, me: string | undefined, isGroup: boolean): string {
  if (entry.contentType === 'EVENT') return eventText(entry, me);
  const text = contentText(entry);
  if (entry.senderId === me) return `You: ${text}`;
  return isGroup ? `${userName(entry.senderId)}: ${text}` : text;
}

export function contentText(entry: Pick<Entry, 'contentType' | 'content'>): string {
  if (entry.contentType === 'TEXT' && typeof entry.content === 'string') return entry.content;
  if (entry.contentType === 'IMAGE') return 'Photo';
  return entry.contentType === 'VIDEO' ? 'Video' : 'A message that this version cannot show';
}
