import { describe, expect, test } from 'vitest';
import { signOffSheet } from '../../functions/sign-off-sheet/handler.ts';
import { aMovedDay, aPeriod, aSheet, inAugust, noon, yenHan } from '../support/build.ts';
import { person, settings } from '../support/facts.ts';
import {
  fakeAudit,
  fakeMovedDays,
  fakePeriodCommunes,
  fakePeriods,
  fakeSettings,
  fakeSheets,
} from '../support/function-fakes.ts';

const setting = (sheet = aSheet()) => {
  const needs = {
    periods: fakePeriods(aPeriod()),
    communes: fakePeriodCommunes({ periodId: inAugust, commune: yenHan }),
    movedDays: fakeMovedDays(),
    sheets: fakeSheets(sheet),
    settings: fakeSettings(settings),
    audit: fakeAudit(),
    now: () => noon,
  };
  const signOff = (id = 'accountant-1', role: 'accountant' | 'teller' | 'planner' = 'accountant') =>
    signOffSheet(needs)({ periodId: inAugust, sheetId: sheet.sheetId, actor: person(role, id) });
  const stirredAt = () => needs.communes.all.get(`${inAugust} ${yenHan}`)?.stirredAt;
  return { ...needs, signOff, stirredAt };
};

describe('sign-off-sheet', () => {
  test('ends a sheet by name, and the next morning looks at its commune', async () => {
    const { signOff, sheets, audit, stirredAt } = setting();
    expect(await signOff()).toEqual({ done: 'signed-off' });
    expect([...sheets.all.values()]).toMatchObject([{ status: 'signedOff', settledBy: 'accountant-1' }]);
    expect(stirredAt()).toBe(noon.toISOString());
    expect(audit.acts).toMatchObject([{ act: 'sign-off-sheet', actId: aSheet().sheetId }]);
  });

  test('is done once: somebody else finds it ended', async () => {
    const { signOff, sheets, audit } = setting();
    await signOff();
    expect(await signOff('accountant-2')).toEqual({ refused: 'ended-before' });
    expect([...sheets.all.values()]).toMatchObject([{ settledBy: 'accountant-1' }]);
    expect(audit.acts).toHaveLength(1);
  });

  test('that died before it was on record is made up for', async () => {
    const { communes, ...needs } = setting();
    const said = { periodId: inAugust, sheetId: aSheet().sheetId, actor: person('accountant') };
    const mark = () => Promise.reject(new Error('the function died'));
    await expect(signOffSheet({ ...needs, communes: { ...communes, mark } })(said)).rejects.toThrow('died');
    expect(needs.audit.acts).toEqual([]);
    expect(await signOffSheet({ ...needs, communes })(said)).toEqual({ done: 'signed-off' });
    expect(needs.audit.acts).toHaveLength(1);
    expect(needs.stirredAt()).toBe(noon.toISOString());
  });

  test('of a sheet that came back is refused', async () => {
    expect(await setting(aSheet('reported')).signOff()).toEqual({ refused: 'ended-before' });
  });

  test.each(['teller', 'planner'] as const)('is for accountants, not for a %s', async (role) => {
    const { signOff, sheets } = setting();
    expect(await signOff('somebody', role)).toEqual({ refused: 'not-an-accountant' });
    expect([...sheets.all.values()]).toMatchObject([{ status: 'issued' }]);
  });

  test('of a sheet that was never issued is refused', async () => {
    const { sheets, signOff } = setting();
    sheets.all.clear();
    expect(await signOff()).toEqual({ refused: 'no-such-sheet' });
  });

  test.each([
    ['a later day', aSheet('issued', { day: '2016-08-04' })],
    ['a catch-up that goes on', aSheet('issued', { day: '2016-08-17', kind: 'catch-up' })],
  ])('of %s is refused: nothing is missing yet', async (_, sheet) => {
    const { signOff, sheets } = setting(sheet);
    expect(await signOff()).toEqual({ refused: 'day-to-come' });
    expect([...sheets.all.values()]).toMatchObject([{ status: 'issued' }]);
  });

  test('of a day that was moved waits for the day that it is on now', async () => {
    const { signOff, movedDays } = setting();
    await movedDays.save(aMovedDay('2016-08-03', '2016-08-05'));
    expect(await signOff()).toEqual({ refused: 'day-to-come' });
  });
});
