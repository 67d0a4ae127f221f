import { createReadStream, statSync } from 'node:fs';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** The bucket as people's S3 clients see it. */
export interface CloudFiles {
  upload(key: string, body: string | Uint8Array, uploader: string): Promise<void>;
  /** Streams a file of this machine into the bucket. */
  uploadFile(key: string, path: string, metadata: Readonly<Record<string, string>>): Promise<void>;
  read(key: string): Promise<string>;
  /** The same, or undefined where there is no such file. */
  find(key: string): Promise<string | undefined>;
}

const connection = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
});

export const openCloudFiles = (endpoint: string, bucket: string): CloudFiles => {
  const client = new S3Client({
    ...connection(endpoint),
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const read = async (key: string): Promise<string> => {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await body?.transformToString()) ?? '';
  };
  return {
    async upload(key, body, uploader) {
      const file = { Bucket: bucket, Key: key, Body: body, ContentType: 'text/csv; charset=utf-8' };
      await client.send(new PutObjectCommand({ ...file, Metadata: { uploader } }));
    },
    async uploadFile(key, path, metadata) {
      const file = { Bucket: bucket, Key: key, Body: createReadStream(path), Metadata: { ...metadata } };
      await client.send(new PutObjectCommand({ ...file, ContentLength: statSync(path).size }));
    },
    read,
    async find(key) {
      try {
        return await read(key);
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
  };
};
