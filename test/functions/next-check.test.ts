import { describe, expect, test, vi } from 'vitest';
import { nextCheck } from '../../functions/next-check/handler.ts';
import { ListId } from '../../shared/domain/payout-list.ts';
import type { Sheet } from '../../shared/domain/sheet.ts';
import { missingSheetsKeyOf } from '../../shared/lists/files.ts';
import { logger } from '../../shared/runtime/logger.ts';
import type { PeriodCommune } from '../../shared/store/period-communes.ts';
import type { ResultFile } from '../../shared/store/results.ts';
import { aDay, aMovedDay, aPeriod, aSheet, inAugust, listId, noon, yenHan } from '../support/build.ts';
import { at, nextDoor, settings } from '../support/facts.ts';
import {
  fakeFiles,
  fakeMovedDays,
  fakePeriodCommunes,
  fakePeriods,
  fakeResults,
  fakeSettings,
  fakeSheets,
} from '../support/function-fakes.ts';

const tally = { count: 2, amount: 540_000 };
const none = { count: 0, amount: 0 };
const submitted = { hash: 'HASH', total: tally, carried: none };
const aCommuneRow = { periodId: inAugust, commune: yenHan, submitted };
const bothSheets = { daySheetsAt: at, catchUpSheetsAt: at };

describe('next-check', () => {
  /** Seven in the morning of the 19th in Vietnam: the closing day. */
  const closingDay = new Date('2016-08-19T00:00:00.000Z');
  const file: ResultFile = {
    listId,
    key: `inbox/results/${inAugust}/a.csv`,
    status: 'recorded',
    rows: 1,
    answers: {},
  };
  const setting = (
    given: {
      sheets?: Sheet[];
      results?: ResultFile[];
      files?: string[];
      commune?: Partial<PeriodCommune>;
      now?: Date;
    } = {},
  ) => {
    const needs = {
      periods: fakePeriods(aPeriod()),
      communes: fakePeriodCommunes({ ...aCommuneRow, ...bothSheets, ...given.commune }),
      settings: fakeSettings(settings),
      sheets: fakeSheets(...(given.sheets ?? [aSheet('reported')])),
      movedDays: fakeMovedDays(),
      results: fakeResults(...(given.results ?? [])),
      files: fakeFiles(Object.fromEntries((given.files ?? []).map((key) => [key, '']))),
      now: () => given.now ?? closingDay,
    };
    return { ...needs, run: () => nextCheck(needs)({ periodId: inAugust, lastWave: '' }) };
  };

  test('closes when every sheet is in', async () => {
    const { run, periods } = setting();
    expect(await run()).toEqual({ next: 'close', groups: [[yenHan]] });
    expect(periods.all.get(inAugust)?.status).toBe('closing');
  });

  test('asked again while closing says the same', async () => {
    const { run } = setting();
    expect(await run()).toEqual(await run());
  });

  test('waits an hour for a sheet that is out', async () => {
    const { run, periods } = setting({
      sheets: [aSheet('reported'), aSheet('issued', { kind: 'catch-up' })],
    });
    expect(await run()).toEqual({ next: 'wait', until: '2016-08-19T01:00:00.000Z' });
    expect(periods.all.get(inAugust)?.status).toBe('open');
  });

  test('takes a sheet that was signed off for one that is in', async () => {
    expect(await setting({ sheets: [aSheet('signedOff')] }).run()).toMatchObject({ next: 'close' });
  });

  test.each<[string, ResultFile[]]>([
    ['that nobody has begun to read', []],
    ['that is being read', [{ ...file, status: 'reading' }]],
    [
      'that was recorded before and is being read once more',
      [file, { ...file, listId: ListId.parse('20160818T010203-b2'), status: 'reading' }],
    ],
  ])('waits for a result file %s', async (_name, results) => {
    const { run, periods } = setting({ files: [file.key], results });
    expect(await run()).toMatchObject({ next: 'wait' });
    expect(periods.all.get(inAugust)?.status).toBe('open');
  });

  test.each(['recorded', 'refused'] as const)('does not wait for a file that was %s', async (status) => {
    const { run } = setting({ files: [file.key], results: [{ ...file, status }] });
    expect(await run()).toMatchObject({ next: 'close' });
  });

  test('does not wait for a first reading that died where the file was read when it came again', async () => {
    const again = { ...file, listId: ListId.parse('20160818T010203-b2') };
    const { run } = setting({ files: [file.key], results: [{ ...file, status: 'reading' }, again] });
    expect(await run()).toMatchObject({ next: 'close' });
  });

  test('does not ask for sheets before the closing day', async () => {
    const { run } = setting({ sheets: [aSheet()], now: noon });
    expect(await run()).toEqual({ next: 'wait', until: '2016-08-03T22:00:00.000Z' });
  });

  test('leaves out communes of which nothing was submitted', async () => {
    const { run, communes } = setting();
    communes.all.set(`${inAugust} ${nextDoor}`, { commune: nextDoor });
    expect(await run()).toEqual({ next: 'close', groups: [[yenHan]] });
  });

  test('looks at communes where something happened, and at those with news that nobody was told', async () => {
    const change = { count: 1, amount: 270_000 };
    const comparison = {
      new: none,
      stopped: none,
      changedAmount: { count: 0, before: 0, after: 0 },
      changedCollector: change,
      oneOff: none,
      carried: none,
      offStandard: { count: 0, above: 0, below: 0 },
      overfull: 0,
    };
    const planned = { registerVersion: 1, hash: 'H', total: tally, carried: none, comparison };
    const [written, noted] = ['2016-08-02T01:00:00.000Z', '2016-08-03T01:00:00.000Z'];
    const until = '2016-08-03T22:00:00.000Z';
    const remind = { next: 'remind', wave: '2016-08-03', groups: [[yenHan]], until };
    const looks = (commune: Partial<PeriodCommune>) =>
      setting({ now: noon, commune: { daySheetsAt: written, ...commune } }).run();
    expect(await looks({ stirredAt: noted })).toEqual(remind);
    expect(await looks({ planned })).toEqual(remind);
    expect(await looks({ planned, lookedAt: noted })).toMatchObject({ next: 'wait' });
    expect(
      await looks({
        planned: { ...planned, comparison: { ...comparison, new: change, changedCollector: none } },
      }),
    ).toMatchObject({ next: 'wait' });
  });
});

