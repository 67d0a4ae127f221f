import { describe, expect, test } from 'vitest';
import { releaseWave } from '../../functions/release-wave/handler.ts';
import type { Wave } from '../../shared/domain/sheet.ts';
import { aPeriod, aSheet, inAugust, noon, yenHan } from '../support/build.ts';
import { at, person } from '../support/facts.ts';
import { fakeAudit, fakePeriodCommunes, fakePeriods, fakeSheets } from '../support/function-fakes.ts';

const waiting: Wave = { status: 'waiting', overdue: 40, of: 100, at: '2016-08-03T01:00:00.000Z' };

describe('release-wave', () => {
  const setting = (wave: Wave | undefined = waiting) => {
    const { sheetId } = aSheet();
    const needs = {
      periods: fakePeriods(aPeriod()),
      communes: fakePeriodCommunes({ periodId: inAugust, commune: yenHan }),
      sheets: fakeSheets({ ...aSheet('reported'), wave }),
      audit: fakeAudit(),
      now: () => noon,
    };
    const run = (decision: 'release' | 'refuse' = 'release', actor = person('planner')) =>
      releaseWave(needs)({ periodId: inAugust, sheetId, decision, actor });
    return { ...needs, run, wave: () => needs.sheets.all.get(sheetId)?.wave };
  };

  test.each([
    ['release', 'released'],
    ['refuse', 'refused'],
  ] as const)(
    '%s: the reminders are %s, and the next morning looks at the commune',
    async (decision, status) => {
      const { run, wave, communes, audit } = setting();
      expect(await run(decision)).toEqual({ done: status });
      expect(wave()).toEqual({ ...waiting, status, by: 'planner', at });
      expect(communes.all.get(`${inAugust} ${yenHan}`)).toMatchObject({ stirredAt: at });
      expect(audit.acts).toMatchObject([
        { act: `${decision}-wave`, actId: aSheet().sheetId, facts: { overdue: 40, of: 100 } },
      ]);
    },
  );

  test('stirs the commune by when it was said: a morning that began meanwhile has not seen it', async () => {
    const { sheets, communes, ...needs } = setting();
    let now = noon;
    const decideWave: typeof sheets.decideWave = async (...said) => {
      now = new Date(noon.getTime() + 1_000);
      return sheets.decideWave(...said);
    };
    const release = releaseWave({ ...needs, communes, sheets: { ...sheets, decideWave }, now: () => now });
    const { sheetId } = aSheet();
    await release({ periodId: inAugust, sheetId, decision: 'release', actor: person('planner') });
    expect(communes.all.get(`${inAugust} ${yenHan}`)?.stirredAt).toBe(now.toISOString());
    expect(now).not.toEqual(noon);
  });

  test('is said once: the same planner finds it said, another one finds it decided', async () => {
    const { run, wave, audit } = setting();
    await run('refuse', person('planner', 'first'));
    expect(await run('refuse', person('planner', 'first'))).toEqual({ done: 'refused' });
    expect(await run('refuse', person('planner', 'second'))).toEqual({ refused: 'not-waiting' });
    expect(await run('release', person('planner', 'first'))).toEqual({ refused: 'not-waiting' });
    expect(wave()).toMatchObject({ status: 'refused', by: 'first' });
    expect(new Set(audit.acts.map((act) => act.at.toISOString())).size).toBe(1);
  });

  test('where another planner was faster has no second word', async () => {
    const { run, sheets, audit } = setting();
    sheets.decideWave = async () => 'not-waiting';
    expect(await run()).toEqual({ refused: 'not-waiting' });
    expect(audit.acts).toEqual([]);
  });

  test('is for planners', async () => {
    const { run, wave } = setting();
    expect(await run('release', person('approver'))).toEqual({ refused: 'not-a-planner' });
    expect(wave()).toEqual(waiting);
  });

  test('needs a sheet with a wave that waits, in an open period', async () => {
    const { run, sheets, periods } = setting();
    sheets.all.set(aSheet().sheetId, aSheet('reported'));
    expect(await run()).toEqual({ refused: 'not-waiting' });
    sheets.all.clear();
    expect(await run()).toEqual({ refused: 'no-such-sheet' });
    periods.all.set(inAugust, aPeriod({ status: 'closing' }));
    expect(await run()).toEqual({ refused: 'not-open' });
  });
});
