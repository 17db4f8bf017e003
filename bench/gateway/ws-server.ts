import { WebSocketServer } from 'ws';

// The least a WebSocket server in Node.js can do: it sends each message back. Prints its address.

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });

server.on('connection', (socket) => socket.on('message', (data) => socket.send(data, { binary: false })));
server.on('listening', () => {
  const address = server.address();
  console.log(`ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});
