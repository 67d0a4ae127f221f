import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { openFiles } from '../../shared/gateways/files.ts';
import { aService } from '../support/http-answers.ts';

type Answers = Parameters<typeof aService>;

const bucket = async (...answers: Answers) => {
  const { requests, reach } = await aService(...answers);
  const client = new S3Client({ ...reach, forcePathStyle: true, maxAttempts: 1 });
  return { requests, files: openFiles('files', client) };
};

const ok =
  (body = '', headers: Record<string, string> = {}): Answers[number] =>
  (_request, response) => {
    response.writeHead(200, headers);
    response.end(body);
  };

test('a file with a Vietnamese name and spaces can be copied', async () => {
  const { requests, files } = await bucket(ok('<CopyObjectResult><ETag>"1"</ETag></CopyObjectResult>'));
  await files.copy('inbox/roster/assistance/2016-08/Danh sách tháng 8+.csv', 'lists/x/roster.csv');
  expect(requests[0]?.url).toMatch(/^\/files\/lists\/x\/roster\.csv/);
  expect(requests[0]?.headers['x-amz-copy-source']).toBe(
    'files/inbox/roster/assistance/2016-08/Danh%20s%C3%A1ch%20th%C3%A1ng%208%2B.csv',
  );
});

test('who uploaded a file is what was signed, or nobody', async () => {
  const { files } = await bucket(ok('', { 'x-amz-meta-uploader': 'officer' }), ok());
  expect(await files.uploaderOf('inbox/a.csv')).toBe('officer');
  expect(await files.uploaderOf('inbox/b.csv')).toBeUndefined();
});

test('what was written as JSON is read back', async () => {
  let written = '';
  const { files } = await bucket(
    ({ body }, response) => {
      written = body;
      response.end();
    },
    (_request, response) => response.end('{"name":"Hoàng"}'),
  );
  await files.writeJson('reports/a.json', { name: 'Hoàng' });
  expect(written).toContain('"name": "Hoàng"');
  expect(await files.readJson('reports/a.json')).toEqual({ name: 'Hoàng' });
});

test('every page of a folder is listed', async () => {
  const page = (key: string, next: string) =>
    ok(`<?xml version="1.0"?><ListBucketResult><IsTruncated>${next !== ''}</IsTruncated>
      <Contents><Key>${key}</Key></Contents>${next && `<NextContinuationToken>${next}</NextContinuationToken>`}
      </ListBucketResult>`);
  const { requests, files } = await bucket(
    page('inbox/results/a.csv', 'more'),
    page('inbox/results/b.csv', ''),
  );
  expect(await files.listKeys('inbox/results/')).toEqual(['inbox/results/a.csv', 'inbox/results/b.csv']);
  expect(requests[1]?.url).toContain('continuation-token=more');
});
