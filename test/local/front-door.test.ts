import { execFile } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { promisify } from 'node:util';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { expect, test } from 'vitest';
import type { LocalCloud } from '../../infra/local/local-cloud.ts';
import { bucket, machine } from './support/assembly.ts';
import { call, openTestCloud } from './support/cloud.ts';

const storing = {
  resources: {
    Files: bucket(),
    Import: machine({ Done: { Type: 'Succeed' } }),
    Arrived: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: {
          source: ['aws.s3'],
          'detail-type': ['Object Created'],
          detail: {
            bucket: { name: [{ Ref: 'Files' }] },
            object: { key: [{ prefix: 'inbox/roster/' }, { prefix: 'inbox/points/' }] },
          },
        },
        Targets: [
          {
            Id: 'Target0',
            Arn: { Ref: 'Import' },
            InputTransformer: {
              InputPathsMap: {
                'detail-object-key': '$.detail.object.key',
                sequencer: '$.detail.object.sequencer',
                time: '$.time',
              },
              InputTemplate: '{"key":<detail-object-key>,"sequencer":<sequencer>,"at":<time>}',
            },
          },
        ],
      },
    },
  },
};
const client = (cloud: LocalCloud) =>
  new S3Client({
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'whoever', secretAccessKey: 'whatever' },
  });
const inputs = (cloud: LocalCloud) =>
  cloud.executions().map(({ input }) => input as { key: string; sequencer: string; at: string });

test('an upload with the SDK as it is starts what the rules say, with its key as it is', async () => {
  const cloud = await openTestCloud(storing);
  const Key = 'inbox/roster/assistance/2016-08/Danh sách tháng 8 (xã Đồng Phúc).csv';
  const Body = 'a;b\n'.repeat(50_000);
  await client(cloud).send(
    new PutObjectCommand({ Bucket: 'files', Key, Body, Metadata: { uploader: 'lan' } }),
  );
  await client(cloud).send(new PutObjectCommand({ Bucket: 'files', Key: 'reports/a.json', Body: '{}' }));
  await cloud.idle();
  expect(inputs(cloud)).toEqual([
    {
      key: Key,
      sequencer: expect.stringMatching(/^[0-9A-F]{18}$/) as string,
      at: expect.stringMatching(/^2016-06-01T00:00:0\dZ$/) as string,
    },
  ]);
  const read = await client(cloud).send(new GetObjectCommand({ Bucket: 'files', Key }));
  expect(await read.Body?.transformToString()).toBe(Body);
  expect(read.Metadata).toEqual({ uploader: 'lan' });
});

test('sequencers grow, copies are told, and listings find what there is', async () => {
  const cloud = await openTestCloud(storing);
  const s3 = client(cloud);
  await s3.send(new PutObjectCommand({ Bucket: 'files', Key: 'inbox/points/1.csv', Body: '1' }));
  await s3.send(
    new CopyObjectCommand({
      Bucket: 'files',
      CopySource: 'files/inbox/points/1.csv',
      Key: 'inbox/points/2.csv',
    }),
  );
  await cloud.idle();
  const told = inputs(cloud).toSorted((a, b) => (a.sequencer < b.sequencer ? -1 : 1));
  expect(told.map(({ key }) => key)).toEqual(['inbox/points/1.csv', 'inbox/points/2.csv']);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'files', Prefix: 'inbox/' }));
  expect(Contents.map(({ Key }) => Key)).toEqual(['inbox/points/1.csv', 'inbox/points/2.csv']);
  await cloud.idle();
  expect(cloud.meter.snapshot()).toMatchObject({ s3Writes: 3, s3Reads: 0 });
  const pages = paginateListObjectsV2({ client: s3, pageSize: 1 }, { Bucket: 'files', Prefix: 'inbox/' });
  const paged = (await Array.fromAsync(pages)).flatMap((page) => (page.Contents ?? []).map(({ Key }) => Key));
  expect(paged).toEqual(['inbox/points/1.csv', 'inbox/points/2.csv']);
});

