import { type Clock } from '../timers';
import { type WebSocketConstructor } from '../socket';
import { type ChannelLike, type LocksLike } from './decode-platform';
import { decodeTabMessage, type TabMessage } from './decode-tab';
import { ownGuest, remoteGuest, remoteSeat, type Say } from './guests';
import { Host } from './host';
import { LeaderLock } from './leader-lock';
import { type Sight } from './sight';
import { Silence } from './silence';
import { type TabSocket } from './tab-socket';

export interface TabGroupOptions {
  readonly name: string;
  readonly locks: LocksLike;
  readonly channel: ChannelLike;
  readonly webSocket: WebSocketConstructor;
  readonly clock: Clock;
  readonly sight: Sight;
  /** Nothing is left of it in this tab. */
  onEmpty(): void;
}

/** The code that a tab's socket closes with when the tab that led is gone, or says nothing. */
export const leaderGoneCode = 4001;

/** How long a leader may take for a sign of life. It needs no timer for one, so that throttling does not slow it. */
const patienceMs = 3000;

/**
 * One tab's part in the group of all tabs with one user and one address. The tab that holds the lock leads: it opens the
 * real socket; the others ride on it over a channel, on which no token is ever said.
 */
export class TabGroup {
  readonly #options: TabGroupOptions;
  readonly #sockets = new Map<string, TabSocket>();
  readonly #host: Host;
  readonly #lock: LeaderLock;
  readonly #silence: Silence;
  readonly #say: Say;
  /** The leader before has said that it leads no longer, or is about to find out. */
  #isVacant = false;
  #electedAt = 0;
  #isOver = false;

