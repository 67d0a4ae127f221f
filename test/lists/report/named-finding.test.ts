import { describe, expect, test } from 'vitest';
import { complaint, type Finding } from '../../../shared/domain/finding.ts';
import { findingLine, namedFinding } from '../../../shared/lists/report/named-finding.ts';

const finding: Finding = {
  sheet: '2',
  row: 12,
  column: 'id_number',
  value: '6136000123',
  ...complaint(
    'id-number-lost-zero',
    { vi: 'Số CCCD mất số 0.', en: 'The id number lost its zeros.' },
    { vi: 'Ghi đủ 12 số.', en: 'Write all 12 digits.' },
  ),
};
const columns = [{ at: 3, header: 'Số\nCCCD', field: 'id_number' }];
const headers = [
  { sheet: 1, name: 'Nà Làng', headerRow: 1, columns: [] },
  { sheet: 2, name: 'Yên Hân', headerRow: 5, columns },
];

describe('namedFinding', () => {
  test('names the sheet and the column as the file does', () => {
    expect(namedFinding(finding, headers)).toEqual({ ...finding, sheet: 'Yên Hân', column: 'Số\nCCCD' });
  });

  test('leaves what the file has no name for', () => {
    expect(namedFinding({ ...finding, column: 'hamlet' }, headers)).toMatchObject({ column: 'hamlet' });
    expect(namedFinding({ ...finding, sheet: '' }, headers)).toEqual({ ...finding, sheet: '' });
    expect(namedFinding({ ...finding, sheet: '' }, [{ sheet: 0, name: '', headerRow: 1, columns }])).toEqual({
      ...finding,
      sheet: '',
      column: 'Số\nCCCD',
    });
  });

  test('of several tables in one sheet the last above the row counts', () => {
    const second = {
      sheet: 2,
      name: 'Yên Hân',
      headerRow: 10,
      columns: [{ at: 0, header: 'CMND', field: 'id_number' }],
    };
    const all = [...headers, second];
    expect(namedFinding(finding, all).column).toBe('CMND');
    expect(namedFinding({ ...finding, row: 9 }, all).column).toBe('Số\nCCCD');
    expect(namedFinding({ ...finding, row: 0 }, all).column).toBe('Số\nCCCD');
  });
});

describe('findingLine', () => {
  test('says where, what and what to do in one line, without the value', () => {
    expect(findingLine(namedFinding(finding, headers))).toBe(
      'LỖI/ERROR: Yên Hân, dòng/row 12, Số CCCD: Số CCCD mất số 0. / The id number lost its zeros. → Ghi đủ 12 số. / Write all 12 digits.',
    );
  });

  test('says that a finding is about the whole file', () => {
    const whole = { ...finding, sheet: '', row: 0, column: '', severity: 'warning' } as const;
    expect(findingLine(whole)).toMatch(/^Lưu ý\/Warning: cả tệp\/whole file: Số CCCD/);
  });
});
