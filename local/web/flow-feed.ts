import { type ServerResponse } from 'node:http';
import { summaryOf, type Flow } from '../flows/flow';
import { type FlowLog } from '../flows/flow-log';

const ONE = /^GET \/inspector\/flows\/(\d{1,15})$/;

/** A flow changes many times in a few milliseconds: each is told once in so long. */
const TELL_MS = 100;

/** Keeps proxies and browsers from taking a silent stream for a dead one. */
const COMMENT_MS = 15_000;

/** A page of another site may not embed an answer, whatever it takes it for. */
const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { ...HEADERS, 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** What the inspector reads: the flows that are kept, one of them with its steps, and a stream of those that change. */
export class FlowFeed {
  constructor(private readonly log: FlowLog) {}

  /** Whether the route is one of its own. */
  answer(route: string, response: ServerResponse): boolean {
    const id = ONE.exec(route)?.[1];
    if (route === 'GET /inspector/flows') send(response, 200, { flows: this.log.list().map(summaryOf) });
    else if (route === 'GET /inspector/events') this.stream(response);
    else if (id !== undefined) this.sendOne(response, Number(id));
    else return false;
    return true;
  }

  private sendOne(response: ServerResponse, id: number): void {
    const flow = this.log.get(id);
    if (flow) send(response, 200, flow);
    else send(response, 404, { error: `flow ${id} is not kept, or was never there` });
  }

  private stream(response: ServerResponse): void {
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    response.write('retry: 1000\n\n');
    const changed = new Set<Flow>();
    let timer: NodeJS.Timeout | undefined;
    const tell = (): void => {
      timer = undefined;
      const lines = [...changed].map((flow) => `event: flow\ndata: ${JSON.stringify(summaryOf(flow))}\n\n`);
      changed.clear();
      response.write(lines.join(''));
    };
    const unlisten = this.log.listen((flow) => {
      changed.add(flow);
      timer ??= setTimeout(tell, TELL_MS);
    });
    const comments = setInterval(() => response.write(': here\n\n'), COMMENT_MS);
    response.on('close', () => {
      unlisten();
      clearTimeout(timer);
      clearInterval(comments);
    });
  }
}
