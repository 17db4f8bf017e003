import { WebSocket } from 'ws';
import { createParleyClient, type ParleyClient } from '../client';
import { fetchToken } from './fetch-token';
import { type Options, readOptions, usage } from './options';
import { painter } from './render';
import { Screen } from './screen';
import { Session } from './session';

async function main(options: Options): Promise<void> {
  // Asked for once before the screen opens: without a token there is nothing to show.
  await fetchToken(options.web, options.as);
  const client = makeClient(options);
  const screen = new Screen();
  const paint = painter(process.stdout.isTTY && process.env['NO_COLOR'] === undefined);
  const session = new Session(
    client,
    { name: options.as, opening: options.opening },
    { output: screen, paint },
  );
  const started = session.start();
  const isPiped = !process.stdin.isTTY;
  screen.listen((line) => {
    if (line.trim() === '/quit') end();
    else session.take(line);
  }, end);
  // With a terminal readline takes Ctrl-C; without one it comes as a signal.
  process.once('SIGINT', leave);
  await started;

  /** Piped input is carried out before the end; whoever sits at a terminal wants to go now. */
  function end(): void {
    if (isPiped) session.settled().then(leave, fail);
    else leave();
  }

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
