import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Runs the echo function behind serverless-offline and prints the address of its socket. The arguments: the folder in
// which serverless-offline is installed, and the folder of the function's code. What the Serverless framework would make
// of a serverless.yml is given to the plugin as it is: the framework itself is not needed for it.

const [installed, code] = process.argv.slice(2);

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const echo = {
  handler: 'index.handler',
  name: 'bench-echo',
  events: [
    { websocket: { route: '$connect' } },
    { websocket: { route: 'echo', routeResponseSelectionExpression: '$default' } },
  ],
};

const serverless = {
  config: { servicePath: code, serverlessPath: '' },
  serviceDir: code,
  service: {
    service: 'bench',
    custom: {},
    provider: {
      name: 'aws',
      stage: 'bench',
      region: 'us-east-1',
      runtime: 'nodejs20.x',
      timeout: 30,
      websocketsApiRouteSelectionExpression: '$request.body.action',
    },
    getAllFunctions: () => ['echo'],
    getFunction: () => echo,
    getAllEventsInFunction: () => echo.events,
  },
};

const silent = new Proxy({}, { get: () => () => undefined });

const entry = pathToFileURL(join(installed, 'node_modules/serverless-offline/src/index.js')).href;
const { default: ServerlessOffline } = await import(entry);
const [websocketPort, lambdaPort] = [await freePort(), await freePort()];
const options = { host: '127.0.0.1', websocketPort, lambdaPort, noSponsor: true };
await new ServerlessOffline(serverless, options, { log: silent, progress: silent }).start();
process.stdout.write(`ws://127.0.0.1:${websocketPort}\n`);
