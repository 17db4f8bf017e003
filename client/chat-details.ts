import { type ChatInfo } from './wire/chat-info';
import { type Entry } from './wire/entry';

/** What is known of a chat: what the server told last, and the changes since then that came as entries alone. */
export class ChatDetails {
  #info: ChatInfo;
  /** The members are those after this entry. */
  #membersSeq: number;

  constructor(info: ChatInfo) {
    this.#info = info;
    this.#membersSeq = info.lastSeq;
  }

  get info(): ChatInfo {
    return this.#info;
  }

  /** The server has told of the chat; `members` only when they were asked for. */
  told(info: ChatInfo): void {
    const isSameLog = info.createdAt === this.#info.createdAt;
    // Events overtake each other.
    if (isSameLog && info.lastSeq < this.#info.lastSeq) return;
    if (info.members) this.#membersSeq = info.lastSeq;
    const keepsMembers = !info.members && isSameLog && info.memberCount === this.#info.memberCount;
    this.#info = keepsMembers && this.#info.members ? { ...info, members: this.#info.members } : info;
  }

  /** The next entry of the chat, in order. */
  follow(entry: Entry): void {
    if (entry.contentType !== 'EVENT') return;
    const { content, seq } = entry;
    const isOfMembers = content.kind !== 'updated' || content.roles !== undefined;
    const { members, ...rest } = this.#info;
    // Who follows a lost owner, and when whoever joined, is the server's to tell.
    if (members && isOfMembers && seq > this.#membersSeq) this.#info = rest;
    if (seq > this.#info.lastSeq) this.#info = { ...changedBy(this.#info, entry), lastSeq: seq };
  }
}

function changedBy(info: ChatInfo, { content }: Extract<Entry, { contentType: 'EVENT' }>): ChatInfo {
  switch (content.kind) {
    case 'created':
      return info;
    case 'membersAdded':
      return { ...info, memberCount: info.memberCount + content.members.length };
    case 'memberRemoved':
    case 'memberLeft':
      return { ...info, memberCount: info.memberCount - 1 };
    case 'updated':
      return content.title === undefined ? info : { ...info, title: content.title };
  }
}
