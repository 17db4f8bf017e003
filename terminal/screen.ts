import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import { type Output } from './render';

/** Lines above, and an input line below that survives them. Without a terminal: plain lines in and out. */
export class Screen implements Output {
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
    const { rows } = this.input.getCursorPos();
    this.eraseUpwards(rows);
    // To draw its line again readline first goes up as many rows as that line filled: they have to be there.
    process.stdout.write(`${line}\n${'\n'.repeat(rows)}`);
    this.input.prompt(true);
  }

  setStatus(status: string): void {
    if (!this.isInteractive) return;
    this.input.setPrompt(`${status} › `);
    this.input.prompt(true);
  }

  /** Lines as they are typed. onEnd: Ctrl-C, Ctrl-D or the end of the input. */
  listen(onLine: (line: string) => void, onEnd: () => void): void {
    this.input.on('line', (line) => {
      // The typed line is shown again as a message once it is sent, so it goes from the screen here.
      if (this.isInteractive) this.eraseUpwards(this.rowsOf(line));
      onLine(line);
      if (this.isInteractive) this.input.prompt(true);
    });
    this.input.on('close', onEnd);
  }

  /** Leaves what was said, and no half-typed line. */
  end(): void {
    if (this.isInteractive) this.eraseUpwards(this.input.getCursorPos().rows);
  }

  private rowsOf(line: string): number {
    return Math.floor(columnsOf(this.input.getPrompt() + line) / process.stdout.columns) + 1;
  }

  private eraseUpwards(rows: number): void {
    moveCursor(process.stdout, 0, -rows);
    cursorTo(process.stdout, 0);
    clearScreenDown(process.stdout);
  }
}

const wide =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u;

/** How many columns text fills; near enough for what people type. */
export function columnsOf(text: string): number {
  return Array.from(text).reduce((columns, character) => columns + (wide.test(character) ? 2 : 1), 0);
}
