import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { writeSheets } from '../../functions/write-sheets/handler.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import { LeaseHeld, planScope } from '../../shared/store/leases.ts';
import {
  aMovedDay,
  anAttempt,
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  aSheet,
  atHome,
  atPoint,
  inAugust,
  noon,
  paid,
  yenHan,
} from '../support/build.ts';
import { at, paidBy, settings } from '../support/facts.ts';
import {
  fakeDirectory,
  fakeFiles,
  fakeLeases,
  fakeMovedDays,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeRegisters,
  fakeSettings,
  fakeSheets,
} from '../support/function-fakes.ts';

const submitted = {
  hash: 'HASH',
  total: { count: 2, amount: 540_000 },
  carried: { count: 0, amount: 0 },
};
const aCommuneRow = { periodId: inAugust, commune: yenHan, submitted };

describe('write-sheets', () => {
  const cellsIn = async (files: ReturnType<typeof fakeFiles>, key: string): Promise<string[]> => {
    const { sheets } = await readXlsx(await files.read(key));
    return sheets.flatMap(({ rows }) => rows.flat().map(String));
  };
  const setting = (...payouts: Payout[]) => {
    const needs = {
      periods: fakePeriods(aPeriod()),
      communes: fakePeriodCommunes(aCommuneRow),
      payouts: fakePayouts(...payouts),
      registers: fakeRegisters([], [aRecipient(1), aRecipient(2)]),
      directory: fakeDirectory({
        points: [aPoint()],
        communes: [{ code: yenHan, name: 'Xã Yên Hân', district: 'Huyện Chợ Mới' }],
      }),
      settings: fakeSettings(settings),
      movedDays: fakeMovedDays(),
      leases: fakeLeases(),
      sheets: fakeSheets(),
      files: fakeFiles(),
      now: () => noon,
    };
    const run = (which: 'days' | 'catch-up') =>
      writeSheets(needs)({ periodId: inAugust, communes: [yenHan], which });
    return { ...needs, run };
  };

  test('writes one for each day and home round', async () => {
    const { run, sheets, files, communes } = setting(aPayout(1), aPayout(2, { place: atHome() }));
    await run('days');
    expect([...sheets.all.keys()]).toEqual(['01834-1.2016-08-03', '01834-1.2016-08-03.home']);
    const folder = `sheets/${inAugust}/01834`;
    expect([...files.all.keys()]).toEqual([
      `${folder}/poster.xlsx`,
      `${folder}/loudspeaker.txt`,
      `${folder}/01834-1.2016-08-03.csv`,
      `${folder}/01834-1.2016-08-03.xlsx`,
      `${folder}/01834-1.2016-08-03.home.csv`,
      `${folder}/01834-1.2016-08-03.home.xlsx`,
    ]);
    expect(files.all.get(`${folder}/01834-1.2016-08-03.csv`)).toContain('Hoàng Thị 1');
    expect(await cellsIn(files, `${folder}/01834-1.2016-08-03.xlsx`)).toContain('Hoàng Thị 1');
    expect(await cellsIn(files, `${folder}/01834-1.2016-08-03.home.xlsx`)).toContain('Hoàng Thị 2');
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toMatchObject({ daySheetsAt: at });
  });

  test('tells the commune its days and names nobody', async () => {
    const { run, files } = setting(aPayout(1), aPayout(2, { place: atHome() }));
    await run('days');
    const [sheetPoster = '', text = ''] = [...files.all.keys()];
    const announced = [...(await cellsIn(files, sheetPoster)), files.text(text)].join('\n');
    for (const known of ['BƯU ĐIỆN BẮC KẠN', 'Xã Yên Hân, huyện Chợ Mới', 'Nà Làng', '1900 54 54 81'])
      expect(announced).toContain(known);
    expect(announced).not.toContain('Hoàng Thị');
  });

  test('a commune that the directory does not know goes by its code', async () => {
    const { run, files, directory } = setting(aPayout(1));
    directory.listCommunes = async () => [];
    await run('days');
    expect(await cellsIn(files, `sheets/${inAugust}/01834/01834-1.2016-08-03.xlsx`)).toContain('01834');
  });

  test('writes one catch-up sheet with whoever is left', async () => {
    const { run, sheets, files, communes } = setting(aPayout(1), paid(aPayout(2)));
    await run('catch-up');
    const key = `sheets/${inAugust}/01834/01834-1.2016-08-17.catch-up`;
    expect([...sheets.all.keys()]).toEqual(['01834-1.2016-08-17.catch-up']);
    expect([...files.all.keys()]).toEqual([`${key}.csv`, `${key}.xlsx`]);
    for (const names of [files.text(`${key}.csv`), await cellsIn(files, `${key}.xlsx`)]) {
      expect(names).toContain('Hoàng Thị 1');
      expect(names).not.toContain('Hoàng Thị 2');
    }
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toMatchObject({ catchUpSheetsAt: at });
  });

  test('notes a commune in which nobody is left', async () => {
    const { run, files, communes } = setting(paid(aPayout(1)));
    await run('catch-up');
    expect(files.all.size).toBe(0);
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toMatchObject({ catchUpSheetsAt: at });
  });

  test('run twice leaves a sheet that came back as it is', async () => {
    const { run, sheets, files } = setting(aPayout(1));
    await run('days');
    const first = [...files.all];
    await sheets.end(aSheet(), 'reported', { by: 'teller', at: noon });
    await run('days');
    expect([...sheets.all.values()]).toMatchObject([{ status: 'reported' }]);
    expect([...files.all]).toEqual(first);
  });

  const keyOf = (sheetId: string) => `sheets/${inAugust}/01834/${sheetId}`;
  const paperOf = async (files: ReturnType<typeof fakeFiles>, sheetId: string): Promise<string> =>
    (await cellsIn(files, `${keyOf(sheetId)}.xlsx`)).join('\n');

  test('writes a second home round beside the catch-up sheet, and nobody on both', async () => {
    const { run, files } = setting(
      aPayout(1),
      aPayout(2, { place: atHome(), attempts: [anAttempt('ABSENT')] }),
    );
    await run('catch-up');
    const [home, office] = [
      await paperOf(files, '01834-1.2016-08-15.home-again'),
      await paperOf(files, '01834-1.2016-08-17.catch-up'),
    ];
    expect(home).toContain('LẦN THỨ HAI');
    expect([home.includes('Hoàng Thị 2'), home.includes('Hoàng Thị 1')]).toEqual([true, false]);
    expect([office.includes('Hoàng Thị 2'), office.includes('Hoàng Thị 1')]).toEqual([false, true]);
  });

  test('prints a day that was moved everywhere on its new date, under its old number', async () => {
    const { run, files, sheets, movedDays, communes } = setting(aPayout(1), aPayout(2, { place: atHome() }));
    await movedDays.save(aMovedDay('2016-08-03', '2016-08-05'));
    await run('days');
    for (const sheetId of ['01834-1.2016-08-03', '01834-1.2016-08-03.home'])
      expect(await paperOf(files, sheetId)).toContain('Thứ Sáu, ngày 05/8/2016 (chuyển từ ngày 03/8/2016)');
    const posted = await paperOf(files, 'poster');
    expect(posted).toContain('BĐVHX Yên Hân: ngày 03/8/2016 chuyển sang thứ Sáu, ngày 05/8/2016.');
    expect(posted).toContain('Thứ Sáu\n05/8/2016');
    expect(files.text(keyOf('loudspeaker.txt'))).toContain(
      'thứ Tư ngày 3 tháng 8 chuyển sang thứ Sáu ngày 5 tháng 8',
    );
    expect(sheets.all.get('01834-1.2016-08-03')).toEqual(aSheet());
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toMatchObject({ firstDay: '2016-08-05' });
  });

  test('after a day was moved, at the catch-up everybody is told when they were really expected', async () => {
    const { run, files, movedDays } = setting(aPayout(1));
    await movedDays.save(aMovedDay('2016-08-03', '2016-08-05'));
    await run('catch-up');
    expect(await paperOf(files, '01834-1.2016-08-17.catch-up')).toContain('Hẹn sáng 05/8');
  });

  test('says in red where more people are sent than a session has room for', async () => {
    const { run, files } = setting(
      aPayout(1),
      aPayout(2),
      aPayout(3, { place: { ...atPoint(), session: 'PM' } }),
    );
    await run('days');
    expect(await paperOf(files, '01834-1.2016-08-03')).not.toContain('QUÁ ĐÔNG');
    const crowded = setting(aPayout(1), aPayout(2), aPayout(3, { place: { ...atPoint(), session: 'PM' } }));
    crowded.directory.listPoints = async () => [aPoint('01834-1', { capacity: 1 })];
    await crowded.run('days');
    const paper = await paperOf(crowded.files, '01834-1.2016-08-03');
    expect(paper).toContain('BUỔI SÁNG – QUÁ ĐÔNG: 2 người, sức chứa 1');
    expect(paper).toContain('\nBUỔI CHIỀU\n');
  });

  test('written again leaves out who was paid meanwhile, and leaves what is back as it is', async () => {
    const other = aPayout(3, { place: atPoint('2016-08-05') });
    const { run, files, payouts, sheets } = setting(aPayout(1), aPayout(2), other);
    await run('days');
    await payouts.savePaid(paidBy(aPayout(2), 'P'));
    await payouts.savePaid(paidBy(other, 'P3'));
    await sheets.end(aSheet('issued', { day: '2016-08-05' }), 'reported', { by: 'teller', at: noon });
    const back = files.all.get(`${keyOf('01834-1.2016-08-05')}.csv`);
    await run('days');
    expect(files.text(`${keyOf('01834-1.2016-08-03')}.csv`)).toContain('Hoàng Thị 1');
    expect(files.text(`${keyOf('01834-1.2016-08-03')}.csv`)).not.toContain('Hoàng Thị 2');
    expect(files.all.get(`${keyOf('01834-1.2016-08-05')}.csv`)).toBe(back);
    expect(sheets.all.get('01834-1.2016-08-05')).toMatchObject({ status: 'reported' });
  });

  test('waits for whoever is changing the commune', async () => {
    const { run, files, ...needs } = setting(aPayout(1));
    expect(needs.leases.taken).toEqual([]);
    await run('days');
    expect(needs.leases.taken).toEqual([planScope(inAugust, yenHan)]);
    needs.leases.hold = async () => {
      throw new LeaseHeld('PLAN');
    };
    const written = [...files.all];
    await expect(run('days')).rejects.toThrow('LeaseHeld');
    expect([...files.all]).toEqual(written);
  });

  test.each(['submitted', 'closing'] as const)('writes nothing while the period is %s', async (status) => {
    const { run, periods, files } = setting(aPayout(1));
    periods.all.set(inAugust, aPeriod({ status }));
    await run('days');
    expect(files.all.size).toBe(0);
  });
});
