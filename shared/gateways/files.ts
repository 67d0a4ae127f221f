import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';

export type FileStore = ReturnType<typeof openFiles>;

let opened: S3Client | undefined;

/** The bucket. Every key here is written by one writer with one content, so that writing it again is harmless. */
export const openFiles = (Bucket: string, client: S3Client = (opened ??= new S3Client())) => ({
  async read(key: string): Promise<Uint8Array> {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
    if (!Body) throw new NoSuchKey({ message: 'the file has no body', $metadata: {} });
    return Body.transformToByteArray();
  },

  /** The file's bytes as they come, asked for anew each time. */
  async *open(key: string): AsyncGenerator<Uint8Array> {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
    if (!(Body instanceof Readable)) throw new NoSuchKey({ message: 'the file has no body', $metadata: {} });
    for await (const chunk of Body) if (chunk instanceof Uint8Array) yield chunk;
  },

  async readJson(key: string): Promise<unknown> {
    return parsed(key, new TextDecoder().decode(await this.read(key)));
  },

  async write(key: string, content: string | Uint8Array, contentType: string): Promise<void> {
    await client.send(new PutObjectCommand({ Bucket, Key: key, Body: content, ContentType: contentType }));
  },

  /** For the next step. */
  writeJson(key: string, content: unknown): Promise<void> {
    return this.write(key, JSON.stringify(content), 'application/json');
  },

  /** For people: a field a line. */
  writeReport(key: string, content: unknown): Promise<void> {
    return this.write(key, JSON.stringify(content, undefined, 1), 'application/json');
  },

  writeWorkbook(key: string, content: Uint8Array): Promise<void> {
    return this.write(key, content, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  },

  writeCsv(key: string, text: string): Promise<void> {
    return this.write(key, text, 'text/csv; charset=utf-8');
  },

  writeText(key: string, text: string): Promise<void> {
    return this.write(key, text, 'text/plain; charset=utf-8');
  },

  /** What the presigned upload signed: who uploaded the file, and the commune it is of where it does not say. */
  async uploadOf(key: string): Promise<{ uploader: string | undefined; commune: string | undefined }> {
    const { Metadata } = await client.send(new HeadObjectCommand({ Bucket, Key: key }));
    return { uploader: Metadata?.['uploader'], commune: Metadata?.['commune'] };
  },

  async copy(from: string, to: string): Promise<void> {
    const CopySource = `${Bucket}/${from.split('/').map(encodeURIComponent).join('/')}`;
    await client.send(new CopyObjectCommand({ Bucket, CopySource, Key: to }));
  },

  async listKeys(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    const pages = paginateListObjectsV2({ client }, { Bucket, Prefix: prefix });
    for await (const { Contents = [] } of pages) keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
    return keys;
  },
});

/** The parser's own words repeat the text that it failed on, and that text may name people. */
const parsed = (key: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`the file ${key} is not JSON`);
  }
};
