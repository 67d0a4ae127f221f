import { describe, expect, test } from 'vitest';
import { AttemptReason, PaidTo } from '../../shared/domain/payout.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { paidToWords } from '../../shared/lists/paid-words.ts';
import { reasonWords } from '../../shared/lists/reason-words.ts';
import { noteMax, readResults, resultLayout } from '../../shared/lists/results.ts';
import { type MovedDays, movedDays } from '../../shared/domain/moved-day.ts';
import { aDay, aMovedDay, aPayout } from '../support/build.ts';
import { tableOf } from '../support/list-files.ts';

const today = aDay('2016-08-03');
const payout = { commune: aPayout(1).commune, recipientId: aPayout(1).recipientId };
const number = payoutNumber(payout);
const header = ['Phiếu', 'Số chi trả', 'Kết quả', 'Người nhận', 'Ngày trả', 'Ghi chú'];
const sheet = '01834-1.2016-08-03';
const tableWith = (...rows: string[][]) => tableOf(resultLayout, [header, ...rows]);
const openOn = aDay('2016-07-20');
const daysOf = (on = today, moved: MovedDays = new Map()) => ({ today: on, openOn, moved });
const listOn = async (on: typeof today, ...rows: string[][]) =>
  readResults(await tableWith(...rows), daysOf(on));
const list = (...rows: string[][]) => listOn(today, ...rows);
const read = async (result: string, paidTo = '', paidOn = '') =>
  (await list([sheet, number, result, paidTo, paidOn])).rows[0];
const rulesOf = (row: Awaited<ReturnType<typeof read>>) =>
  row && 'unclear' in row ? row.unclear.map(({ rule, column }) => `${column} ${rule}`) : [];

