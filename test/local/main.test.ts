import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client, ECHO, eventually } from './echo-runtime';
import { removeTemporary, writeAssembly } from './temporary-assembly';

const ROOT = join(__dirname, '../..');
const ANY_PORTS = ['--port', '0', '--web-port', '0'];

class Cli {
  output = '';
  errors = '';
  code: number | null | undefined;
  readonly process: ChildProcess;

  constructor(...args: string[]) {
    // As the scripts of package.json do: the command tsx would end a process that is too busy to answer a signal at once.
    const main = ['--import', 'tsx', 'local/main.ts'];
    this.process = spawn(process.execPath, [...main, ...args], { cwd: ROOT, detached: true });
    this.process.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.process.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    this.process.on('close', (code) => (this.code = code));
  }

  exit(): Promise<number | null> {
    return eventually(() => this.code);
  }

  line(start: string): Promise<string> {
    return eventually(() =>
      this.output.split('\n').find((line) => line.startsWith(start) && this.output.endsWith('\n')),
    );
  }

  get errorLines(): string[] {
    return this.errors.trim().split('\n');
  }
}

describe('npm start', () => {
  afterAll(removeTemporary);

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'says where everything is and stops within 3 s of %s',
    async (signal) => {
      const cli = new Cli('--assembly', ECHO, ...ANY_PORTS);
      const ready = await cli.line('ready');
      expect(ready).toMatch(/^ready +in \d+\.\d s; .*dev\/token/);
      const url = (await cli.line('socket')).split(/\s+/)[1]!;
      expect(await cli.line('web')).toMatch(/http:\/\/localhost:\d+/);
      const client = await Client.open(`${url}?token=allow`);
      const startedAt = Date.now();
      // The whole group, as Ctrl-C in a terminal does.
      process.kill(-cli.process.pid!, signal);
      expect(await cli.exit()).toBe(0);
      expect(Date.now() - startedAt).toBeLessThan(3000);
      await eventually(() => client.closed);
      expect(() => process.kill(-cli.process.pid!, 0)).toThrow('ESRCH');
    },
  );

  it('writes one JSON object a line for programs, and ends the processes of its functions', async () => {
    const cli = new Cli('--assembly', ECHO, '--log', 'json', '--isolation', 'process', ...ANY_PORTS);
    const ready = JSON.parse(await cli.line('{"time"')) as { kind: string; socketUrls: string[] };
    expect(ready.kind).toBe('ready');
    const client = await Client.open(`${ready.socketUrls[0]!}?token=allow`);
    expect(await client.request({ action: 'echo' })).toContain('"routeKey":"echo"');
    process.kill(-cli.process.pid!, 'SIGTERM');
    expect(await cli.exit()).toBe(0);
    expect(() => process.kill(-cli.process.pid!, 0)).toThrow('ESRCH');
    const kinds = cli.output
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds).toContain('invoke');
  });

  it('names a taken port', async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) => {
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port));
    });
    const cli = new Cli('--assembly', ECHO, '--port', String(port), '--web-port', '0');
    expect(await cli.exit()).toBe(1);
    expect(cli.errorLines).toEqual([
      `Port ${port} for the socket is taken; stop what listens there or pass --port (0 = any free port).`,
    ]);
    blocker.close();
  });

  it('names what is wrong with a template', async () => {
    const folder = writeAssembly({
      Main: { Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Nope': 1 } } } } },
    });
    const cli = new Cli('--assembly', folder, ...ANY_PORTS);
    expect(await cli.exit()).toBe(1);
    expect(cli.errorLines).toEqual([
      'Stack Main, resource Q (AWS::SQS::Queue): the runtime does not know Fn::Nope; add it to local/assembly/intrinsics.ts.',
    ]);
  });

  it.each([
    ['a missing assembly', ['--assembly', '/nowhere'], 'The assembly /nowhere does not exist'],
    ['an unknown option', ['--prot', '1'], "Unknown option '--prot'"],
    [
      'an engine that does not exist',
      ['--dynamodb', 'mysql'],
      'must be dynalite, local or an http:// URL, not "mysql".',
    ],
    ['an unknown isolation', ['--isolation', 'vm'], '--isolation must be thread or process, not "vm".'],
    ['a bad port', ['--port', 'many'], '--port must be a port from 0 (any free one) to 65535, not "many".'],
  ])('says in one line what is wrong with %s', async (_, args, message) => {
    const cli = new Cli(...args);
    expect(await cli.exit()).toBe(1);
    expect(cli.errorLines).toHaveLength(1);
    expect(cli.errors).toContain(message);
  });
});
