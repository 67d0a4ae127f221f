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

const answerOf =
  (content: Uint8Array): Answers[number] =>
  (_request, response) => {
    response.end(content);
  };

test('a file with a Vietnamese name and spaces can be copied', async () => {
  const { requests, files } = await bucket(ok('<CopyObjectResult><ETag>"1"</ETag></CopyObjectResult>'));
  await files.copy('inbox/roster/assistance/2016-08/Danh sách tháng 8+.csv', 'lists/x/roster.csv');
  expect(requests[0]?.url).toMatch(/^\/files\/lists\/x\/roster\.csv/);
  expect(requests[0]?.headers['x-amz-copy-source']).toBe(
    'files/inbox/roster/assistance/2016-08/Danh%20s%C3%A1ch%20th%C3%A1ng%208%2B.csv',
  );
});

test('what an upload signed is who and which commune, or nothing', async () => {
  const signed = { 'x-amz-meta-uploader': 'officer', 'x-amz-meta-commune': '01834' };
  const { files } = await bucket(ok('', signed), ok());
  expect(await files.uploadOf('inbox/a.csv')).toEqual({ uploader: 'officer', commune: '01834' });
  expect(await files.uploadOf('inbox/b.csv')).toEqual({ uploader: undefined, commune: undefined });
});

test('a file comes as the bytes that it has, as often as it is asked for', async () => {
  const content = Buffer.from('\ufeffHọ tên;Số tiền'.repeat(20_000), 'utf16le');
  const { requests, files } = await bucket(answerOf(content), answerOf(content));
  for (let time = 0; time < 2; time += 1) {
    const chunks = await Array.fromAsync(files.open('lists/x/roster.csv'));
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
    expect(chunks.length).toBeGreaterThan(1);
  }
  expect(requests.map(({ url }) => url.split('?')[0])).toEqual(Array(2).fill('/files/lists/x/roster.csv'));
});

test('a file that is not there says so, opened or read', async () => {
  const missing: Answers[number] = (_request, response) => {
    response.writeHead(404, { 'content-type': 'application/xml' });
    response.end('<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>');
  };
  const { files } = await bucket(missing, missing);
  await expect(files.read('lists/x/a.csv')).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(Array.fromAsync(files.open('lists/x/a.csv'))).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('what was written for the next step is read back, in one line', async () => {
  let written = '';
  const { files } = await bucket(
    ({ body }, response) => {
      written = body;
      response.end();
    },
    (_request, response) => response.end('{"name":"Hoàng"}'),
  );
  await files.writeJson('staging/a.json', { name: 'Hoàng', rows: [1, 2] });
  expect(written).toContain('{"name":"Hoàng","rows":[1,2]}');
  expect(await files.readJson('staging/a.json')).toEqual({ name: 'Hoàng' });
});

test('what is no JSON is not quoted in the error: it may name people', async () => {
  const { files } = await bucket(ok('{"name":"Hoàng Thị Xuân'));
  const error = await files.readJson('staging/a.json').catch((caught: unknown) => caught);
  expect(error).toMatchObject({ message: 'the file staging/a.json is not JSON' });
});

test('a report is written for people, and a workbook and CSV as what they are', async () => {
  const { requests, files } = await bucket(ok(), ok(), ok(), ok());
  await files.writeReport('reports/a.json', { rows: 1, rejected: 0 });
  await files.writeWorkbook('reports/a.xlsx', Uint8Array.of(0x50, 0x4b));
  await files.writeCsv('reports/a.csv', 'a,b');
  await files.writeText('sheets/a.txt', 'Kính thưa bà con');
  expect(requests[0]?.body).toContain('{\n "rows": 1,\n "rejected": 0\n}');
  expect(requests.map(({ headers }) => headers['content-type'])).toEqual([
    'application/json',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'text/csv; charset=utf-8',
    'text/plain; charset=utf-8',
  ]);
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
