import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { settlePeriod } from '../../functions/settle-period/handler.ts';
import { endingOf } from '../../shared/domain/ending.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import {
  packFiguresKeyOf,
  packKeyOf,
  packListKeyOf,
  questionsKeyOf,
  settlementKeyOf,
} from '../../shared/lists/files.ts';
import {
  aLate,
  aPayout,
  aPeriod,
  aPoint,
  aSettings,
  carriedOver,
  inAugust,
  noon,
  paid,
  yenHan,
} from '../support/build.ts';
import { at, nextDoor } from '../support/facts.ts';
import {
  aCommuneOf,
  fakeApprovals,
  fakeAudit,
  fakeContradictions,
  fakeDirectory,
  fakeFiles,
  fakePeriodCommunes,
  fakePeriods,
  fakeSettings,
  fakeSettlements,
} from '../support/function-fakes.ts';

const payerFee = { kind: 'percent', percent: 0.8 } as const;
const tally = { count: 2, amount: 540_000 };
const submitted = { hash: 'HASH', total: tally, carried: { count: 0, amount: 0 } };
const sealed = (payouts: Payout[]) => ({
  submitted,
  sealedAt: at,
  standing: standingOf(payouts),
  ending: endingOf({ payouts, reminders: [], late: [], conflicts: 0 }),
});

const setting = (payouts: Payout[], received = 600_000) => {
  const needs = {
    periods: fakePeriods(aPeriod({ status: 'closing' })),
    communes: fakePeriodCommunes({ periodId: inAugust, commune: yenHan, ...sealed(payouts) }),
    approvals: fakeApprovals({
      periodId: inAugust,
      submissionId: 'FIRST',
      hash: 'HASH',
      total: tally,
      submittedBy: 'planner',
      submittedAt: at,
      received,
    }),
    settings: fakeSettings(
      aSettings({ provinces: { '06': { name: 'Bắc Kạn', standard: 270_000, payerFee } } }),
    ),
    settlements: fakeSettlements(),
    directory: fakeDirectory({ points: [aPoint()], communes: [aCommuneOf(yenHan)] }),
    contradictions: fakeContradictions(),
    files: fakeFiles(),
    audit: fakeAudit(),
    now: () => noon,
  };
  return { ...needs, run: () => settlePeriod(needs)({ periodId: inAugust }) };
};
const whole = [paid(aPayout(1)), carriedOver(aPayout(2))];

describe('settle-period', () => {
  test('balances to the last đồng and closes the period', async () => {
    const { run, periods, files, audit } = setting(whole);
    expect(await run()).toEqual({ done: 'balanced' });
    expect(periods.all.get(inAugust)?.status).toBe('closed');
    expect(files.json(settlementKeyOf(inAugust))).toMatchObject({
      status: 'balanced',
      approved: tally,
      paid: { count: 1, amount: 270_000 },
      carriedOver: { count: 1, amount: 270_000 },
      received: 600_000,
      toHandBack: 330_000,
      payerFee: 2_160,
      difference: 0,
      unbalanced: [],
    });
    expect(audit.acts).toMatchObject([
      { act: 'settle-period', facts: { paid: 270_000, carriedOver: 270_000, difference: 0 } },
    ]);
  });

  test('lists what waits for a person', async () => {
    const { run, files, contradictions } = setting(whole);
    await contradictions.keepLate(aLate(2, { periodId: inAugust }));
    await run();
    expect(files.text(questionsKeyOf(inAugust))).toContain(`${payoutNumber(aPayout(2))},late,`);
  });

  test('names the communes that do not balance, and closes all the same', async () => {
    const { run, periods, files } = setting([paid(aPayout(1))]);
    expect(await run()).toEqual({ done: 'unbalanced' });
    expect(files.json(settlementKeyOf(inAugust))).toMatchObject({
      unbalanced: [yenHan],
      difference: 270_000,
    });
    expect(periods.all.get(inAugust)?.status).toBe('closed');
  });

  test('a submitted commune that was never sealed is not left out', async () => {
    const { run, communes, settlements } = setting(whole);
    communes.all.set(`${inAugust} ${nextDoor}`, { commune: nextDoor, submitted });
    expect(await run()).toEqual({ done: 'unbalanced' });
    expect(settlements.all.get(inAugust)).toMatchObject({ unbalanced: [nextDoor] });
  });

  test('is unbalanced where less was received than paid', async () => {
    expect(await setting(whole, 200_000).run()).toEqual({ done: 'unbalanced' });
  });

  test('writes the pack: every figure, and which lists there are', async () => {
    const { run, files } = setting(whole);
    const list = packListKeyOf(inAugust, 'unpaid', yenHan);
    await files.writeCsv(list.csv, '');
    await run();
    expect(files.json(packFiguresKeyOf(inAugust))).toMatchObject({
      settlement: { status: 'balanced', payerFee: 2_160 },
      recipientFee: 0,
      stillToHandBack: 330_000,
      communes: [{ commune: yenHan, name: 'Xã 01834', approved: tally, isBalanced: true }],
      points: [{ pointId: '01834-1', name: 'BĐVHX Yên Hân', paid: { count: 1 }, unpaid: { count: 1 } }],
      unpaidReasons: { ABSENT: { count: 1, amount: 270_000 } },
      files: [list.csv],
      province: 'Bắc Kạn',
      approval: { submittedBy: 'planner', submittedAt: at },
    });
    const { sheets } = await readXlsx(await files.read(packKeyOf(inAugust)));
    expect(sheets[0]?.rows).toContainEqual(['Đã trả / Paid', 1, 270_000, null]);
    expect(sheets[0]?.rows).toContainEqual(['Kỳ chi trả / Period', 'Tháng 08/2016', null, null]);
  });

  test('run twice: the first settlement stands, and the files are the same', async () => {
    const { run, communes, files } = setting(whole);
    await run();
    const first = [...files.all];
    const settlement = files.json(settlementKeyOf(inAugust));
    await run();
    expect([...files.all]).toEqual(first);
    communes.all.set(`${inAugust} ${yenHan}`, { commune: yenHan, ...sealed([]) });
    expect(await run()).toEqual({ done: 'balanced' });
    expect(files.json(settlementKeyOf(inAugust))).toEqual(settlement);
  });

  test('killed before it closed the period writes the rest when it comes again', async () => {
    const { run, files, periods, ...needs } = setting(whole);
    const writeWorkbook = async () => {
      throw new Error('the function died');
    };
    const dying = settlePeriod({ ...needs, periods, files: { ...files, writeWorkbook } });
    await expect(dying({ periodId: inAugust })).rejects.toThrow();
    expect(periods.all.get(inAugust)?.status).toBe('closing');
    expect(await run()).toEqual({ done: 'balanced' });
    expect(files.all.has(packKeyOf(inAugust))).toBe(true);
    expect(periods.all.get(inAugust)?.status).toBe('closed');
  });
});
