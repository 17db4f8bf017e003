import type { ChatEvent, ListedChat } from '../../protocol';
import { isEvent, type LogEntry, toMessage } from './log-entry';

const textLength = 120;
const membersShown = 10;

/** The entry as a list of chats shows it: fifty of them have to fit into one frame. */
export function previewOf(entry: LogEntry): Pick<ListedChat, 'lastMessage' | 'isCut'> {
  const short = shorten(entry);
  const isCut = short !== entry ? { isCut: true as const } : {};
  return { lastMessage: toMessage(short), ...isCut };
}

function shorten(entry: LogEntry): LogEntry {
  if (entry.contentType === 'TEXT' && entry.content.length > textLength) {
    return { ...entry, content: cutText(entry.content) };
  }
  if (!isEvent(entry)) return entry;
  const content = cutEvent(entry.content);
  return content === entry.content ? entry : { ...entry, content };
}

/** Never between the halves of a surrogate pair. */
function cutText(text: string): string {
  const isSplit = /[\ud800-\udbff]/.test(text.charAt(textLength - 1));
  return text.slice(0, isSplit ? textLength - 1 : textLength);
}

function cutEvent(event: ChatEvent): ChatEvent {
  if ((event.kind === 'created' || event.kind === 'membersAdded') && event.members.length > membersShown) {
    return { ...event, members: event.members.slice(0, membersShown) };
  }
  if (event.kind === 'updated' && event.roles !== undefined && event.roles.length > membersShown) {
    return { ...event, roles: event.roles.slice(0, membersShown) };
  }
  return event;
}
