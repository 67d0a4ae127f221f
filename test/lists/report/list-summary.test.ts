import { describe, expect, test } from 'vitest';
import { complaint, type Finding } from '../../../shared/domain/finding.ts';
import type { List } from '../../../shared/domain/payout-list.ts';
import { FileReading } from '../../../shared/lists/report/file-reading.ts';
import { summarise } from '../../../shared/lists/report/list-summary.ts';
import { assistance, august, listId } from '../../support/build.ts';

const words = { vi: 'Sai.', en: 'Wrong.' };
const finding = (row: number, severity: Finding['severity'], rule = 'rule'): Finding => ({
  sheet: '',
  row,
  column: 'amount',
  value: '?',
  ...complaint(rule, words, words, severity),
});
const list: List = {
  listId,
  kind: 'roster',
  key: 'inbox/roster/assistance/2016-08/ds.csv',
  copyKey: 'lists/20160720T010203-a1/ds.csv',
  uploader: 'officer-1',
  arrivedAt: '2016-07-20T01:02:03.000Z',
  status: 'held',
  heldBecause: 'large-change',
  programme: assistance,
  month: august,
  rows: 10,
  rejected: 3,
};

describe('summarise', () => {
  test('says what became of a list, without who sent it', () => {
    const changes = {
      new: 1,
      changed: 2,
      unchanged: 3,
      stopped: 4,
      stopsWaiting: 5,
      superseded: 0,
      amountBefore: 540_000,
      amountAfter: 270_000,
    };
    expect(summarise({ ...list, changes }, [finding(2, 'warning')])).toEqual({
      listId,
      file: 'ds.csv',
      kind: 'roster',
      month: '2016-08',
      status: 'held',
      heldBecause: 'large-change',
      refused: undefined,
      rows: 10,
      accepted: 7,
      rejected: 3,
      warnings: 1,
      changes,
      findings: [finding(2, 'warning')],
      findingsLeftOut: 0,
    });
  });

  test('says why a file was refused', () => {
    const refused = complaint('file-empty', words, words);
    expect(summarise({ ...list, status: 'refused' }, [], refused)).toMatchObject({
      status: 'refused',
      refused,
    });
  });

  test('goes by rows, a row’s errors before its warnings, and otherwise as they were found', () => {
    const found = [
      finding(3, 'warning', 'a'),
      finding(3, 'error', 'b'),
      finding(3, 'error', 'c'),
      finding(3, 'warning', 'd'),
      finding(2, 'warning', 'e'),
      finding(10, 'error', 'f'),
    ];
    expect(
      summarise(list, found)
        .findings.map(({ rule }) => rule)
        .join(''),
    ).toBe('ebcadf');
    expect(found[0]?.rule).toBe('a');
  });

  const headers = [
    {
      sheet: 1,
      name: 'Yên Hân',
      headerRow: 5,
      columns: [
        { at: 0, header: 'STT' },
        { at: 27, header: 'Mức trợ cấp', field: 'amount' },
      ],
    },
  ];
  const reading: FileReading = {
    encoding: 'xlsx',
    headers,
    skipped: { subtotal: 2, signature: 3 },
    sampleNames: ['Hoàng Thị Xuân'],
    fileTotal: 810_000,
    sum: 540_000,
  };

  test('says how the file was read, in the words of the file', () => {
    const inSheet = { ...finding(7, 'error'), sheet: '1' };
    const files = { errors: 'reports/lists/x/errors.xlsx' };
    expect(summarise(list, [inSheet], undefined, { reading, files })).toMatchObject({
      encoding: 'xlsx',
      sampleNames: ['Hoàng Thị Xuân'],
      fileTotal: 810_000,
      sum: 540_000,
      skipped: 5,
      skippedWhy: { subtotal: 2, signature: 3 },
      sheets: [
        {
          name: 'Yên Hân',
          headerRow: 5,
          columns: [
            { column: 'A', header: 'STT' },
            { column: 'AB', header: 'Mức trợ cấp', field: 'amount' },
          ],
        },
      ],
      findings: [{ ...inSheet, sheet: 'Yên Hân', column: 'Mức trợ cấp' }],
      files,
    });
  });

  test('goes by sheets before rows', () => {
    const rows = [
      ['10', 2],
      ['2', 9],
      ['2', 1],
      ['', 5],
    ] as const;
    const found = rows.map(([sheet, row]) => ({ ...finding(row, 'error'), sheet }));
    expect(summarise(list, found).findings.map(({ sheet, row }) => [sheet, row])).toEqual([
      ['', 5],
      ['2', 1],
      ['2', 9],
      ['10', 2],
    ]);
  });

  test('of too many findings it keeps the errors and counts what it leaves out', () => {
    const warnings = Array.from({ length: 4_000 }, (_, row) => finding(row + 1, 'warning'));
    const errors = Array.from({ length: 2_000 }, (_, row) => finding(row + 5_000, 'error'));
    const summary = summarise(list, [...warnings, ...errors]);
    expect(summary.findings).toHaveLength(5_000);
    expect(summary.findings.filter(({ severity }) => severity === 'error')).toHaveLength(2_000);
    expect(summary).toMatchObject({ warnings: 4_000, findingsLeftOut: 1_000 });
  });

  test('warnings that were counted but not kept are left out too', () => {
    const found = [finding(2, 'error'), finding(3, 'warning')];
    expect(summarise(list, found, undefined, { warningsLeftOut: 70_000 })).toMatchObject({
      warnings: 70_001,
      findingsLeftOut: 70_000,
    });
  });

  test('a reading is the same after it has lain in a file', () => {
    expect(FileReading.parse(JSON.parse(JSON.stringify(reading)))).toEqual(reading);
  });
});
