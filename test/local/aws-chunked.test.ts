import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { AwsChunkedDecoder } from '../../infra/local/s3/aws-chunked.ts';

const decode = (body: string, pieceSize: number) => {
  const bytes = Buffer.from(body);
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceSize) }, (_, index) =>
    bytes.subarray(index * pieceSize, (index + 1) * pieceSize),
  );
  return text(Readable.from(pieces).pipe(new AwsChunkedDecoder()));
};

const signed =
  'a;chunk-signature=0123\r\n0123456789\r\n3;chunk-signature=4567\r\n\r\n!\r\n0;chunk-signature=89\r\n\r\n';

test.each([1, 2, 3, 7, 1000])(
  'takes the chunks apart however they arrive: %i bytes at a time',
  async (size) => {
    expect(await decode(signed, size)).toBe('0123456789\r\n!');
    expect(await decode('0\r\n\r\n', size)).toBe('');
  },
);

test('leaves trailing checksums out', async () => {
  const body = `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n`;
  expect(await decode(body, 4)).toBe('hello');
});
