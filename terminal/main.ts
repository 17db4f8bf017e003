import { WebSocket } from 'ws';
import { createParleyClient, type ParleyClient } from '../client';
import { Conversation } from './conversation';
import { fetchToken } from './fetch-token';
import { type Options, readOptions, usage } from './options';
import { painter } from './render';
import { Screen } from './screen';

async function main(options: Options): Promise<void> {
  // Asked for once before the screen opens: without a token there is nothing to show.
  await fetchToken(options.web, options.as);
  const client = makeClient(options);
  const screen = new Screen();
  const paint = painter(process.stdout.isTTY && process.env['NO_COLOR'] === undefined);
  const conversation = new Conversation(
    client,
    { userId: options.as, otherId: options.with },
    { screen, paint },
  );
  client.onStateChange(({ status }) => {
    if (status !== 'closed') conversation.showStatus();
  });
  const chatOpened = client.connect().then(() => client.chats.createDirect(options.with));
  const chatShown = chatOpened.then((chat) => conversation.show(chat));
  const isPiped = !process.stdin.isTTY;
  screen.listen(
    (line) => {
      if (line.trim() === '/quit') leave();
      else void chatOpened.then((chat) => conversation.send(chat, line));
    },
    () => {
      if (!isPiped) leave();
      else void chatShown.then(() => conversation.settled()).then(leave);
    },
  );
  // With a terminal readline takes Ctrl-C; without one it comes as a signal.
  process.once('SIGINT', leave);
  await chatShown;
  conversation.showStatus();

  function leave(): void {
    screen.end();
    client.close();
    process.exit(0);
  }
}

function makeClient({ as, url, web }: Options): ParleyClient {
  return createParleyClient({ url, token: () => fetchToken(web, as), webSocket: WebSocket });
}

function fail(error: unknown, hint = ''): never {
  console.error(`${error instanceof Error ? error.message : String(error)}${hint}`);
  process.exit(1);
}

function optionsOrUsage(): Options {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    return fail(error, `\n${usage}`);
  }
}

main(optionsOrUsage()).catch((error: unknown) => fail(error));
