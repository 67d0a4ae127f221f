import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sheetNames } from '../../../shared/lists/report/sheet-names.ts';

test.each([
  ['Tăng mới / New', 'Tăng mới - New'],
  ['[1]:*?/\\', '-1------'],
  [`'Nà Làng'`, 'Nà Làng'],
  ['Đổi người nhận / Changed collector', 'Đổi người nhận - Changed collec'],
  ['', 'Sheet'],
  [`  '' `, 'Sheet'],
  ['History', 'History (2)'],
])('%j becomes %j', (wanted, name) => {
  expect(sheetNames([wanted])).toEqual([name]);
});

test('names that Excel would take for one are numbered', () => {
  const long = 'X'.repeat(40);
  expect(sheetNames(['Yên Hân', 'YÊN HÂN', long, long])).toEqual([
    'Yên Hân',
    'YÊN HÂN (2)',
    'X'.repeat(31),
    `${'X'.repeat(27)} (2)`,
  ]);
});

test('any names are made into as many different ones that Excel takes', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 8 }), (wanted) => {
      const names = sheetNames(wanted);
      expect(names).toHaveLength(wanted.length);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^[^'[\]:*?/\\]([^[\]:*?/\\]{0,29}[^'[\]:*?/\\])?$/);
    }),
  );
});
