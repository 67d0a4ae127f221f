// The packages of the local cloud that come without types, as far as it uses them.

declare module 'dynalite' {
  import type { EventEmitter } from 'node:events';

  const dynalite: (options: { path: string; createTableMs: number; deleteTableMs: number }) => EventEmitter;
  export default dynalite;
}

declare module '@20minutes/s3rver' {
  import type { EventEmitter } from 'node:events';
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { Readable } from 'node:stream';

  /** As much of a request as it looks at: the body may be one that we decoded. */
  export type S3Request = Readable & Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'socket'>;

  export default class S3rver extends EventEmitter {
    constructor(options: {
      readonly directory: string;
      readonly silent: boolean;
      readonly vhostBuckets: boolean;
      readonly configureBuckets: readonly { readonly name: string }[];
    });
    configureBuckets(): Promise<unknown>;
    callback(): (request: S3Request, response: ServerResponse) => Promise<void>;
  }
}
