import { expect, test } from 'vitest';
import { writeCsv } from '../../../shared/lists/csv.ts';
import { openListFile } from '../../../shared/lists/file/open-list-file.ts';
import { errorsWorkbook } from '../../../shared/lists/report/errors-workbook.ts';
import { readingReport } from '../../../shared/lists/report/reading-report.ts';
import { readRoster } from '../../../shared/lists/roster/roster.ts';
import { aListFile, cellsIn, utf8 } from '../../support/list-files.ts';
import { rosterRules } from '../../support/roster.ts';

const header = ['Mã xã', 'Số sổ', 'Họ và tên', 'Năm sinh', 'Thôn', 'Nhóm', 'Hệ số', 'Mức trợ cấp', 'Ghi chú'];
const row = (file: string, amount: string, born = '1936') => [
  '01834',
  file,
  'Hoàng Thị Xuân',
  born,
  'Nà  Làng',
  '5.5b',
  '1',
  amount,
  '- xem lại',
];

const read = async (name: string, bytes: Uint8Array, kind: 'roster' | 'corrections') => {
  const opened = await openListFile(aListFile(name, bytes));
  const rules = rosterRules({ kind });
  const report = readingReport(opened, rules);
  const outcomes: string[] = [];
  const rows = readRoster(opened, rules);
  let batch = await rows.next();
  for (; batch.done !== true; batch = await rows.next()) {
    for (const one of batch.value) {
      report.add(one);
      outcomes.push(one.outcome);
    }
  }
  return { outcomes, ...report.end(batch.value) };
};

const errorsOf = async (...rows: string[][]) => {
  const { reading, rejected } = await read('a.csv', utf8(writeCsv([header, ...rows])), 'roster');
  return errorsWorkbook(reading.headers, rejected);
};

test('a second row of somebody that comes back as it was does not take the place of the first', async () => {
  const errors = await errorsOf(row('S-1', '270000'), row('S-1', '540000'));
  const { outcomes, findings } = await read('errors.xlsx', errors, 'corrections');
  expect(outcomes).toEqual(['rejected']);
  expect(findings.map(({ rule }) => rule)).toContain('not-mended');
});

test('one that was mended is read, and so is any other row as it is', async () => {
  const errors = await errorsOf(row('S-1', '270000'), row('S-1', '540000'), row('S-2', '270000', '36'));
  const [names = [], twice = [], unclear = []] = await cellsIn('errors.xlsx', errors);
  expect(unclear.join(' ')).not.toContain('#');
  const mended = writeCsv([names, twice.with(1, 'S-9'), unclear.with(3, '1936')]);
  expect((await read('mended.csv', utf8(mended), 'corrections')).outcomes).toEqual(['entitled', 'entitled']);
});

test('what is still unmended stays so in the next workbook of errors', async () => {
  const errors = await errorsOf(row('S-1', '270000'), row('S-1', '540000'));
  const again = await read('errors.xlsx', errors, 'corrections');
  const next = await errorsWorkbook(again.reading.headers, again.rejected);
  expect((await read('errors.xlsx', next, 'corrections')).outcomes).toEqual(['rejected']);
});
