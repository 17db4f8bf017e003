import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  readonly Status: string;
  readonly PhysicalResourceId: string;
  readonly Reason?: string;
}

/** Where custom resources put their answers, as CloudFormation's signed address takes them. */
export class CloudFormationListener {
  readonly answers: Answer[] = [];
  private refusals = 0;
  private readonly server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      const isTaken = this.refusals === 0 && request.method === 'PUT' && !request.headers['content-type'];
      if (isTaken) this.answers.push(JSON.parse(body) as Answer);
      this.refusals = 0;
      response.writeHead(isTaken ? 200 : 503).end();
    });
  });

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  reset(): void {
    this.answers.splice(0);
    this.refusals = 0;
  }

  refuseOnce(): void {
    this.refusals = 1;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
