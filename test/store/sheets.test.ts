import { describe, expect, test } from 'vitest';
import type { Sheet, Wave } from '../../shared/domain/sheet.ts';
import { movedDayStore } from '../../shared/store/moved-days.ts';
import { periodCommuneStore } from '../../shared/store/period-communes.ts';
import { sheetStore } from '../../shared/store/sheets.ts';
import { aMovedDay, aSheet, inAugust, inJuly, noon, yenHan } from '../support/build.ts';
import { at, nextDoor } from '../support/facts.ts';
import { openLocalTable } from '../support/local-table.ts';

const table = await openLocalTable();
const sheets = sheetStore(table);
const moved = movedDayStore(table);
const communes = periodCommuneStore(table);

let point = 0;
const issued = async (): Promise<Sheet> => {
  point += 1;
  const sheet = aSheet('issued', { pointId: `01834-${String(point)}` });
  await sheets.add(sheet);
  return sheet;
};
const stored = async ({ sheetId }: Sheet) =>
  (await sheets.list(inAugust, yenHan)).find((one) => one.sheetId === sheetId);
const waiting: Wave = { status: 'waiting', overdue: 40, of: 100, at };
const said = (status: 'released' | 'refused', by: string): Wave => ({ ...waiting, status, by });

describe('a wave of reminders', () => {
  test('is stopped once, and decided once by a planner', async () => {
    const sheet = await issued();
    expect(await sheets.decideWave(sheet, said('released', 'planner'))).toBe('not-waiting');
    await sheets.brake(sheet, waiting);
    await sheets.brake(sheet, { ...waiting, overdue: 41 });
    expect((await stored(sheet))?.wave).toEqual(waiting);
    expect(await sheets.decideWave(sheet, said('released', 'planner'))).toBe('decided');
    await sheets.brake(sheet, waiting);
    expect((await stored(sheet))?.wave).toEqual(said('released', 'planner'));
  });

  test('two planners at once: the word of one of them stands', async () => {
    for (let round = 0; round < 8; round += 1) {
      const sheet = await issued();
      await sheets.brake(sheet, waiting);
      const words = [said('released', 'a'), said('refused', 'b')];
      const answers = await Promise.all(words.map((word) => sheets.decideWave(sheet, word)));
      expect(answers.toSorted()).toEqual(['decided', 'not-waiting']);
      expect((await stored(sheet))?.wave).toEqual(words[answers.indexOf('decided')]);
    }
  });
});

test('a sheet that is issued again while it comes back is back', async () => {
  for (let round = 0; round < 8; round += 1) {
    const sheet = await issued();
    const [, ended] = await Promise.all([
      sheets.add(sheet),
      sheets.end(sheet, 'reported', { by: 'teller', at: noon }),
    ]);
    expect(ended).toBe('ended');
    expect(await stored(sheet)).toMatchObject({ status: 'reported', settledBy: 'teller' });
  }
});

test('a sheet that was in is out again, as if it had never been in; one that was signed off stays so', async () => {
  const [sheet, signed] = [await issued(), await issued()];
  await sheets.end(sheet, 'reported', { by: 'planner', at: noon });
  await sheets.reopen(sheet);
  await sheets.reopen(sheet);
  expect(await stored(sheet)).toEqual(sheet);
  await sheets.end(signed, 'signedOff', { by: 'accountant', at: noon });
  await sheets.reopen(signed);
  expect(await stored(signed)).toMatchObject({ status: 'signedOff', settledBy: 'accountant' });
});

test('a paper after the payout days keeps from when its visits count', async () => {
  const sheet: Sheet = { ...aSheet('issued', { kind: 'home-again' }), visitsFrom: aSheet().day };
  await sheets.add(sheet);
  expect(await stored(sheet)).toEqual(sheet);
});

test('a planned day has one item, that says where it is now; another period has its own', async () => {
  const [first, again] = [aMovedDay('2016-08-03', '2016-08-05'), aMovedDay('2016-08-03', '2016-08-09')];
  const other = aMovedDay('2016-08-04', '2016-08-05', '01835-1');
  const before = { ...first, periodId: inJuly };
  for (const one of [first, other, before, again]) await moved.save(one);
  expect(await moved.list(inAugust)).toEqual([again, other]);
  expect(await moved.list(inJuly)).toEqual([before]);
});

describe('day sheets are written again', () => {
  test('if the commune is not sealed; what else is known of it stays', async () => {
    await communes.savePlan(inAugust, { commune: yenHan });
    await communes.mark(inAugust, { commune: yenHan, daySheetsAt: at, catchUpSheetsAt: at, stirredAt: at });
    await communes.reissue(inAugust, yenHan);
    await communes.reissue(inAugust, yenHan);
    const open = { commune: yenHan, catchUpSheetsAt: at, stirredAt: at };
    expect(await communes.find(inAugust, yenHan)).toEqual(open);
    await communes.mark(inAugust, { commune: yenHan, daySheetsAt: at, sealedAt: at });
    await communes.reissue(inAugust, yenHan);
    expect(await communes.find(inAugust, yenHan)).toMatchObject({ daySheetsAt: at, sealedAt: at });
  });

  test('in no commune that has no plan', async () => {
    await communes.reissue(inAugust, nextDoor);
    expect(await communes.find(inAugust, nextDoor)).toBeUndefined();
  });
});