describe('next-check chases sheets that are not back', () => {
  /** Nine in the morning of Thursday 4 August in Vietnam. */
  const thursday = new Date('2016-08-04T02:00:00.000Z');
  const key = missingSheetsKeyOf(inAugust);
  const setting = ({
    sheets = [aSheet('issued')],
    commune = {},
  }: { sheets?: Sheet[]; commune?: Partial<PeriodCommune> } = {}) => {
    let now = thursday;
    const read: string[] = [];
    const fake = fakeSheets(...sheets);
    const needs = {
      periods: fakePeriods(aPeriod()),
      communes: fakePeriodCommunes({
        ...aCommuneRow,
        ...bothSheets,
        firstDay: aDay('2016-08-03'),
        lookedAt: thursday.toISOString(),
        ...commune,
      }),
      settings: fakeSettings(settings),
      sheets: {
        ...fake,
        list: (async (periodId, code) => {
          read.push(code);
          return fake.list(periodId, code);
        }) as typeof fake.list,
      },
      movedDays: fakeMovedDays(),
      results: fakeResults(),
      files: fakeFiles(),
      now: () => now,
    };
    const warned = vi.spyOn(logger, 'warn').mockClear();
    return {
      ...needs,
      read,
      warned,
      at: (instant: string) => (now = new Date(instant)),
      run: () => nextCheck(needs)({ periodId: inAugust, lastWave: '' }),
    };
  };

  test('with an alarm and a report of sheets, points and days, once a day', async () => {
    const { run, files, warned, at: later } = setting();
    await run();
    await run();
    expect(warned.mock.calls).toEqual([['sheets missing', { periodId: inAugust, count: 1 }]]);
    expect(files.json(key)).toEqual({
      periodId: inAugust,
      asOf: '2016-08-04',
      sheets: [{ sheetId: aSheet().sheetId, pointId: '01834-1', day: '2016-08-03' }],
    });
    later('2016-08-05T02:00:00.000Z');
    await run();
    expect(warned).toHaveBeenCalledTimes(2);
  });

  test('and says when all are back', async () => {
    const { run, files, sheets, warned, at: later } = setting();
    await run();
    sheets.all.set(aSheet().sheetId, aSheet('reported'));
    later('2016-08-05T02:00:00.000Z');
    await run();
    expect(files.json(key)).toMatchObject({ asOf: '2016-08-05', sheets: [] });
    expect(warned).toHaveBeenCalledTimes(1);
  });

  test('not before their day is over, as it is now', async () => {
    const { run, files, movedDays } = setting();
    await movedDays.save(aMovedDay('2016-08-03', '2016-08-04'));
    await run();
    expect([...files.all.keys()]).toEqual([]);
  });

  test.each<[string, Partial<PeriodCommune>]>([
    ['that has not begun', { firstDay: aDay('2016-08-04') }],
    ['whose sheets were all back when it was looked at', { sheetsOut: 0 }],
  ])('reads no commune %s', async (_name, commune) => {
    const { run, read } = setting({ commune });
    await run();
    expect(read).toEqual([]);
  });

  test('before the hours begin it lets people sleep', async () => {
    const { run, warned, at: early } = setting();
    early('2016-08-03T22:00:00.000Z');
    await run();
    expect(warned).not.toHaveBeenCalled();
  });

  test('at the closing names the catch-up sheet that is out', async () => {
    const office = aSheet('issued', { kind: 'catch-up', day: '2016-08-17' });
    const { run, files, at: closing } = setting({ sheets: [office], commune: { sheetsOut: 0 } });
    closing('2016-08-19T00:00:00.000Z');
    expect(await run()).toMatchObject({ next: 'wait' });
    expect(files.json(key)).toMatchObject({ sheets: [{ sheetId: office.sheetId, day: '2016-08-17' }] });
  });
});
