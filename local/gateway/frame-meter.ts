/**
 * Reads the frame headers of a client's byte stream and reports the length of each data frame. `ws` knows a limit for
 * messages only; API Gateway has one for frames as well.
 */
export class FrameMeter {
  private header: Buffer = Buffer.alloc(0);
  private payloadLeft = 0;

  constructor(private readonly onFrame: (bytes: number) => void) {}

  read(chunk: Buffer): void {
    for (let rest = chunk; rest.length > 0;)
      rest = this.payloadLeft > 0 ? this.skip(rest) : this.readHeader(rest);
  }

  private skip(chunk: Buffer): Buffer {
    const skipped = Math.min(this.payloadLeft, chunk.length);
    this.payloadLeft -= skipped;
    return chunk.subarray(skipped);
  }

  private readHeader(chunk: Buffer): Buffer {
    const missing = this.headerLength() - this.header.length;
    this.header = Buffer.concat([this.header, chunk.subarray(0, missing)]);
    if (this.header.length === this.headerLength()) this.finishHeader();
    return chunk.subarray(missing);
  }

  /** Two bytes say how long the whole header is: the length may take 2 or 8 bytes more, the mask takes 4. */
  private headerLength(): number {
    const second = this.header[1];
    if (second === undefined) return 2;
    const short = second & 0x7f;
    return 2 + (short === 126 ? 2 : short === 127 ? 8 : 0) + ((second & 0x80) === 0 ? 0 : 4);
  }

  private finishHeader(): void {
    const [first = 0, second = 0] = this.header;
    const short = second & 0x7f;
    this.payloadLeft =
      short === 126 ? this.header.readUInt16BE(2) : short === 127 ? this.longLength() : short;
    this.header = Buffer.alloc(0);
    if ((first & 0x0f) < 8) this.onFrame(this.payloadLeft);
  }

  private longLength(): number {
    return this.header.readUInt32BE(2) * 2 ** 32 + this.header.readUInt32BE(6);
  }
}
