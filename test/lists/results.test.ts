import { describe, expect, test } from 'vitest';
import { AttemptReason } from '../../shared/domain/payout.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { readResults } from '../../shared/lists/results.ts';
import { aDay, aPayout, lines } from '../support/build.ts';

const today = aDay('2016-08-03');
const payout = { commune: aPayout(1).commune, recipientId: aPayout(1).recipientId };
const number = payoutNumber(payout);
const header = ['Phiếu', 'Số chi trả', 'Kết quả', 'Người nhận', 'Ngày trả'];
const sheet = '01834-1.2016-08-03';
const list = (...rows: string[][]) => {
  const read = readResults(lines(header, ...rows), today);
  if ('refused' in read) throw new Error(read.refused.rule);
  return read;
};
const read = (result: string, paidTo = '', paidOn = '') =>
  list([sheet, number, result, paidTo, paidOn]).rows[0];
const rulesOf = (row: ReturnType<typeof read>) =>
  row && 'unclear' in row ? row.unclear.map(({ rule, column }) => `${column} ${rule}`) : [];

describe('readResults', () => {
  test.each([
    ['x', undefined],
    ['X', undefined],
    ['✓', undefined],
    ['xong', undefined],
    ['270.000', 270_000],
    ['270000 đ', 270_000],
  ])('"%s" is paid', (result, amount) => {
    expect(read(result)).toEqual({
      row: 2,
      number,
      payout,
      said: { outcome: 'paid', paidTo: 'self', on: today, ...(amount !== undefined && { amount }) },
    });
  });

  test.each([...AttemptReason.options, 'absent'])('%s is a reason', (result) => {
    expect(read(result)).toEqual({
      row: 2,
      number,
      payout,
      said: { outcome: 'attempt', reason: result.toUpperCase(), on: today },
    });
  });

  test.each(['', '  ', '\u00a0'])('blank says nothing: %j', (result) => {
    expect(read(result)).toEqual({ row: 2, number, payout, said: undefined });
  });

  test('to whom and when are the teller’s word', () => {
    expect(read('x', 'Proxy', '01/08/2016')).toMatchObject({
      said: { outcome: 'paid', paidTo: 'proxy', on: '2016-08-01' },
    });
    expect(read('ABSENT', 'guardian', '2016-08-02')).toMatchObject({
      said: { outcome: 'attempt', reason: 'ABSENT', on: '2016-08-02' },
    });
    expect(read('x', '', '3.8.2016')).toMatchObject({ said: { on: '2016-08-03' } });
  });

  describe('a blank day', () => {
    const onOf = (sheetId: string, on = today, paidOn = '') => {
      const rows = readResults(lines(header, [sheetId, number, 'x', '', paidOn]), on);
      const row = 'rows' in rows ? rows.rows[0] : undefined;
      return row && 'said' in row ? row.said?.on : undefined;
    };
    const [tomorrow, nextMonth] = [aDay('2016-08-04'), aDay('2016-09-04')];

    test.each([
      ['a day', '01834-1.2016-08-02', '2016-08-02'],
      ['a home round', '01834-1.2016-08-02.home', '2016-08-02'],
      ['a catch-up, though its day has not come', '01834-1.2016-08-17.catch-up', '2016-08-17'],
    ])('is the sheet’s own: %s', (_, sheetId, expected) => {
      for (const day of [today, tomorrow, nextMonth]) expect(onOf(sheetId, day)).toBe(expected);
    });

    test.each(['', 'không rõ', '01834-1'])('is today where the sheet is none: %j', (sheetId) => {
      expect([onOf(sheetId), onOf(sheetId, tomorrow)]).toEqual([today, tomorrow]);
    });

    // The id has the shape of one, and its day is in no calendar.
    test('is today where the sheet’s day is none', () => {
      expect(onOf('01834-1.2016-13-45')).toBe(today);
    });

    test('gives way to a day that is written', () => {
      expect(onOf('01834-1.2016-08-02', today, '01/08/2016')).toBe('2016-08-01');
    });

    test('gives the same proof whenever the sheet is uploaded', () => {
      const said = [today, tomorrow, nextMonth].map((day) =>
        readResults(lines(header, [sheet, number, 'x']), day),
      );
      expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1);
    });
  });

  test.each<[string, [string, string, string], string]>([
    ['a result that is none', ['vắng', '', ''], 'result result-unclear'],
    ['half an amount', ['270.5', '', ''], 'result result-unclear'],
    ['an amount in thousands', ['270', '', ''], 'result result-unclear'],
    ['somebody unknown', ['x', 'vợ', ''], 'paid_to paid-to-unclear'],
    ['tomorrow', ['x', '', '04/08/2016'], 'paid_on paid-on-to-come'],
    ['a day that is none', ['x', '', '31/06/2016'], 'paid_on paid-on-unclear'],
    ['a year of two digits', ['x', '', '03/08/16'], 'paid_on paid-on-unclear'],
  ])('is unclear with %s', (_, said, expected) => {
    expect(rulesOf(read(...said))).toEqual([expected]);
    expect(read(...said)).toMatchObject({ row: 2, number });
    expect(read(...said)).not.toHaveProperty('said');
  });

  test.each([
    ['', 'payout value-missing'],
    ['01834-00000-00001', 'payout payout-number-wrong'],
    ['Hoàng Thị X', 'payout payout-number-wrong'],
  ])('is unclear with the number "%s"', (typed, expected) => {
    const [row] = list([sheet, typed, 'x']).rows;
    expect(rulesOf(row)).toEqual([expected]);
    expect(row?.number).toBe(typed);
  });

  test('forgives how a number is typed', () => {
    const [row] = list([sheet, number.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'), 'x']).rows;
    expect(row).toMatchObject({ payout });
  });

  test('every unclear row says what is wrong in two languages', () => {
    const [row] = list([sheet, '1', '?', '?', '?']).rows;
    expect(row && 'unclear' in row && row.unclear).toHaveLength(4);
    for (const { message, advice } of row && 'unclear' in row ? row.unclear : [])
      for (const text of [message.vi, message.en, advice.vi, advice.en]) expect(text.trim()).not.toBe('');
  });

  test('has one row for each of the file, in its order, but for day-done', () => {
    const { rows, daysDone, sheets } = list(
      [sheet, number, 'x'],
      ['', 'không rõ', 'x'],
      [sheet, 'DAY-DONE', 'x'],
      ['không rõ', number, ''],
    );
    expect(rows.map((row) => row.row)).toEqual([2, 3, 5]);
    expect([daysDone, sheets]).toEqual([[sheet], [sheet]]);
  });

  test.each<[string, string[], string[]]>([
    ['an x', [sheet, 'DAY-DONE', 'x'], [sheet]],
    ['done', [sheet, 'day-done', 'Done'], [sheet]],
    ['nothing', [sheet, 'DAY-DONE', ''], []],
    ['something else', [sheet, 'DAY-DONE', 'ABSENT'], []],
    ['an x, but no sheet', ['', 'DAY-DONE', 'x'], []],
    ['an x for a sheet that is none', ['01834', 'DAY-DONE', 'x'], []],
  ])('a day is done where it says so: %s', (_, row, expected) => {
    const { rows, daysDone } = list(row);
    expect([rows, daysDone]).toEqual([[], expected]);
  });

  test('names every sheet that it has rows of once', () => {
    const other = '01834-1.2016-08-03.home';
    expect(list([sheet, number, 'x'], [other, number, ''], [sheet, number, '']).sheets).toEqual([
      sheet,
      other,
    ]);
  });

  test.each([
    ['a column', ['Phiếu', 'Số chi trả'], 'column-missing'],
    ['one column only', [...header, 'result'], 'column-twice'],
  ])('refuses a file without %s', (_, wrong, rule) => {
    expect(readResults(lines(wrong, []), today)).toMatchObject({ refused: { rule } });
  });
});
