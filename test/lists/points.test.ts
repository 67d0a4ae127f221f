import { describe, expect, test } from 'vitest';
import { Commune, PayoutPoint } from '../../shared/domain/geography.ts';
import { readPoints } from '../../shared/lists/points.ts';
import { lines } from '../support/build.ts';

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
const read = (...rows: string[][]) => readPoints(lines(names, ...rows), { payoutDays: [1, 10] });
const pointsOf = (...rows: string[][]) => {
  const list = read(...rows);
  if ('refused' in list) throw new Error(JSON.stringify(list.findings));
  return list.points;
};
const findingsOf = (...rows: string[][]) => {
  const list = read(...rows);
  return 'findings' in list ? list.findings : [];
};

describe('readPoints', () => {
  test('reads communes and their points, under Vietnamese names and under keys', () => {
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
    const list = read(...rows);
    expect(readPoints(lines(keys, ...rows), { payoutDays: [1, 10] })).toEqual(list);
    expect(list).toEqual({
      rows: 3,
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

  test('a point without sessions and capacity has two of 300', () => {
    expect(pointsOf(row())).toMatchObject([{ sessions: ['AM', 'PM'], capacity: 300 }]);
  });

  test('takes a day or session that is written twice once', () => {
    expect(pointsOf(row({ days: '5;3;05', sessions: 'AM; am;PM;AM' }))).toMatchObject([
      { days: [3, 5], sessions: ['AM', 'PM'] },
    ]);
  });

  test('takes a session that is written in two languages once', () => {
    expect(pointsOf(row({ sessions: 'S;AM' }))).toMatchObject([{ sessions: ['AM'] }]);
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
  ])('takes nothing of a list with %s', (_, given, column, rule) => {
    const good = row({ code: '01840', point: '01840-1' });
    const list = read(good, row(given));
    expect(list).toMatchObject({ refused: { rule: 'points-wrong' } });
    expect(list).not.toHaveProperty('points');
    expect(findingsOf(good, row(given))).toContainEqual(
      expect.objectContaining({ row: 3, column, rule, severity: 'error' }),
    );
  });

  test('takes nothing of a list with a point twice', () => {
    expect(findingsOf(row(), row())).toMatchObject([{ row: 3, column: 'point_code', rule: 'point-twice' }]);
  });

  test.each([
    ['none', '', '', '01834'],
    ['two', 'x', 'x', '01834'],
    ['none, though its code has a space that nobody sees', '', '', '01834\u200b'],
  ])('a commune has exactly one catch-up office, not %s', (_, one, other, code) => {
    const rows = [row({ code, office: one }), row({ code, point: '01834-2', office: other })];
    expect(findingsOf(...rows)).toMatchObject([
      { row: 2, column: 'catch_up', rule: 'catch-up-office-not-one' },
    ]);
  });

  test('says how many errors there are, and all of them', () => {
    const list = read(
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

  test('refuses a file without a needed column', () => {
    expect(readPoints(lines(names.slice(1), row().slice(1)), { payoutDays: [1, 10] })).toMatchObject({
      refused: { rule: 'column-missing' },
      findings: [],
    });
  });
});
