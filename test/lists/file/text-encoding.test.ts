import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileRefused } from '../../../shared/lists/file/list-file.ts';
import { decoded, encodingSearch } from '../../../shared/lists/file/text-encoding.ts';
import { vietnamese } from '../../support/arbitrary.ts';
import { in1258, inTcvn3, singleBytes } from '../../support/legacy-text.ts';
import { utf8 } from '../../support/list-files.ts';

const utf16 = (text: string, isBigEndian = false): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
};
const formOf = (...pieces: Uint8Array[]) => {
  const search = encodingSearch(pieces[0]!);
  for (const piece of pieces) search.add(piece);
  return search.found();
};
const ruleOf = (...pieces: Uint8Array[]) => {
  try {
    return formOf(...pieces).encoding;
  } catch (error) {
    if (error instanceof FileRefused) return error.complaint.rule;
    throw error;
  }
};
const text = 'STT,Họ và tên\r\n1,Nguyễn Thị Hoà\r\n2,Đặng Văn Phúc\r\n';

const halves = (bytes: Uint8Array, cut: number): Uint8Array[] => [
  bytes.subarray(0, cut),
  bytes.subarray(cut),
];
const textOf = async (pieces: Uint8Array[], encoding: Parameters<typeof decoded>[1]) => {
  let all = '';
  for await (const piece of decoded(
    (async function* () {
      yield* pieces;
    })(),
    encoding,
  ))
    all += piece;
  return all;
};

describe('encodingSearch', () => {
  test.each([
    ['utf-8', utf8(text)],
    ['utf-8', utf8(`\ufeff${text}`)],
    ['utf-8', utf8('plain text')],
    ['utf-16le', utf16(`\ufeff${text}`)],
    ['utf-16be', utf16(`\ufeff${text}`, true)],
    ['utf-16le', utf16(text)],
    ['utf-16be', utf16(text, true)],
    ['windows-1258', in1258(text)],
    ['windows-1252', singleBytes(inTcvn3(text))],
  ])('finds %s', (encoding, bytes) => {
    expect(formOf(bytes).encoding).toBe(encoding);
  });

  test('looks at all pieces, also at letters that two of them share', () => {
    const bytes = utf8(text);
    for (let cut = 1; cut < bytes.length; cut += 1)
      expect(formOf(...halves(bytes, cut)).encoding).toBe('utf-8');
    expect(formOf(utf8('a,b\n'.repeat(20_000)), in1258(text)).encoding).toBe('windows-1258');
  });

  test.each([
    [
      'encoding-unknown',
      'one broken byte deep in UTF-8',
      [utf8(text.repeat(900)), Uint8Array.of(0xe1, 0x41), utf8(text.repeat(900))],
    ],
    ['encoding-unknown', 'a zero byte', [utf8(`${text}\0`)]],
    ['encoding-unknown', 'control bytes among others', [Uint8Array.of(0xe1, 0x41, 0x02, 0xff, 0x90)]],
    ['encoding-unknown', 'half a letter in UTF-16', [utf16(`\ufeff${text}`).subarray(0, 41)]],
    [
      'file-truncated',
      'the end in the middle of a letter',
      [utf8(`${text}Hoà`).subarray(0, utf8(text).length + 3)],
    ],
  ])('refuses as %s: %s', (rule, _, pieces) => {
    expect(ruleOf(...pieces)).toBe(rule);
  });

  test('takes all Vietnamese text in UTF-8 for UTF-8', () => {
    fc.assert(
      fc.property(vietnamese(), (words) => {
        expect(formOf(utf8(words)).encoding).toBe('utf-8');
      }),
    );
  });
});

describe('decoded', () => {
  test('reads Windows-1258 composed, however it is split', async () => {
    await fc.assert(
      fc.asyncProperty(vietnamese(), fc.nat(80), async (words, cut) => {
        expect(await textOf(halves(in1258(words), cut), 'windows-1258')).toBe(words.normalize('NFC'));
      }),
    );
  });

  test('reads UTF-8 and UTF-16 without their mark, however they are split', async () => {
    await fc.assert(
      fc.asyncProperty(vietnamese(), fc.nat(80), async (words, cut) => {
        expect(await textOf(halves(utf8(`\ufeff${words}`), cut), 'utf-8')).toBe(words);
        expect(await textOf(halves(utf16(`\ufeff${words}`), cut), 'utf-16le')).toBe(words);
        expect(await textOf(halves(utf16(`\ufeff${words}`, true), cut), 'utf-16be')).toBe(words);
      }),
    );
  });

  test('refuses bytes that changed since they were looked at', async () => {
    await expect(textOf([Uint8Array.of(0xff)], 'utf-8')).rejects.toMatchObject({
      complaint: { rule: 'encoding-unknown' },
    });
  });
});