test('curl uploads without credentials, with wrong ones, and in chunks', async () => {
  const cloud = await openTestCloud(storing);
  const file = join(cloud.folder, 'list.csv');
  writeFileSync(file, 'x'.repeat(200_000));
  const curl = (...words: string[]) =>
    promisify(execFile)('curl', ['--fail', '--silent', '--show-error', ...words]);
  await curl('-T', file, `${cloud.endpoint}/files/inbox/roster/plain.csv`);
  const old = [
    '-H',
    'Authorization: AWS4-HMAC-SHA256 Credential=a/20200101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=b',
  ];
  await curl(
    ...old,
    '-H',
    'x-amz-date: 20200101T000000Z',
    '-T',
    file,
    `${cloud.endpoint}/files/inbox/roster/signed.csv`,
  );
  await curl(
    '-H',
    'Transfer-Encoding: chunked',
    '-T',
    file,
    `${cloud.endpoint}/files/inbox/roster/chunked.csv`,
  );
  await cloud.idle();
  expect(inputs(cloud)).toHaveLength(3);
  for (const { key } of inputs(cloud)) {
    const kept = await fetch(`${cloud.endpoint}/files/${key}`);
    expect(await kept.text()).toHaveLength(200_000);
  }
});

test('secrets are made once, and messages land in the outbox', async () => {
  const cloud = await openTestCloud({
    resources: {
      Hash: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
      },
    },
    outputs: { HashId: { Value: { Ref: 'Hash' } } },
  });
  const options = {
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  };
  const secrets = new SecretsManagerClient(options);
  const get = () => secrets.send(new GetSecretValueCommand({ SecretId: cloud.outputs['HashId'] }));
  const { SecretString } = await get();
  expect(SecretString).toMatch(/^[A-Za-z0-9]{64}$/);
  expect((await get()).SecretString).toBe(SecretString);

  const heard: string[] = [];
  cloud.outbox.subscribe(({ text }) => heard.push(text));
  const sms = new PinpointSMSVoiceV2Client(options);
  const send = (MessageBody: string) =>
    sms.send(new SendTextMessageCommand({ DestinationPhoneNumber: '+84901', MessageBody }));
  expect((await send('Xin chao')).MessageId).toBeDefined();
  await send('Tiền đã về: mời bà đến nhận. '.repeat(3));
  expect(cloud.outbox.list()).toMatchObject([{ to: '+84901', text: 'Xin chao', parts: 1 }, { parts: 2 }]);
  expect(heard).toHaveLength(2);
  expect(cloud.meter.snapshot()).toMatchObject({
    smsParts: 3,
    secretReads: 2,
    smsUsd: expect.closeTo(0.09) as number,
  });
});

test('what it does not know it says so, and a page can be added', async () => {
  const cloud = await openTestCloud({ resources: {} });
  const unknown = await call(cloud, 'AmazonSNS.Publish', {});
  expect(unknown).toMatchObject({ status: 400, body: { __type: 'UnknownOperationException' } });
  cloud.route(/^\/hello$/, (_, response) => response.end('Xin chào'));
  expect(await (await fetch(`${cloud.endpoint}/hello`)).text()).toBe('Xin chào');
  const status = (await (await fetch(`${cloud.endpoint}/status.json`)).json()) as object;
  expect(status).toMatchObject({
    now: expect.stringMatching(/^2016-06-01T00:00:0/) as string,
    executions: [],
  });
});

test('only this machine can reach it', async () => {
  const cloud = await openTestCloud({ resources: {} });
  const { port } = new URL(cloud.endpoint);
  const reach = (host: string) =>
    new Promise<boolean>((resolve) => {
      const socket = connect({ host, port: Number(port), timeout: 500 });
      const end = (reached: boolean) => () => {
        socket.destroy();
        resolve(reached);
      };
      socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
    });
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const outside = own
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  expect(await reach('127.0.0.1')).toBe(true);
  for (const address of outside) expect(await reach(address)).toBe(false);
});

test('a port that is taken is named', async () => {
  const cloud = await openTestCloud({ resources: {} });
  const port = Number(new URL(cloud.endpoint).port);
  await expect(openTestCloud({ resources: {} }, { port })).rejects.toThrow(`Port ${port}`);
});
