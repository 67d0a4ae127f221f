import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defused, undefused, workbookText } from '../../../shared/lists/file/cell-text.ts';
import { anyText } from '../../support/arbitrary.ts';

describe('defused', () => {
  test.each([
    ['=1+1', `'=1+1`],
    ['+84912345678', `'+84912345678`],
    ['- tăng mới', `'- tăng mới`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `'\t=1`],
    ['\r=1', `'\r=1`],
    [`'=1+1`, `''=1+1`],
  ])('puts an apostrophe before %j', (text, wanted) => {
    expect(defused(text)).toBe(wanted);
  });

  test.each(['', 'Hoàng Thị Xuân', '006136000123', "'Nà Làng", '5(5)b', '1-2', ' =1'])(
    'leaves %j alone',
    (text) => {
      expect(defused(text)).toBe(text);
      expect(undefused(text)).toBe(text);
    },
  );

  const starts = fc.constantFrom('', "'", "''", '=', '+', '-', '@', '\t', '\r', "'=", "''-");
  test('what it did to any text is undone to the letter', () => {
    fc.assert(
      fc.property(starts, anyText(), (start, rest) => {
        expect(undefused(defused(start + rest))).toBe(start + rest);
        expect(defused(start + rest)).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});

test('a text that is too long for a cell is cut, and half a sign is no sign', () => {
  expect(workbookText('a'.repeat(40_000))).toHaveLength(32_767);
  expect(workbookText('\ud800')).toBe('\ufffd');
});
