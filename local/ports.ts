import { LoopbackServer } from './loopback-server';

/** The three addresses of a runtime. They listen before anything else starts: templates refer to them. */
export interface Ports {
  readonly socket: LoopbackServer;
  readonly web: LoopbackServer;
  readonly aws: LoopbackServer;
  close(): Promise<void>;
}

export const openPorts = async ({ port, webPort }: { port: number; webPort: number }): Promise<Ports> => {
  const socket = new LoopbackServer({ what: 'the socket', option: '--port' });
  const web = new LoopbackServer({ what: 'the web page', option: '--web-port' });
  const aws = new LoopbackServer({ what: 'the AWS endpoint' });
  const close = async (): Promise<void> => {
    await Promise.all([socket, web, aws].map((server) => server.close()));
  };
  try {
    await socket.listen(port);
    await web.listen(webPort);
    await aws.listen(0);
  } catch (error) {
    await close();
    throw error;
  }
  return { socket, web, aws, close };
};
