const lineEnd = Buffer.from('\r\n');

/** Takes complete commands out of the bytes of one connection: lists of strings in RESP, or one line of words. */
export class CommandReader {
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;

  /** The commands that are complete with this chunk. Throws on bytes that are neither. */
  read(chunk: Buffer): string[][] {
    this.bytes = Buffer.concat([this.bytes, chunk]);
    const commands: string[][] = [];
    for (this.at = 0; this.at < this.bytes.length;) {
      const start = this.at;
      const command = this.command();
      if (command === undefined) {
        this.at = start;
        break;
      }
      if (command.length > 0) commands.push(command);
    }
    this.bytes = this.bytes.subarray(this.at);
    return commands;
  }

  private command(): string[] | undefined {
    const first = this.line();
    if (first === undefined) return undefined;
    if (!first.startsWith('*')) return first.split(' ').filter((word) => word !== '');
    const words: string[] = [];
    for (let left = Number(first.slice(1)); left > 0; left--) {
      const word = this.bulk();
      if (word === undefined) return undefined;
      words.push(word);
    }
    return words;
  }

  private bulk(): string | undefined {
    const header = this.line();
    if (header === undefined) return undefined;
    const length = Number(header.slice(1));
    if (!header.startsWith('$') || !Number.isInteger(length)) throw new Error('expected a bulk string');
    const end = this.at + length;
    if (this.bytes.length < end + lineEnd.length) return undefined;
    const text = this.bytes.toString('utf8', this.at, end);
    this.at = end + lineEnd.length;
    return text;
  }

  private line(): string | undefined {
    const end = this.bytes.indexOf(lineEnd, this.at);
    if (end === -1) return undefined;
    const text = this.bytes.toString('utf8', this.at, end);
    this.at = end + lineEnd.length;
    return text;
  }
}
