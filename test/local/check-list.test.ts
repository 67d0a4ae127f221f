import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sampleSettings } from '../../infra/local/sample/settings.ts';
import { aListFile, openedWith } from '../support/list-files.ts';
import { temporaryFolder } from './support/cloud.ts';
import { type Ran, runCommand } from './support/command.ts';

const header =
  'commune_code,file_number,full_name,born,sex,hamlet,benefit_group,coefficient,amount,collector_name,note';
const clean = [
  '01834,A-1,Hoàng Thị Lả,1930,Nữ,Nà Pài,5.5b,1,270000,,',
  '01834,A-2,Nông Văn Sằm,1931,Nam,Nà Pài,5.5b,1,270000,,',
];
const points = [
  'commune_code,commune_name,district,point_code,point_name,days,sessions,capacity,catch_up',
  '01834,Phường Đức Xuân,Bắc Kạn,01834-1,Bưu cục,3,AM;PM,300,x',
];

const aText: unknown = expect.any(String);
const inTwoLanguages = { vi: aText, en: aText };

const Json = z.record(z.string(), z.unknown());
type Checked = Readonly<Ran & { json: z.infer<typeof Json>; folder: string }>;

/** Puts files into a folder, the first of which is checked. */
const check = async (
  files: Readonly<Record<string, readonly string[]>>,
  ...given: readonly string[]
): Promise<Checked> => {
  const folder = temporaryFolder();
  for (const [name, lines] of Object.entries(files))
    writeFileSync(join(folder, name), lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`);
  const file = join(folder, Object.keys(files)[0]!);
  const json = join(folder, 'checked.json');
  const inFolder = given.map((one) => (one.startsWith('@') ? join(folder, one.slice(1)) : one));
  const ran = await runCommand('check-list', file, ...inFolder, '--json', json);
  return { ...ran, folder, json: Json.parse(existsSync(json) ? JSON.parse(readFileSync(json, 'utf8')) : {}) };
};
const settings = (change: object = {}): string[] => [JSON.stringify({ ...sampleSettings, ...change })];

describe('a roster', () => {
  it('that is clean is told in figures', async () => {
    const { code, json, output } = await check({ 'roster.csv': [header, ...clean] });
    expect(json).toEqual({
      kind: 'roster',
      rows: 2,
      accepted: 2,
      rejected: 0,
      warnings: 0,
      skipped: 0,
      skippedWhy: {},
      encoding: 'utf-8',
      sampleNames: ['Hoàng Thị Lả', 'Nông Văn Sằm'],
      sheets: [
        {
          name: '',
          headerRow: 1,
          columns: header
            .split(',')
            .map((field, at) => ({ column: 'ABCDEFGHIJK'[at], header: field, field })),
        },
      ],
      sum: 540_000,
      findings: [],
      findingsLeftOut: 0,
    });
    expect(output).toContain('2 rows: 2 accepted, 0 rejected');
    expect(code).toBe(0);
  });

  it('that is messy is told with what is wrong, and where', async () => {
    const lines = [
      'Danh sách chi trả tháng 6',
      'Mã xã,Số sổ,Họ và tên,Năm sinh,Giới tính,Thôn,Nhóm đối tượng,Hệ số,Mức trợ cấp,Người nhận thay,Ghi chú',
      ...clean,
      '01834,A-3,Triệu Thị Mỷ,năm kia,Nữ,Nà Pài,5.5b,1,270000,,',
      'Tổng cộng,,,,,,,,999999,,',
    ];
    const { code, json, output, folder } = await check({ 'ds.csv': lines }, '--out', '@out');
    expect(code).toBe(0);
    expect(json).toMatchObject({ rows: 3, accepted: 2, rejected: 1, fileTotal: 999_999, sum: 810_000 });
    expect(json['skippedWhy']).toEqual({ title: 1, total: 1 });
    expect(json['findings']).toContainEqual({
      sheet: '',
      row: 5,
      column: 'Năm sinh',
      value: 'năm kia',
      rule: 'born-unclear',
      severity: 'error',
      message: inTwoLanguages,
      advice: inTwoLanguages,
    });
    expect(output).toContain('born-unclear 1');
    expect(output).toMatch(/LỖI\/ERROR: dòng\/row 5, Năm sinh:/);
    expect(output).not.toContain('năm kia');

    const summary: unknown = JSON.parse(readFileSync(join(folder, 'out', 'summary.json'), 'utf8'));
    expect(summary).toEqual(json);
    const errors = await openedWith(
      aListFile('errors.xlsx', readFileSync(join(folder, 'out', 'errors.xlsx'))),
    );
    const texts = errors.lines.map(({ cells }) => cells.join('|'));
    expect(texts).toHaveLength(2);
    expect(texts[1]).toContain('Triệu Thị Mỷ|năm kia');
  });

  it('leaves no workbook of errors of an earlier check behind', async () => {
    const { folder } = await check({ 'r.csv': [header, '01834,A,Bà Lan,x,,,5.5b,1,1,,'] }, '--out', '@out');
    expect(existsSync(join(folder, 'out', 'errors.xlsx'))).toBe(true);
    writeFileSync(join(folder, 'r.csv'), [header, ...clean].join('\n'));
    await runCommand('check-list', join(folder, 'r.csv'), '--out', join(folder, 'out'));
    expect(existsSync(join(folder, 'out', 'errors.xlsx'))).toBe(false);
  });

  it('without communes takes the one that is given', async () => {
    const lines = [header, ...clean].map((line) => line.slice(line.indexOf(',') + 1));
    expect((await check({ 'roster.csv': lines })).json).toMatchObject({ accepted: 0 });
    const given = await check({ 'roster.csv': lines }, '--commune', '01834');
    expect(given).toMatchObject({ code: 0, json: { accepted: 2 } });
  });

  it('is checked for the month that is given', async () => {
    const born = [header, '01834,A-1,Hoàng Thị Lả,2017,Nữ,Nà Pài,5.1,1,270000,,'];
    expect((await check({ 'roster.csv': born })).json).toMatchObject({ rejected: 1 });
    expect((await check({ 'roster.csv': born }, '--month', '2018-01')).json).toMatchObject({ rejected: 0 });
  });

  it('that cannot be read is refused with advice', async () => {
    const { code, json, complaint } = await check({ 'roster.csv': ['a,b', '1,2'] }, '--out', '@out');
    expect(json).toMatchObject({
      refused: 'header-missing',
      message: inTwoLanguages,
      advice: inTwoLanguages,
    });
    expect(complaint).toContain('refused (header-missing)');
    expect(code).toBe(2);
  });
});

describe('what a list is checked by', () => {
  const ofElsewhere = [header, clean[0]!.replace('01834', '99999')];
  it('is the sample where nothing is given', async () => {
    expect((await check({ 'roster.csv': ofElsewhere })).json).toMatchObject({ rejected: 1 });
  });
  it('lies beside the list', async () => {
    const beside = {
      'points.csv': points.map((line) => line.replaceAll('01834', '99999')),
      'settings.json': settings(),
    };
    expect((await check({ 'roster.csv': ofElsewhere, ...beside })).json).toMatchObject({ rejected: 0 });
    expect((await check({ 'roster.csv': [header, ...clean], ...beside })).json).toMatchObject({
      rejected: 2,
    });
  });
  it('is given; then any well-formed commune is one where no points are', async () => {
    const richer = settings({ provinces: { '06': { name: 'Bắc Kạn', standard: 360_000 } } });
    const files = { 'roster.csv': ofElsewhere, 'mine.json': richer, 'mine.csv': points };
    const bySettings = await check(files, '--settings', '@mine.json');
    expect(bySettings.json).toMatchObject({ rejected: 0 });
    expect(bySettings.json['findings']).toContainEqual(
      expect.objectContaining({ rule: 'amount-differs-from-standard' }),
    );
    const byBoth = await check(files, '--settings', '@mine.json', '--points', '@mine.csv');
    expect(byBoth.json).toMatchObject({ rejected: 1 });
  });
  it('is named where it is no good itself', async () => {
    const { code, complaint, json } = await check(
      { 'roster.csv': [header, ...clean], 'mine.json': ['{}'] },
      '--settings',
      '@mine.json',
    );
    expect(complaint).toMatch(/mine\.json: .* \/ Errors in the settings/);
    expect([code, json]).toEqual([1, {}]);
  });
});

describe('other kinds', () => {
  it('settings, by the name of the file', async () => {
    const good = await check({ 'settings-06.json': settings() });
    expect(good).toMatchObject({ code: 0, json: { kind: 'settings', rows: 1, accepted: 1 } });
    const bad = await check({ 'settings-06.json': settings({ timeZone: 'Hanoi' }) });
    expect(bad).toMatchObject({ code: 2, json: { refused: 'settings-wrong' } });
    expect(bad.json['findings']).toMatchObject([{ column: 'timeZone' }]);
  });

  it('points, with columns named as in the file', async () => {
    const good = await check({ 'points-06.csv': points });
    expect(good).toMatchObject({ code: 0, json: { kind: 'points', rows: 1, accepted: 1, rejected: 0 } });
    const [head, row] = [points[0]!.replace('days', 'Ngày chi trả'), points[1]!.replace(',3,', ',31,')];
    const bad = await check({ 'points-06.csv': [head, row] });
    expect(bad).toMatchObject({ code: 2, json: { refused: 'points-wrong' } });
    expect(bad.json['findings']).toMatchObject([{ row: 2, column: 'Ngày chi trả', value: '31' }]);
  });

  it('corrections, which may stop somebody by name and number alone', async () => {
    const lines = ['commune_code,file_number,full_name,action', '01834,A-1,Hoàng Thị Lả,chết'];
    expect(await check({ 'changes.csv': lines })).toMatchObject({ code: 2 });
    const { code, json } = await check({ 'changes.csv': lines }, '--kind', 'corrections');
    expect(json).toMatchObject({ kind: 'corrections', rows: 1, accepted: 1, rejected: 0 });
    expect(code).toBe(0);
  });
});

it('refuses arguments that it does not know', async () => {
  const ran = await Promise.all([
    runCommand('check-list'),
    runCommand('check-list', 'x.csv', '--kind', 'results'),
    runCommand('check-list', 'x.csv', '--commune', '1'),
    runCommand('check-list', 'x.csv', '--month', 'June'),
  ]);
  for (const { code, complaint } of ran)
    expect([code, complaint]).toEqual([2, expect.stringContaining('npm run')]);
  expect(await runCommand('check-list', 'nowhere.csv')).toMatchObject({ code: 1 });
});
