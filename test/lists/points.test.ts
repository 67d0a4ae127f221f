import { describe, expect, test } from 'vitest';
import { Commune, PayoutPoint } from '../../shared/domain/geography.ts';
import { pointLayout, readPoints } from '../../shared/lists/points.ts';
import { tableOf } from '../support/list-files.ts';

const names = [
  'Mã xã',
  'Tên xã',
  'Huyện',
  'Mã điểm',
  'Tên điểm',
  'Ngày chi trả',
  'Buổi',
  'Sức chứa',
  'Chi trả bổ sung',
];
const keys = [
  'commune_code',
  'commune_name',
  'district',
  'point_code',
  'point_name',
  'days',
  'sessions',
  'capacity',
  'catch_up',
];
type Given = Partial<
  Record<'code' | 'point' | 'days' | 'sessions' | 'capacity' | 'office' | 'name' | 'at', string>
>;
const row = ({
  code = '01834',
  point = '01834-1',
  days = '3',
  sessions = '',
  capacity = '',
  office = 'x',
  name = 'Xã Yên Hân',
  at = 'BĐVHX Yên Hân',
}: Given = {}) => [code, name, 'Chợ Mới', point, at, days, sessions, capacity, office];
const readUnder = async (header: string[], ...rows: string[][]) =>
  readPoints(await tableOf(pointLayout, [header, ...rows]), { payoutDays: [1, 10] });
const read = (...rows: string[][]) => readUnder(names, ...rows);
const pointsOf = async (...rows: string[][]) => {
  const list = await read(...rows);
  if ('refused' in list) throw new Error(JSON.stringify(list.findings));
  return list.points;
};
const findingsOf = async (...rows: string[][]) => (await read(...rows)).findings;

