import type { ServerResponse } from 'node:http';
import S3rver, { type S3Request } from '@20minutes/s3rver';
import { z } from 'zod';
import type { Meter } from '../meter.ts';
import { AwsChunkedDecoder } from './aws-chunked.ts';
import { reviveSingleDes } from './legacy-cipher.ts';

const ObjectEvent = z.object({
  Records: z.tuple([
    z.object({
      eventName: z.string(),
      s3: z.object({
        bucket: z.object({ name: z.string() }),
        object: z.object({ key: z.string(), size: z.number().default(0), eTag: z.string().default('') }),
      }),
    }),
  ]),
});

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly reason: string;
}

interface FilesOptions {
  readonly directory: string;
  readonly buckets: readonly string[];
  readonly meter: Meter;
  /** Called when the object is on disk and before the client is told so. */
  readonly onStored: (object: StoredObject) => void;
}

/** Any credentials will do, or none: without a signature there is none to be wrong. */
const unsigned = (request: S3Request): S3Request => {
  const { 'x-amz-content-sha256': payload = '', ...headers } = request.headers;
  delete headers.authorization;
  const [path, query = ''] = (request.url ?? '/').split('?');
  const kept = query.split('&').filter((part) => !/^(?:X-Amz-|AWSAccessKeyId|Signature|Expires)/.test(part));
  const url = kept.join('&') === '' ? path : `${path}?${kept.join('&')}`;
  if (!String(payload).startsWith('STREAMING-')) {
    request.headers = headers;
    request.url = url;
    return request;
  }
  const { 'content-encoding': encoding = '', 'x-amz-decoded-content-length': length, ...plain } = headers;
  const rest = encoding.replace(/aws-chunked,? ?/, '');
  return Object.assign(request.pipe(new AwsChunkedDecoder()), {
    method: request.method,
    url,
    socket: request.socket,
    headers: { ...plain, 'content-length': String(length), ...(rest !== '' && { 'content-encoding': rest }) },
  });
};

const REASONS: Record<string, string> = { Put: 'PutObject', Copy: 'CopyObject', Post: 'PostObject' };

/** S3: s3rver on disk, without a port of its own. */
export const openFiles = async ({ directory, buckets, meter, onStored }: FilesOptions) => {
  reviveSingleDes();
  const configureBuckets = buckets.map((name) => ({ name }));
  const server = new S3rver({ directory, silent: true, vhostBuckets: false, configureBuckets });
  await server.configureBuckets();
  server.on('error', () => undefined); // answered to the client already; Koa would print it as well
  server.on('event', (event: unknown) => {
    const [{ eventName, s3 }] = ObjectEvent.parse(event).Records;
    const [what, how = ''] = eventName.split(':');
    if (what !== 'ObjectCreated') return;
    const { key, size, eTag: etag } = s3.object;
    onStored({ bucket: s3.bucket.name, key, size, etag, reason: REASONS[how] ?? how });
  });
  const serve = server.callback();
  return {
    serve: (request: S3Request, response: ServerResponse): Promise<void> => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://local');
      const lists = searchParams.has('list-type') || pathname.split('/').filter(Boolean).length < 2;
      const reads = !lists && (request.method === 'GET' || request.method === 'HEAD');
      if (request.method !== 'DELETE') meter.add(reads ? 's3Reads' : 's3Writes'); // deletes are free
      return serve(unsigned(request), response);
    },
  };
};
