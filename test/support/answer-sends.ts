import { type FakeSocketServer, type Request } from './fake-socket-server';

/** Answers the first sends as told, and the ones after as usual. */
export function answerSends(
  server: FakeSocketServer,
  ...answers: (object | 'silence' | 'carry out in silence')[]
) {
  server.intercept = (request: Request) => {
    if (request.action !== 'sendMessage') return undefined;
    const answer = answers.shift();
    if (answer !== 'carry out in silence') return answer;
    server.append(request);
    return 'silence';
  };
}
