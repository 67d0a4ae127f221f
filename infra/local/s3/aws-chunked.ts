import { Transform, type TransformCallback } from 'node:stream';

const CRLF = '\r\n';

/**
 * Takes the chunk headers, signatures and trailing checksums out of a body that an S3 client sent
 * `aws-chunked`. Newer clients do so by default, and s3rver knows only the older, signed form.
 */
export class AwsChunkedDecoder extends Transform {
  #pending: Buffer = Buffer.alloc(0);
  #left = 0; // bytes of the current chunk still to come
  #ended = false;

  override _transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    while (!this.#ended && this.#pending.length > 0 && (this.#left > 0 || this.#readHeader())) {
      const part = this.#pending.subarray(0, this.#left);
      this.#left -= part.length;
      this.#pending = this.#pending.subarray(part.length);
      this.push(part);
    }
    done();
  }

  /** `<size in hex>[;chunk-signature=…]`, after the line end that closes the chunk before it. */
  #readHeader(): boolean {
    const start = this.#pending.subarray(0, 2).equals(Buffer.from(CRLF)) ? 2 : 0;
    const end = this.#pending.indexOf(CRLF, start);
    if (end < 0) return false;
    const [size = ''] = this.#pending.toString('latin1', start, end).split(';');
    this.#left = Number.parseInt(size, 16);
    this.#pending = this.#pending.subarray(end + CRLF.length);
    this.#ended = !(this.#left > 0); // only trailers follow
    return !this.#ended;
  }
}