describe('readResults', () => {
  test.each([
    ['x', undefined],
    ['X', undefined],
    ['✓', undefined],
    ['xong', undefined],
    ['Đã trả', undefined],
    ['đã nhận', undefined],
    ['da chi', undefined],
    ['rồi', undefined],
    ['270.000', 270_000],
    ['270000 đ', 270_000],
  ])('"%s" is paid', async (result, amount) => {
    expect(await read(result)).toEqual({
      sheet: 0,
      row: 2,
      number,
      payout,
      said: { outcome: 'paid', paidTo: 'self', on: today, ...(amount !== undefined && { amount }) },
    });
  });

  test.each([...AttemptReason.options, 'absent'])('%s is a reason', async (result) => {
    expect(await read(result)).toEqual({
      sheet: 0,
      row: 2,
      number,
      payout,
      said: { outcome: 'attempt', reason: result.toUpperCase(), on: today },
    });
  });

  test.each([
    ['vắng', 'ABSENT'],
    ['Ốm tại nhà', 'SICK_AT_HOME'],
    ['mất', 'DIED'],
    ['giấy uỷ quyền hết hạn', 'PROXY_INVALID_OR_EXPIRED'],
  ])('"%s" is the reason %s', async (result, reason) => {
    expect(await read(result)).toMatchObject({ said: { outcome: 'attempt', reason, on: today } });
  });

  test.each(['', '  ', '\u00a0'])('blank says nothing: %j', async (result) => {
    expect(await read(result)).toEqual({ sheet: 0, row: 2, number, payout, said: undefined });
  });

  test('to whom and when are the teller’s word', async () => {
    expect(await read('x', 'Proxy', '01/08/2016')).toMatchObject({
      said: { outcome: 'paid', paidTo: 'proxy', on: '2016-08-01' },
    });
    expect(await read('ABSENT', 'guardian', '2016-08-02')).toMatchObject({
      said: { outcome: 'attempt', reason: 'ABSENT', on: '2016-08-02' },
    });
    expect(await read('x', 'người giám hộ', '2016-08-02')).toMatchObject({ said: { paidTo: 'guardian' } });
    expect(await read('x', '', '3.8.2016')).toMatchObject({ said: { on: '2016-08-03' } });
  });

  describe('a blank day', () => {
    const onOf = async (sheetId: string, on = today, paidOn = '') => {
      const [row] = (await listOn(on, [sheetId, number, 'x', '', paidOn])).rows;
      return row && 'said' in row ? row.said?.on : undefined;
    };
    const [tomorrow, nextMonth] = [aDay('2016-08-04'), aDay('2016-09-04')];

    test.each([
      ['a day', '01834-1.2016-08-02', '2016-08-02'],
      ['a home round', '01834-1.2016-08-02.home', '2016-08-02'],
      ['a catch-up, though its day has not come', '01834-1.2016-08-17.catch-up', '2016-08-17'],
      ['a second home round, before its day too', '01834-1.2016-08-17.home-again', '2016-08-17'],
    ])('is the sheet’s own: %s', async (_, sheetId, expected) => {
      for (const day of [today, tomorrow, nextMonth]) expect(await onOf(sheetId, day)).toBe(expected);
    });

    test.each<[string, [string, string, string], string[]]>([
      ['a day', ['', 'x', ''], ['paid_on paid-on-to-come']],
      ['a home round', ['.home', '270000', ''], ['paid_on paid-on-to-come']],
      ['a visit that was not yet', ['.home', 'vắng', ''], ['paid_on paid-on-to-come']],
      ['nothing is said of it', ['', '', ''], []],
      ['the day is written', ['', 'x', '03/08/2016'], []],
    ])('of a sheet whose day has not come is unclear: %s', async (_, [kind, result, paidOn], expected) => {
      const [row] = (await list([`01834-1.2016-08-04${kind}`, number, result, '', paidOn])).rows;
      expect(rulesOf(row)).toEqual(expected);
    });

    test('is looked at where the day of the sheet is now', async () => {
      const moved = movedDays([aMovedDay('2016-08-02', '2016-08-04'), aMovedDay('2016-08-05', '2016-08-03')]);
      const table = await tableWith(
        ['01834-1.2016-08-02', number, 'x'],
        ['01834-1.2016-08-02.home', number, 'x'],
        ['01834-1.2016-08-05', number, 'x'],
      );
      const { rows } = readResults(table, daysOf(today, moved));
      expect(rows.map(rulesOf)).toEqual([['paid_on paid-on-to-come'], ['paid_on paid-on-to-come'], []]);
    });

    test('of a sheet of an earlier month is too early', async () => {
      for (const sheetId of ['01834-1.2016-07-05', '01834-1.2016-07-19.catch-up']) {
        const [row] = (await list([sheetId, number, 'x'])).rows;
        expect(rulesOf(row)).toEqual(['paid_on paid-on-too-early']);
      }
    });

    test.each(['', 'không rõ', '01834-1'])('is today where the sheet is none: %j', async (sheetId) => {
      expect([await onOf(sheetId), await onOf(sheetId, tomorrow)]).toEqual([today, tomorrow]);
    });

    // The id has the shape of one, and its day is in no calendar.
    test('is today where the sheet’s day is none', async () => {
      expect(await onOf('01834-1.2016-13-45')).toBe(today);
    });

    test('gives way to a day that is written', async () => {
      expect(await onOf('01834-1.2016-08-02', today, '01/08/2016')).toBe('2016-08-01');
    });

    test('gives the same proof whenever the sheet is uploaded', async () => {
      const days = [today, tomorrow, nextMonth];
      const said = await Promise.all(days.map((day) => listOn(day, [sheet, number, 'x'])));
      expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1);
    });
  });

  test.each<[string, [string, string, string], string]>([
    ['a result that is none', ['hm', '', ''], 'result result-unclear'],
    ['a word that may be another', ['mat', '', ''], 'result result-unclear'],
    ['half an amount', ['270.5', '', ''], 'result result-unclear'],
    ['an amount in thousands', ['270', '', ''], 'result result-unclear'],
    ['somebody unknown', ['x', 'vợ', ''], 'paid_to paid-to-unclear'],
    ['one of the family', ['x', 'con trai', ''], 'paid_to paid-to-unclear'],
    ['tomorrow', ['x', '', '04/08/2016'], 'paid_on paid-on-to-come'],
    ['a day before the period was opened', ['x', '', '19/07/2016'], 'paid_on paid-on-too-early'],
    ['a visit before it', ['ABSENT', '', '2016-07-19'], 'paid_on paid-on-too-early'],
    ['a day that is none', ['x', '', '31/06/2016'], 'paid_on paid-on-unclear'],
    ['a year of two digits', ['x', '', '03/08/16'], 'paid_on paid-on-unclear'],
  ])('is unclear with %s', async (_, said, expected) => {
    expect(rulesOf(await read(...said))).toEqual([expected]);
    expect(await read(...said)).toMatchObject({ row: 2, number });
    expect(await read(...said)).not.toHaveProperty('said');
  });

  test('may be of the day on which the period was opened', async () => {
    expect(await read('x', '', '20/07/2016')).toMatchObject({ said: { on: '2016-07-20' } });
  });

  test('an unclear word is answered with those that are read, in Vietnamese', async () => {
    const row = await read('hm', 'con trai');
    const [result, whom] = row && 'unclear' in row ? row.unclear.map(({ advice }) => advice.vi) : [];
    for (const reason of AttemptReason.options)
      expect(result?.toLowerCase()).toContain(reasonWords[reason].vi.toLowerCase());
    for (const paidTo of PaidTo.options)
      expect(whom?.toLowerCase()).toContain(paidToWords[paidTo].vi.toLowerCase());
  });

  test.each([
    ['', 'payout value-missing'],
    ['01834-00000-00001', 'payout payout-number-wrong'],
    ['Hoàng Thị X', 'payout payout-number-wrong'],
  ])('is unclear with the number "%s"', async (typed, expected) => {
    const [row] = (await list([sheet, typed, 'x'])).rows;
    expect(rulesOf(row)).toEqual([expected]);
    expect(row?.number).toBe(typed);
  });

  test('forgives how a number is typed', async () => {
    const [row] = (await list([sheet, number.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'), 'x']))
      .rows;
    expect(row).toMatchObject({ payout });
  });

  test('every unclear row says what is wrong in two languages', async () => {
    const [row] = (await list([sheet, '1', '?', '?', '?'])).rows;
    expect(row && 'unclear' in row && row.unclear).toHaveLength(4);
    for (const { message, advice } of row && 'unclear' in row ? row.unclear : [])
      for (const text of [message.vi, message.en, advice.vi, advice.en]) expect(text.trim()).not.toBe('');
  });

  test('has one row for each of the file, in its order, but for day-done', async () => {
    const { rows, daysDone, sheets } = await list(
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
    ['done, in Vietnamese', [sheet, 'DAY-DONE', 'đã xong'], [sheet]],
    ['nothing', [sheet, 'DAY-DONE', ''], []],
    ['something else', [sheet, 'DAY-DONE', 'ABSENT'], []],
    ['an x, but no sheet', ['', 'DAY-DONE', 'x'], []],
    ['an x for a sheet that is none', ['01834', 'DAY-DONE', 'x'], []],
  ])('a day is done where it says so: %s', async (_, row, expected) => {
    const { rows, daysDone } = await list(row);
    expect([rows, daysDone]).toEqual([[], expected]);
  });

  test('a day cannot be done before it has come: the row is unclear, in two languages', async () => {
    const tomorrow = '01834-1.2016-08-04';
    const { rows, daysDone } = await list([sheet, 'DAY-DONE', 'x'], [tomorrow, 'DAY-DONE', 'x']);
    expect(daysDone).toEqual([sheet]);
    expect(rows).toMatchObject([{ row: 3, number: 'DAY-DONE' }]);
    expect(rulesOf(rows[0])).toEqual(['result day-done-to-come']);
  });

  test('an office may be done before its catch-up ends', async () => {
    const catchUp = '01834-1.2016-08-17.catch-up';
    expect((await list([catchUp, 'DAY-DONE', 'x'])).daysDone).toEqual([catchUp]);
  });

  test('a day that was moved is looked at where it is now', async () => {
    const forward = movedDays([aMovedDay('2016-08-02', '2016-08-05')]);
    const back = movedDays([aMovedDay('2016-08-05', '2016-08-02')]);
    const done = (day: string) =>
      tableWith([`01834-1.${day}`, 'DAY-DONE', 'x'], [`01834-1.${day}`, number, 'x']);
    const late = readResults(await done('2016-08-02'), daysOf(today, forward));
    expect([late.daysDone, late.rows.length]).toEqual([[], 2]);
    const early = readResults(await done('2016-08-05'), daysOf(today, back));
    expect(early.daysDone).toEqual(['01834-1.2016-08-05']);
    expect(early.rows).toMatchObject([{ said: { on: '2016-08-02' } }]);
  });

  test('what is written beside a result comes with it, as long as a remark is', async () => {
    const note = async (text: string) => (await list([sheet, number, 'x', '', '', text])).rows[0];
    expect(await note('con gái đi thay')).toMatchObject({ note: 'con gái đi thay' });
    expect(await note('x'.repeat(noteMax + 1))).toMatchObject({ note: 'x'.repeat(noteMax) });
    expect(await note('')).toHaveProperty('note', undefined);
  });

  test('names every sheet that it has rows of once', async () => {
    const other = '01834-1.2016-08-03.home';
    const { sheets } = await list([sheet, number, 'x'], [other, number, ''], [sheet, number, '']);
    expect(sheets).toEqual([sheet, other]);
  });

  test.each([
    ['column-missing', ['Phiếu', 'Số chi trả', 'Người nhận']],
    ['column-twice', [...header, 'result']],
  ])('refuses a file: %s', async (rule, wrong) => {
    const reading = tableOf(resultLayout, [wrong, [sheet, number, 'x']]);
    await expect(reading).rejects.toMatchObject({ complaint: { rule } });
  });
});