describe('readPoints', () => {
  test('reads communes and their points, under Vietnamese names and under keys', async () => {
    const rows = [
      row({ days: '5;3', sessions: 'S', capacity: '120' }),
      row({ point: '01834-2', at: '', days: '4', sessions: 'AM;PM', office: '' }),
      row({
        code: '1840',
        point: '01840-1',
        days: '1, 2, 10',
        sessions: 'c',
        office: 'Có',
        name: 'Xã Hân Mai',
      }),
    ];
    const list = await read(...rows);
    expect(await readUnder(keys, ...rows)).toEqual(list);
    expect(list).toEqual({
      rows: 3,
      findings: [],
      communes: [
        { code: '01834', name: 'Xã Yên Hân', district: 'Chợ Mới' },
        { code: '01840', name: 'Xã Hân Mai', district: 'Chợ Mới' },
      ],
      points: [
        {
          pointId: '01834-1',
          commune: '01834',
          name: 'BĐVHX Yên Hân',
          days: [3, 5],
          sessions: ['AM'],
          capacity: 120,
          isCatchUpOffice: true,
        },
        {
          pointId: '01834-2',
          commune: '01834',
          name: 'Xã Yên Hân',
          days: [4],
          sessions: ['AM', 'PM'],
          capacity: 300,
          isCatchUpOffice: false,
        },
        {
          pointId: '01840-1',
          commune: '01840',
          name: 'BĐVHX Yên Hân',
          days: [1, 2, 10],
          sessions: ['PM'],
          capacity: 300,
          isCatchUpOffice: true,
        },
      ],
    });
    if ('points' in list) {
      expect(PayoutPoint.array().parse(list.points)).toEqual(list.points);
      expect(Commune.array().parse(list.communes)).toEqual(list.communes);
    }
  });

  test('a point without sessions and capacity has two of 300', async () => {
    expect(await pointsOf(row())).toMatchObject([{ sessions: ['AM', 'PM'], capacity: 300 }]);
  });

  test('takes a day or session that is written twice once', async () => {
    expect(await pointsOf(row({ days: '5;3;05', sessions: 'AM; am;PM;AM' }))).toMatchObject([
      { days: [3, 5], sessions: ['AM', 'PM'] },
    ]);
  });

  test('takes a session that is written in two languages once', async () => {
    expect(await pointsOf(row({ sessions: 'S;AM' }))).toMatchObject([{ sessions: ['AM'] }]);
  });

  test.each<[string, Given, string, string]>([
    ['no commune', { code: '' }, 'commune_code', 'value-missing'],
    ['a commune that is no code', { code: '018345' }, 'commune_code', 'value-wrong'],
    ['no name', { name: '' }, 'commune_name', 'value-missing'],
    ['no point', { point: '' }, 'point_code', 'value-missing'],
    ['a point of another commune', { point: '01840-1' }, 'point_code', 'value-wrong'],
    ['a point that is no code', { point: '01834-x' }, 'point_code', 'value-wrong'],
    ['no day', { days: '' }, 'days', 'value-missing'],
    ['a day before the window', { days: '0;3' }, 'days', 'value-wrong'],
    ['a day after the window', { days: '3;11' }, 'days', 'value-wrong'],
    ['days as a range', { days: '3-5' }, 'days', 'value-wrong'],
    ['half a day', { days: '3.5' }, 'days', 'value-wrong'],
    ['a day with a decimal', { days: '3.0' }, 'days', 'value-wrong'],
    ['a day in scientific notation', { days: '1e0' }, 'days', 'value-wrong'],
    ['a day in hexadecimal', { days: '0x3' }, 'days', 'value-wrong'],
    ['a day with a sign', { days: '+3' }, 'days', 'value-wrong'],
    ['a day of three digits', { days: '003' }, 'days', 'value-wrong'],
    ['nothing between two days', { days: '3;;4' }, 'days', 'value-wrong'],
    ['an unknown session', { sessions: 'tối' }, 'sessions', 'value-wrong'],
    ['no room', { capacity: '0' }, 'capacity', 'value-wrong'],
    ['room in words', { capacity: 'nhiều' }, 'capacity', 'value-wrong'],
  ])('takes nothing of a list with %s', async (_, given, column, rule) => {
    const good = row({ code: '01840', point: '01840-1' });
    const list = await read(good, row(given));
    expect(list).toMatchObject({ refused: { rule: 'points-wrong' } });
    expect(list).not.toHaveProperty('points');
    expect(await findingsOf(good, row(given))).toContainEqual(
      expect.objectContaining({ row: 3, column, rule, severity: 'error' }),
    );
  });

  test('takes nothing of a list with a point twice', async () => {
    expect(await findingsOf(row(), row())).toMatchObject([
      { row: 3, column: 'point_code', rule: 'point-twice' },
    ]);
  });

  test.each([
    ['none', '', '', '01834'],
    ['two', 'x', 'x', '01834'],
    ['none, though its code has a space that nobody sees', '', '', '01834\u200b'],
  ])('a commune has exactly one catch-up office, not %s', async (_, one, other, code) => {
    const rows = [row({ code, office: one }), row({ code, point: '01834-2', office: other })];
    expect(await findingsOf(...rows)).toMatchObject([
      { row: 2, column: 'catch_up', rule: 'catch-up-office-not-one' },
    ]);
  });

  test('says how many errors there are, and all of them', async () => {
    const list = await read(
      row({ days: '11', capacity: '0' }),
      row({ code: '01840', point: '01840-1', days: '0' }),
    );
    expect(list).toMatchObject({
      refused: { rule: 'points-wrong', message: { en: 'The point list has 3 errors.' } },
    });
    expect('findings' in list && list.findings.map(({ row: at, column }) => `${at} ${column}`)).toEqual([
      '2 days',
      '2 capacity',
      '3 days',
    ]);
    for (const { message, advice } of 'findings' in list ? list.findings : [])
      for (const text of [message.vi, message.en, advice.vi, advice.en]) expect(text.trim()).not.toBe('');
  });

  test('says of a column that it does not understand that it was left out', async () => {
    const list = await readUnder([...names, 'Ghi riêng'], [...row(), 'x']);
    expect(list).toMatchObject({
      rows: 1,
      findings: [{ rule: 'column-unknown', column: 'Ghi riêng', severity: 'warning' }],
    });
  });

  test('refuses a file without a needed column, and one without rows', async () => {
    const rest = [...names.slice(0, 5), ...names.slice(6)];
    await expect(readUnder(rest, row().toSpliced(5, 1))).rejects.toMatchObject({
      complaint: { rule: 'column-missing' },
    });
    await expect(read()).rejects.toMatchObject({ complaint: { rule: 'file-empty' } });
  });
});

test('old communes are named by their codes, or the list is refused', async () => {
  const former = async (codes: string) => {
    const list = await readUnder([...names, 'Mã xã cũ'], [...row(), codes]);
    return 'refused' in list ? list.findings.map(({ rule }) => rule) : list.communes[0]?.former;
  };
  expect(await former('1840; 01843')).toEqual(['01840', '01843']);
  expect(await former('')).toBeUndefined();
  expect(await former('Yên Cư')).toEqual(['value-wrong']);
});
