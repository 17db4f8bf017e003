import { createInterface, type Interface } from 'node:readline';

/** Lines above, and an input line below that survives them. Without a terminal: plain lines in and out. */
export class Screen {
  private readonly input: Interface;
  private readonly isInteractive = process.stdin.isTTY && process.stdout.isTTY;

  constructor() {
    this.input = createInterface({
      input: process.stdin,
      ...(this.isInteractive ? { output: process.stdout } : {}),
      terminal: this.isInteractive,
    });
  }

  print(line: string): void {
    if (!this.isInteractive) {
      process.stdout.write(`${line}\n`);
      return;
    }
    process.stdout.write(`\r\u001b[K${line}\n`);
    this.input.prompt(true);
  }

  /** What stands before the input line. */
  setStatus(status: string): void {
    if (!this.isInteractive) return;
    this.input.setPrompt(`${status} › `);
    this.input.prompt(true);
  }

  /** Lines as they are typed. onEnd: Ctrl-C, Ctrl-D or the end of the input. */
  listen(onLine: (line: string) => void, onEnd: () => void): void {
    this.input.on('line', (line) => {
      // The typed line is shown again as a message once it is sent, so it goes from the screen here.
      if (this.isInteractive) process.stdout.write('\u001b[A\r\u001b[K');
      onLine(line);
      if (this.isInteractive) this.input.prompt(true);
    });
    this.input.on('close', onEnd);
  }
}
