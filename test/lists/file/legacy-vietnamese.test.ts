import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { legacyOf, singleByteForm, unicodeOf } from '../../../shared/lists/file/legacy-vietnamese.ts';
import { vietnamese } from '../../support/arbitrary.ts';
import { in1258, inTcvn3, inVni, singleBytes, twiceInUtf8 } from '../../support/legacy-text.ts';

const names = [
  'Họ và tên',
  'Số sổ lĩnh tiền',
  'Nguyễn Thị Hoà',
  'Hoàng Văn Đức',
  'Triệu Thị Mẩy',
  'Đặng Văn Phúc',
  'Thôn Bản Chang',
  'Xã Cường Lợi',
  'Người khuyết tật nặng',
  'Lường Thị Tươi',
];
const encoders = [
  ['TCVN3', inTcvn3],
  ['VNI', inVni],
  ['double UTF-8', (text: string) => twiceInUtf8(text)],
] as const;

/** Words that make sense in Vietnamese, as lists hold them. */
const list = fc.array(fc.constantFrom(...names), { minLength: 8, maxLength: 200 });

describe('unicodeOf', () => {
  test.each([
    ['TCVN3', 'NguyÔn ThÞ Hoµ', 'Nguyễn Thị Hoà'],
    ['TCVN3', '§Æng V¨n Phóc', 'Đặng Văn Phúc'],
    ['TCVN3', 'NGUYÔN THÞ HOµ', 'NGUYỄN THỊ HOÀ'],
    ['TCVN3', 'Q§ 12/Q§-UBND', 'QĐ 12/QĐ-UBND'],
    ['VNI', 'Nguyeãn Thò Hoaø', 'Nguyễn Thị Hoà'],
    ['VNI', 'ÑAËNG VAÊN PHUÙC', 'ĐẶNG VĂN PHÚC'],
    ['VNI', 'Lyù Thò Kyõ, Loä Ninh, Ñöùc', 'Lý Thị Kỹ, Lộ Ninh, Đức'],
    ['double UTF-8', 'Nguyá»…n Thá»‹ HoÃ\u00a0', 'Nguyễn Thị Hoà'],
    ['double UTF-8', 'Ä\u0090áº·ng', 'Đặng'],
    ['double UTF-8', 'HoÃ (cut off)', 'HoÃ (cut off)'],
  ] as const)('reads %s: %s', (legacy, written, text) => {
    expect(unicodeOf(written, legacy)).toBe(text);
  });

  test.each(['TCVN3', 'VNI', 'double UTF-8'] as const)(
    'leaves Vietnamese in Unicode and plain text in a list of %s',
    (legacy) => {
      for (const cell of ['Nguyễn Thị Hoà', 'Đà Nẵng', 'Hoang Van A', '405000', ''])
        expect(unicodeOf(cell, legacy)).toBe(cell);
    },
  );

  test.each(encoders)('reads back whatever %s can write', (legacy, encode) => {
    fc.assert(
      fc.property(vietnamese(), (text) => {
        // Capitals with a tone do not exist in TCVN3.
        const written = legacy === 'TCVN3' ? text.toLowerCase() : text;
        expect(unicodeOf(encode(written.normalize('NFC')), legacy)).toBe(written.normalize('NFC'));
      }),
    );
  });

  test('reads capitals back from TCVN3, where a whole cell has them', () => {
    for (const name of names.map((one) => one.toUpperCase()))
      expect(unicodeOf(inTcvn3(name), 'TCVN3')).toBe(name);
  });

  test('reads what was opened as Windows-1258', () => {
    for (const name of names) expect(unicodeOf(twiceInUtf8(name, 'windows-1258'), 'double UTF-8')).toBe(name);
  });
});

describe('legacyOf', () => {
  test.each(encoders)('knows a list in %s', (legacy, encode) => {
    expect(legacyOf(names.map(encode))).toBe(legacy);
    fc.assert(
      fc.property(list, (cells) => {
        expect(legacyOf(cells.map(encode))).toBe(legacy);
      }),
    );
  });

  test.each(encoders)('knows it although some cells are in Unicode: %s', (legacy, encode) => {
    expect(legacyOf([...names, ...names.map(encode)])).toBe(legacy);
  });

  test('leaves every list in Unicode alone, composed or not', () => {
    fc.assert(
      fc.property(fc.array(vietnamese(), { maxLength: 200 }), list, (some, more) => {
        expect(legacyOf([...some, ...more])).toBeUndefined();
        expect(legacyOf(more.map((name) => name.normalize('NFD')))).toBeUndefined();
      }),
    );
  });

  test.each([
    [
      'names with Latin-1 letters only',
      ['Lê Tô Hà', 'Hoàng Hà', 'Tô Và', 'Hà Lê', 'Lê Là', 'Võ Tá', 'Lã Hòa'],
    ],
    [
      'French',
      ['Voilà', 'très élégant', 'déjà vu', 'Noël à la crème', 'garçon', 'où', 'château', 'naïve façade'],
    ],
    ['signs', ['10 m²', '5×5', '20 °C', '½', '§ 5', '© 2016', '®', '«Hoa»', 'µ', '10µm', '±1', '1ª']],
    ['plain text', ['Hoang Thi X', '405000', 'a-b_c', '']],
    ['too few words to be sure', ['NguyÔn ThÞ Hoµ']],
  ])('leaves %s alone', (_, cells) => {
    expect(legacyOf(cells)).toBeUndefined();
  });
});

describe('singleByteForm', () => {
  test('tells TCVN3, VNI and Windows-1258 apart', () => {
    fc.assert(
      fc.property(list, (cells) => {
        const text = cells.join(',');
        expect(singleByteForm(singleBytes(inTcvn3(text)))).toEqual({
          encoding: 'windows-1252',
          legacy: 'TCVN3',
        });
        expect(singleByteForm(singleBytes(inVni(text)))).toEqual({ encoding: 'windows-1252', legacy: 'VNI' });
        expect(singleByteForm(in1258(text))).toEqual({ encoding: 'windows-1258' });
      }),
    );
  });

  test('knows no text where no word makes sense', () => {
    expect(singleByteForm(singleBytes('a\u00fdzz\u00c4\u00d6 '.repeat(50)))).toBeUndefined();
  });
});
