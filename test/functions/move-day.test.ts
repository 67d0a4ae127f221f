import { describe, expect, test } from 'vitest';
import { moveDay } from '../../functions/move-day/handler.ts';
import type { Period } from '../../shared/domain/payment-period.ts';
import { planScope } from '../../shared/store/leases.ts';
import {
  aDay,
  aMovedDay,
  aPayout,
  aPeriod,
  aPointId,
  aSheet,
  inAugust,
  noon,
  yenHan,
} from '../support/build.ts';
import { at, person, settings } from '../support/facts.ts';
import {
  fakeAudit,
  fakeLeases,
  fakeMovedDays,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeSettings,
  fakeSheets,
} from '../support/function-fakes.ts';

const planner = person('planner', 'planner-1');

describe('move-day', () => {
  const setting = (period: Partial<Period> = {}, sheet = aSheet()) => {
    const needs = {
      periods: fakePeriods(aPeriod(period)),
      communes: fakePeriodCommunes({ periodId: inAugust, commune: yenHan, daySheetsAt: at }),
      payouts: fakePayouts(aPayout(1)),
      sheets: fakeSheets(sheet),
      movedDays: fakeMovedDays(),
      settings: fakeSettings(settings),
      leases: fakeLeases(),
      audit: fakeAudit(),
      now: () => noon,
    };
    const run = (to = '2016-08-05', actor = planner) =>
      moveDay(needs)({
        periodId: inAugust,
        pointId: aPointId('01834-1'),
        day: aDay('2016-08-03'),
        to: aDay(to),
        reason: 'ROAD_OR_WEATHER',
        actor,
      });
    const commune = () => needs.communes.all.get(`${inAugust} ${yenHan}`);
    return { ...needs, run, commune };
  };

  test('writes one item, touches no payout and no sheet, and has the paper written again', async () => {
    const { run, movedDays, payouts, sheets, commune, audit, leases } = setting();
    expect(await run()).toEqual({ done: 'moved' });
    expect([...movedDays.all.values()]).toEqual([aMovedDay('2016-08-03', '2016-08-05')]);
    expect([...payouts.all.values()]).toEqual([aPayout(1)]);
    expect([...sheets.all.values()]).toEqual([aSheet()]);
    expect(commune()).toMatchObject({ daySheetsAt: undefined, stirredAt: at });
    expect(leases.taken).toEqual([planScope(inAugust, yenHan)]);
    expect(audit.acts).toMatchObject([
      {
        act: 'move-day',
        actId: '01834-1.2016-08-03',
        facts: { pointId: '01834-1', day: '2016-08-03', to: '2016-08-05', reason: 'ROAD_OR_WEATHER' },
      },
    ]);
  });

  test('stirs the commune by when it was done: a morning that began meanwhile has not seen it', async () => {
    const { movedDays, commune, ...needs } = setting();
    let now = noon;
    const save: typeof movedDays.save = async (moved) => {
      now = new Date(noon.getTime() + 1_000);
      return movedDays.save(moved);
    };
    const [day, to] = [aDay('2016-08-03'), aDay('2016-08-05')];
    const given = { periodId: inAugust, pointId: aPointId('01834-1'), day, to, reason: 'OTHER' } as const;
    await moveDay({ ...needs, movedDays: { ...movedDays, save }, now: () => now })({
      ...given,
      actor: planner,
    });
    expect(commune()?.stirredAt).toBe(now.toISOString());
    expect(now).not.toEqual(noon);
  });

  test('moved again, the planned day has one item that says where it is now', async () => {
    const { run, movedDays } = setting();
    await run();
    expect(await run('2016-08-09')).toEqual({ done: 'moved' });
    expect([...movedDays.all.values()]).toMatchObject([{ day: '2016-08-03', to: '2016-08-09' }]);
  });

  test('before the plan is submitted moves the planned day as well', async () => {
    const { run, movedDays } = setting({ status: 'prepared' });
    expect(await run()).toEqual({ done: 'moved' });
    expect(movedDays.all.size).toBe(1);
  });

  test.each([
    { refused: 'not-a-planner', actor: person('teller') },
    { refused: 'outside-the-period', to: '2016-08-03' },
    { refused: 'sheet-reported', sheet: aSheet('reported') },
    { refused: 'not-open', period: { status: 'closed' as const } },
  ])('refused changes nothing: $refused', async ({ refused, to, period, sheet, actor }) => {
    const { run, movedDays, commune, audit } = setting(period, sheet);
    expect(await run(to, actor)).toEqual({ refused });
    expect(movedDays.all.size).toBe(0);
    expect(commune()).toEqual({ commune: yenHan, daySheetsAt: at });
    expect(audit.acts).toEqual([]);
  });

  test('in a period that nobody knows is refused', async () => {
    const { run, periods } = setting();
    periods.all.clear();
    expect(await run()).toEqual({ refused: 'unknown-period' });
  });

  test('of a sealed commune is refused', async () => {
    const { run, communes, movedDays } = setting();
    communes.all.set(`${inAugust} ${yenHan}`, { commune: yenHan, sealedAt: at });
    expect(await run()).toEqual({ refused: 'sealed' });
    expect(movedDays.all.size).toBe(0);
  });
});
