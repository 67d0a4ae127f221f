import { describe, expect, test } from 'vitest';
import { FileRefused } from '../../../shared/lists/file/list-file.ts';
import { openZip } from '../../../shared/lists/file/zip-file.ts';
import { utf8 } from '../../support/list-files.ts';
import { aZip, type Member } from '../../support/zip.ts';

const textIn = async (bytes: Uint8Array, name = 'a'): Promise<string> => {
  try {
    let all = '';
    for await (const text of openZip(bytes).text(name)) all += text;
    return all;
  } catch (error) {
    if (error instanceof FileRefused) return error.complaint.rule;
    throw error;
  }
};

test.each([
  ['packed', { name: 'a', content: 'Hoàng' }, 'Hoàng'],
  ['not packed', { name: 'a', content: 'Hoàng', isStored: true }, 'Hoàng'],
  ['empty', { name: 'a', content: '' }, ''],
  ['with backslashes, a slash before it and in capitals', { name: '\\A', content: 'Hoàng' }, 'Hoàng'],
])('unpacks a member that is %s', async (_, member, text) => {
  expect(await textIn(aZip([{ name: 'b', content: 'x' }, member]))).toBe(text);
});

test('finds the end behind a comment, and numbers that are written elsewhere', async () => {
  const zip = Buffer.from(aZip([{ name: 'a', content: 'Hoàng' }]));
  const end = zip.length - 22;
  expect(await textIn(Buffer.concat([zip, utf8('a comment')]))).toBe('Hoàng');

  const record = Buffer.alloc(76);
  record.writeBigUInt64LE(BigInt(zip.readUInt32LE(end + 16)), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(end), 64);
  const far = Buffer.from(zip.subarray(end));
  far.writeUInt32LE(0xffffffff, 16);
  expect(await textIn(Buffer.concat([zip.subarray(0, end), record, far]))).toBe('Hoàng');
});

describe('refuses', () => {
  const content = 'Hoàng Thị X'.repeat(100);
  test.each<[string, Member['says'], string]>([
    ['a member behind a password', { isEncrypted: true }, 'password-protected'],
    ['one that declares more than a gibibyte', { size: 1024 ** 3 + 1 }, 'zip-bomb'],
    ['one that declares a ratio beyond reason', { size: 60 * 1024 ** 2 }, 'zip-bomb'],
    ['one that is longer than declared', { size: 10 }, 'zip-bomb'],
    ['one that is shorter than declared', { size: 5_000 }, 'file-truncated'],
    ['one that breaks off', { packedSize: 10 }, 'file-truncated'],
    ['one whose packed bytes go beyond the file', { packedSize: 1_000_000 }, 'file-truncated'],
    ['one that was changed on its way', { checksum: 1 }, 'file-truncated'],
    ['an unknown way of packing', { method: 14 }, 'file-truncated'],
  ])('%s', async (_, says, rule) => {
    expect(await textIn(aZip([{ name: 'a', content, ...(says && { says }) }]))).toBe(rule);
  });

  test('a bomb, also one that lies about its size', async () => {
    const bomb = Buffer.alloc(60 * 1024 ** 2, 'a');
    expect(await textIn(aZip([{ name: 'a', content: bomb }]))).toBe('zip-bomb');
    expect(await textIn(aZip([{ name: 'a', content: bomb, says: { size: 1_000 } }]))).toBe('zip-bomb');
  });

  test('a part that is too large to be kept', () => {
    const zip = openZip(
      aZip([{ name: 'a', content: '', says: { size: 300 * 1024 ** 2, packedSize: 3 * 1024 ** 2 } }]),
    );
    return expect(zip.heldText('a').next()).rejects.toMatchObject({ complaint: { rule: 'zip-bomb' } });
  });

  test('bytes that are no UTF-8, a member that is not there, a zip without its end', async () => {
    expect(await textIn(aZip([{ name: 'a', content: Buffer.of(0xff) }]))).toBe('file-truncated');
    expect(await textIn(aZip([{ name: 'b', content }]))).toBe('file-truncated');
    const whole = aZip([{ name: 'a', content }]);
    for (let length = 0; length < whole.length; length += 7)
      expect(await textIn(whole.subarray(0, length))).toBe('file-truncated');
  });
});
