import { type ChatEvent } from '../client';
import { printableLine } from './printable';

/** What happened to the chat, and who did it. */
export function eventText(senderId: string, event: ChatEvent): string {
  const sender = printableLine(senderId);
  switch (event.kind) {
    case 'created':
      return event.chatType === 'DIRECT'
        ? `${sender} opened this chat`
        : `${sender} created ${quoted(event.title ?? '')} with ${nameList(event.members.filter((name) => name !== senderId))}`;
    case 'membersAdded':
      return `${sender} added ${nameList(event.members)}`;
    case 'memberRemoved':
      return `${sender} removed ${printableLine(event.member)}`;
    case 'memberLeft':
      return `${sender} left`;
    case 'updated':
      return `${sender} ${updateText(event)}`;
  }
}

/** `bob, cleo and dave` */
export function nameList(names: readonly string[]): string {
  const shown = names.map(printableLine);
  const last = shown.pop() ?? 'nobody';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

function updateText({ title, roles = [] }: Extract<ChatEvent, { kind: 'updated' }>): string {
  const made = roles.map(({ userId, role }) => `made ${printableLine(userId)} ${role.toLowerCase()}`);
  const renamed = title === undefined ? [] : [`renamed this chat to ${quoted(title)}`];
  return [...renamed, ...made].join(', ');
}

function quoted(title: string): string {
  return `“${printableLine(title)}”`;
}
