import { type TabMessage } from './decode-tab';
import { type Guest } from './host';
import { type Seat, type TabSocket } from './tab-socket';

export type Say = (message: TabMessage) => void;

/** A socket of the tab that leads. */
export function ownGuest(socket: TabSocket): Guest {
  const { id } = socket;
  return {
    id,
    isRemote: false,
    seated: (shared) =>
      socket.sit({
        sharedId: shared.id,
        isRemote: false,
        send: (text) => shared.send(id, text),
        leave: () => shared.remove(id),
      }),
    receive: (text) => socket.receive(text),
    end: (code) => socket.end(code),
  };
}

/** A socket of another tab, as the one that leads sees it. */
export function remoteGuest(socket: string, say: Say): Guest {
  return {
    id: socket,
    isRemote: true,
    seated: ({ id }) => say({ kind: 'joined', socket, shared: id }),
    receive: (text) => say({ kind: 'down', socket, text }),
    end: (code) => say({ kind: 'ended', socket, code }),
  };
}

/** The place of this tab's socket with another tab. */
export function remoteSeat(socket: string, sharedId: string, say: Say): Seat {
  return {
    sharedId,
    isRemote: true,
    send: (text) => say({ kind: 'up', socket, shared: sharedId, text }),
    leave: () => say({ kind: 'leave', socket, shared: sharedId }),
  };
}
