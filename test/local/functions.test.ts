import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lambda } from './support/assembly.ts';
import { openTestCloud } from './support/cloud.ts';

const state = `
  let calls = 0;
  const atLoad = process.env.WORD;
  export const handler = async (event) => {
    calls += 1;
    process.env.MINE = String(event.mine);
    await new Promise((resolve) => setTimeout(resolve, event.wait ?? 0));
    return { calls, atLoad, word: process.env.WORD, mine: process.env.MINE, keys: Object.keys(process.env).sort() };
  };`;
const withWord = (name: string, word: string) => lambda(name, { Environment: { Variables: { WORD: word } } });
interface Answer {
  calls: number;
  atLoad: string;
  word: string;
  mine: string;
  keys: string[];
}

test('two functions of the same code share neither state nor environment', async () => {
  const cloud = await openTestCloud({
    bundles: { one: state, two: state },
    resources: { one: withWord('one', 'first'), two: withWord('one', 'second') },
  });
  const [a, b, c] = (await Promise.all([
    cloud.invoke('one', { mine: 1, wait: 30 }),
    cloud.invoke('two', { mine: 2 }),
    cloud.invoke('one', { mine: 3, wait: 10 }),
  ])) as [Answer, Answer, Answer];
  expect(a).toMatchObject({ calls: 2, atLoad: 'first', word: 'first', mine: '1' });
  expect(b).toMatchObject({ calls: 1, atLoad: 'second', word: 'second', mine: '2' });
  expect(c).toMatchObject({ mine: '3' });
  expect(process.env['WORD']).toBeUndefined();
  expect(a.keys).not.toContain('HOME');
  expect(a.keys).toEqual(expect.arrayContaining(['AWS_ENDPOINT_URL', 'CLOCK_OFFSET_MS', 'WORD']));
});

test('an error keeps the name that its thrower gave it', async () => {
  const cloud = await openTestCloud({
    bundles: {
      held: `class LeaseHeld extends Error { name = 'LeaseHeld' }
        export const handler = async () => { throw new LeaseHeld('by another'); };`,
    },
    resources: {},
  });
  await expect(cloud.invoke('held', {})).rejects.toMatchObject({ name: 'LeaseHeld', message: 'by another' });
  await expect(cloud.invoke('nobody', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('Invoke works over the wire, and says when the handler failed', async () => {
  const cloud = await openTestCloud({
    bundles: {
      half: `export const handler = async (n) => { if (n % 2) throw new TypeError('odd'); return n / 2; };`,
    },
    resources: {},
  });
  const invoke = async (payload: number) => {
    const url = `${cloud.endpoint}/2015-03-31/functions/half/invocations`;
    const response = await fetch(url, { method: 'POST', body: String(payload) });
    return [response.headers.get('x-amz-function-error'), await response.json()];
  };
  expect(await invoke(4)).toEqual([null, 2]);
  expect(await invoke(3)).toEqual([
    'Unhandled',
    expect.objectContaining({ errorType: 'TypeError', errorMessage: 'odd' }),
  ]);
});

test('what passes its timeout is abandoned, and reaches no service any more', async () => {
  const cloud = await openTestCloud({
    bundles: {
      late: `export const handler = async () => {
        await new Promise((resolve) => setTimeout(resolve, 1200));
        const { request } = await import('node:http');
        const put = request(process.env.AWS_ENDPOINT_URL + '/bucket/late', { method: 'PUT' });
        put.on('error', (error) => console.log(error.message));
        put.end('too late');
      };`,
    },
    resources: { late: lambda('late', { Timeout: 1 }), Bucket: { Type: 'AWS::S3::Bucket' } },
  });
  await expect(cloud.invoke('late', {})).rejects.toMatchObject({ name: 'Sandbox.Timedout' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await fetch(`${cloud.endpoint}/bucket/late`)).status).toBe(404);
  expect(readFileSync(join(cloud.folder, 'data/logs/late.log'), 'utf8')).toMatch(/has timed out/);
});

test('a payload over 6 MB is refused, either way', async () => {
  const cloud = await openTestCloud({
    bundles: { echo: 'export const handler = async ({ length }) => "x".repeat(length);' },
    resources: {},
  });
  await expect(cloud.invoke('echo', { length: 6_300_000 })).rejects.toThrow(/response/);
  await expect(cloud.invoke('echo', { text: 'x'.repeat(6_300_000) })).rejects.toThrow(/payload/);
  expect(String(await cloud.invoke('echo', { length: 6_000_000 }))).toHaveLength(6_000_000);
});

test('output goes to a file of its own and is counted', async () => {
  const cloud = await openTestCloud({
    bundles: {
      talk: `import { Console } from 'node:console';
        export const handler = async () => {
          console.log('one');
          new Console({ stdout: process.stdout }).info('two');
          process.stderr.write('drei\\n');
        };`,
    },
    resources: { talk: lambda('talk', { MemorySize: 2048 }) },
  });
  await cloud.invoke('talk', {});
  const { logBytes, gbSeconds, invocations } = cloud.meter.snapshot();
  expect({ logBytes, invocations }).toEqual({ logBytes: 300 + 13, invocations: 1 });
  expect(gbSeconds).toBeGreaterThan(0);
  await cloud.stop();
  expect(readFileSync(join(cloud.folder, 'data/logs/talk.log'), 'utf8')).toBe('one\ntwo\ndrei\n');
});

test('a runtime that is not Node.js is refused by logical id', async () => {
  const resources = { Snake: lambda('Snake', { Runtime: 'python3.13' }) };
  await expect(openTestCloud({ bundles: { Snake: '' }, resources })).rejects.toThrow(/Snake[\s\S]*Node\.js/);
});