  constructor(options: TabGroupOptions) {
    this.#options = options;
    const { clock, sight, channel, webSocket, locks, name } = options;
    this.#say = (message) => channel.postMessage(message);
    channel.onmessage = ({ data }) => this.#hear(decodeTabMessage(data));
    this.#silence = new Silence(
      clock,
      // Somebody looks at this tab: it goes first.
      () => (sight.isVisible ? patienceMs : 2 * patienceMs),
      (id) => this.#missLeader(id),
    );
    this.#host = new Host({
      webSocket,
      clock,
      onOpened: ({ id }) => this.#say({ kind: 'opened', shared: id }),
      onIdle: () => this.#resign(),
      onEnded: () => this.#endIfEmpty(),
    });
    this.#lock = new LeaderLock({
      locks,
      name,
      isWanted: () => this.#sockets.size > 0,
      onElected: () => this.#lead(),
      onDeposed: () => this.#follow(),
    });
  }

  /** The leader's own client opens another one to take over from the one before: then a real one is opened. */
  open(socket: TabSocket): void {
    socket.onLeave = () => this.#leave(socket);
    this.#sockets.set(socket.id, socket);
    if (this.#lock.isLeader) this.#launch(socket);
    else this.#join(socket);
  }

  #leave(socket: TabSocket): void {
    if (!this.#sockets.delete(socket.id)) return;
    this.#silence.heard(socket.id);
    this.#host.dismiss(socket.id);
    const { id, seat } = socket;
    if (seat) seat.leave();
    else this.#say({ kind: 'leave', socket: id, shared: undefined });
    if (this.#sockets.size === 0) this.#resign();
    this.#endIfEmpty();
  }

  #endIfEmpty(): void {
    if (this.#isOver || this.#sockets.size > 0 || !this.#host.isEmpty) return;
    this.#isOver = true;
    this.#options.onEmpty();
  }

  #launch(socket: TabSocket): void {
    this.#host.launch(ownGuest(socket), socket.url, socket.protocols);
  }

  #join({ id }: TabSocket): void {
    this.#lock.stand();
    // A lock may be got at once.
    if (this.#lock.isLeader) return;
    this.#say({ kind: 'join', socket: id });
    this.#silence.heard(id);
    this.#silence.expect(id);
  }

  /** The lock is got. Who rides with the leader before is to move, at once if that one is gone. */
  #lead(): void {
    const isGraceful = this.#isVacant;
    this.#isVacant = false;
    this.#electedAt = this.#options.clock.now();
    this.#say({ kind: 'elected', at: this.#electedAt, isGraceful });
    for (const socket of this.#all) {
      this.#silence.heard(socket.id);
      if (!socket.seat) this.#launch(socket);
      else this.#move(socket, isGraceful);
    }
  }

  #follow(): void {
    this.#host.retire();
    for (const socket of this.#all) if (!socket.seat) this.#join(socket);
    if (this.#sockets.size > 0) this.#lock.stand();
  }

  #resign(): void {
    if (!this.#lock.isLeader) return;
    this.#say({ kind: 'resigned' });
    this.#lock.resign();
    this.#host.retire();
  }

  #move(socket: TabSocket, isGraceful: boolean): void {
    if (isGraceful || !socket.seat?.isRemote) socket.renew();
    else socket.end(leaderGoneCode);
  }

  #missLeader(socketId: string): void {
    const socket = this.#sockets.get(socketId);
    if (this.#lock.isLeader) socket?.end(leaderGoneCode);
    else if (socket) this.#lock.steal();
  }

  /** Nobody looks at the leader's page, which the browser may freeze; somebody looks at this one. */
  #takeOver(): void {
    if (!this.#options.sight.isVisible || this.#lock.isLeader) return;
    this.#isVacant = true;
    this.#lock.steal();
  }

  #hear(message: TabMessage): void {
    switch (message.kind) {
      case 'join':
        return this.#lock.isLeader ? this.#admit(message.socket) : undefined;
      case 'up':
        return this.#carry(message);
      case 'leave':
        return this.#host.release(message.socket, message.shared);
      case 'elected':
        return this.#hearElected(message);
      case 'opened':
        return this.#hearOpened(message.shared);
      case 'resigned':
        return void (this.#isVacant = true);
      case 'noted':
      case 'joined':
      case 'down':
      case 'ended':
        return this.#hearOf(message);
    }
  }

  /** The leader speaks to a socket of this tab. */
  #hearOf(message: Extract<TabMessage, { kind: 'noted' | 'joined' | 'down' | 'ended' }>): void {
    const socket = this.#sockets.get(message.socket);
    if (!socket) return;
    this.#silence.heard(socket.id);
    switch (message.kind) {
      case 'noted':
        return message.isDozing ? this.#takeOver() : undefined;
      case 'joined':
        return this.#sit(socket, message.shared);
      case 'down':
        return socket.receive(message.text);
      case 'ended':
        return socket.end(message.code);
    }
  }

  #hearElected({ at, isGraceful }: { at: number; isGraceful: boolean }): void {
    // This tab was frozen, and has lost the lock without knowing yet.
    if (this.#lock.isLeader && at > this.#electedAt) {
      this.#lock.resign();
      this.#follow();
    }
    this.#isVacant = false;
    for (const socket of this.#all) {
      if (!socket.seat) this.#join(socket);
      else if (socket.seat.isRemote && !isGraceful) socket.end(leaderGoneCode);
    }
  }

  #hearOpened(shared: string): void {
    if (this.#lock.isLeader) return;
    this.#isVacant = false;
    for (const socket of this.#all) {
      if (!socket.seat) this.#join(socket);
      else if (socket.seat.sharedId !== shared) socket.renew();
    }
  }

  #admit(socketId: string): void {
    this.#note(socketId);
    this.#host.admit(remoteGuest(socketId, this.#say));
  }

  #carry({ socket, shared, text }: Extract<TabMessage, { kind: 'up' }>): void {
    const found = this.#host.find(shared);
    if (!found) return;
    this.#note(socket);
    found.send(socket, text);
  }

  #sit(socket: TabSocket, sharedId: string): void {
    if (socket.seat?.sharedId === sharedId) return;
    const seat = remoteSeat(socket.id, sharedId, this.#say);
    // It has a place by now, or is about to have one here.
    if (socket.seat || this.#lock.isLeader) return seat.leave();
    const send = (text: string) => {
      seat.send(text);
      this.#silence.expect(socket.id);
    };
    socket.sit({ ...seat, send });
  }

  #note(socket: string): void {
    const isDozing = this.#lock.isLeader && this.#options.sight.isDozing;
    this.#say({ kind: 'noted', socket, isDozing });
  }

  get #all(): TabSocket[] {
    return [...this.#sockets.values()];
  }
}
