import { describe, expect, test } from 'vitest';
import { changeSettlement } from '../../functions/change-settlement/handler.ts';
import { endingOf } from '../../shared/domain/ending.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import { settle, settledCommunes } from '../../shared/domain/settlement.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import { packFiguresKeyOf, packKeyOf, settlementKeyOf } from '../../shared/lists/files.ts';
import { aPayout, aPeriod, aPoint, carriedOver, inAugust, noon, paid, yenHan } from '../support/build.ts';
import { at, nextDoor, person, settings } from '../support/facts.ts';
import {
  aCommuneOf,
  fakeApprovals,
  fakeAudit,
  fakeContradictions,
  fakeDirectory,
  fakeFiles,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeSettings,
  fakeSettlements,
} from '../support/function-fakes.ts';

type Act = Parameters<ReturnType<typeof changeSettlement>>[0]['act'];

const none = { count: 0, amount: 0 };
const two = { count: 2, amount: 540_000 };
const four = { count: 4, amount: 1_080_000 };
const submitted = { hash: 'HASH', total: two, carried: none };
const later = new Date('2016-08-20T02:00:00.000Z');
const ending = (payouts: Payout[]) => endingOf({ payouts, reminders: [], late: [], conflicts: 0 });
const sealed = (payouts: Payout[]) => ({
  submitted,
  sealedAt: at,
  standing: standingOf(payouts),
  ending: ending(payouts),
});

const here = [paid(aPayout(1)), carriedOver(aPayout(2))];
const there = [paid(aPayout(3, { commune: nextDoor })), carriedOver(aPayout(4, { commune: nextDoor }))];

/** Two communes as they were sealed, settled by what was counted then; the payouts as they are now. */
const setting = ({
  counted = [here, there],
  now = [here, there],
}: {
  counted?: Payout[][];
  now?: Payout[][];
}) => {
  const rows = [
    { commune: yenHan, ...sealed(counted[0] ?? []) },
    { commune: nextDoor, ...sealed(counted[1] ?? []) },
  ];
  const funded = { approved: four, received: 1_080_000, payerFee: undefined };
  const settlements = fakeSettlements();
  settlements.all.set(inAugust, settle(inAugust, settledCommunes(rows), funded, noon));
  let clock = later;
  const needs = {
    periods: fakePeriods(aPeriod({ status: 'closed' })),
    communes: fakePeriodCommunes(...rows.map((row) => ({ periodId: inAugust, ...row }))),
    approvals: fakeApprovals({
      periodId: inAugust,
      submissionId: 'FIRST',
      hash: 'HASH',
      total: four,
      submittedBy: 'planner',
      submittedAt: at,
      received: 1_080_000,
    }),
    settings: fakeSettings(settings),
    payouts: fakePayouts(...now.flat()),
    settlements,
    directory: fakeDirectory({ points: [aPoint()], communes: [aCommuneOf(yenHan)] }),
    contradictions: fakeContradictions(),
    files: fakeFiles(),
    audit: fakeAudit(),
    now: () => clock,
  };
  const act = (said: Act, actor = person('accountant'), given: Partial<typeof needs> = {}) =>
    changeSettlement({ ...needs, ...given })({ periodId: inAugust, act: said, actor });
  const pass = (minutes: number) => {
    clock = new Date(clock.getTime() + minutes * 60_000);
  };
  return { ...needs, act, pass, settlement: () => settlements.all.get(inAugust) };
};
const again = { kind: 'settle-again' } as const;
const ask = {
  kind: 'ask-adjustment',
  amount: 270_000,
  reason: 'RECORD_DAMAGED',
  paper: '112/QĐ-UBND',
} as const;
const confirm = { kind: 'confirm-adjustment' } as const;
const giveBack = { kind: 'return-money', amount: 100_000, voucher: 'UNC-1' } as const;
/** One of the first commune's payouts was lost when it was counted. */
const lost = { counted: [here.slice(0, 1), there] };
const stillLost = { ...lost, now: [here.slice(0, 1), there] };

describe('settling again', () => {
  test('counts what was mended, and balances', async () => {
    const { act, settlement, files, audit } = setting(lost);
    expect(settlement()).toMatchObject({ status: 'unbalanced', unbalanced: [yenHan] });
    expect(await act(again)).toEqual({ done: 'balanced' });
    expect(settlement()).toMatchObject({ status: 'balanced', difference: 0, unbalanced: [] });
    expect(files.json(settlementKeyOf(inAugust))).toMatchObject({ status: 'balanced' });
    expect(files.json(packFiguresKeyOf(inAugust))).toMatchObject({
      settlement: { status: 'balanced' },
      communes: [{ isBalanced: true }, { isBalanced: true }],
      unpaidReasons: { ABSENT: { count: 2, amount: 540_000 } },
    });
    expect(files.all.has(packKeyOf(inAugust))).toBe(true);
    expect(audit.acts).toMatchObject([{ act: 'settle-again', actor: { id: 'accountant' } }]);
  });

  test('that died before its files gets them when it is said again', async () => {
    const { act, files } = setting(lost);
    const dying = { ...files, writeReport: () => Promise.reject(new Error('the function died')) };
    await expect(act(again, person('accountant'), { files: dying })).rejects.toThrow('died');
    expect(await act(again)).toEqual({ refused: 'not-unbalanced' });
    expect(files.json(settlementKeyOf(inAugust))).toMatchObject({ status: 'balanced' });
  });

  test('of what nobody mended stays unbalanced', async () => {
    const { act, settlement } = setting(stillLost);
    expect(await act(again)).toEqual({ done: 'unbalanced' });
    expect(settlement()).toMatchObject({ unbalanced: [yenHan], difference: 270_000 });
  });

  test('keeps what was mended before while the next commune is mended', async () => {
    const { act, settlement, payouts, pass } = setting({
      counted: [here.slice(0, 1), there.slice(0, 1)],
      now: [here, there.slice(0, 1)],
    });
    expect(await act(again)).toEqual({ done: 'unbalanced' });
    expect(settlement()).toMatchObject({ unbalanced: [nextDoor] });
    const [, mended] = there;
    payouts.all.set('mended', mended!);
    pass(5);
    expect(await act(again)).toEqual({ done: 'balanced' });
  });

  test('reads no commune that balanced', async () => {
    const { act, payouts } = setting(lost);
    const read = new Set<string>();
    const list: typeof payouts.list = async (periodId, commune) => {
      read.add(commune);
      return payouts.list(periodId, commune);
    };
    await act(again, person('accountant'), { payouts: { ...payouts, list } });
    expect([...read]).toEqual([yenHan]);
  });

  test('of a balanced settlement is refused, also the second time', async () => {
    const { act, settlement } = setting(lost);
    await act(again);
    const first = settlement();
    expect(await act(again)).toEqual({ refused: 'not-unbalanced' });
    expect(settlement()).toEqual(first);
  });

  test('loses its race against an adjustment that was confirmed meanwhile', async () => {
    const { act, payouts, settlement } = setting(lost);
    await act(ask);
    const list: typeof payouts.list = async (...given) => {
      if (settlement()?.status === 'unbalanced') await act(confirm, person('approver'));
      return payouts.list(...given);
    };
    expect(await act(again, person('accountant'), { payouts: { ...payouts, list } })).toEqual({
      refused: 'superseded',
    });
    expect(settlement()).toMatchObject({ status: 'adjusted' });
  });
});

describe('an adjustment', () => {
  test('is asked by one and confirmed by another', async () => {
    const { act, settlement, files, audit } = setting(stillLost);
    expect(await act(ask)).toEqual({ done: 'unbalanced' });
    expect(await act(confirm, person('approver'))).toEqual({ done: 'adjusted' });
    expect(settlement()).toMatchObject({
      status: 'adjusted',
      difference: 270_000,
      adjustment: { amount: 270_000, askedBy: 'accountant', confirmedBy: 'approver' },
    });
    expect(files.json(settlementKeyOf(inAugust))).toEqual(settlement());
    expect(audit.acts).toMatchObject([
      { act: 'ask-adjustment', actor: { id: 'accountant' }, facts: { paper: '112/QĐ-UBND' } },
      { act: 'confirm-adjustment', actor: { id: 'approver' }, facts: { askedBy: 'accountant' } },
    ]);
  });

  test('is not confirmed by who asked for it, whatever their role is by then', async () => {
    const { act, settlement } = setting(stillLost);
    await act(ask, person('accountant', 'lan'));
    expect(await act(confirm, person('approver', 'lan'))).toEqual({ refused: 'own-request' });
    expect(settlement()).toMatchObject({ status: 'unbalanced' });
  });

  test('of another amount than is missing is refused, with what is', async () => {
    const { act, settlement } = setting(stillLost);
    expect(await act({ ...ask, amount: 269_999 })).toEqual({ refused: 'other-amount', due: 270_000 });
    expect(settlement()?.adjustment).toBeUndefined();
  });

  test('of a settlement that was counted again since must be asked anew', async () => {
    const { act, settlement, pass } = setting(stillLost);
    await act(ask);
    pass(1);
    await act(again);
    expect(settlement()?.adjustment).toBeUndefined();
    expect(await act(confirm, person('approver'))).toEqual({ refused: 'not-asked' });
  });

  test('that changed between seeing and confirming is not confirmed', async () => {
    const { act, settlements, settlement, pass } = setting(stillLost);
    await act(ask);
    const confirmAdjustment: typeof settlements.confirmAdjustment = async (...given) => {
      pass(1);
      await act({ ...ask, paper: '113/QĐ-UBND' });
      return settlements.confirmAdjustment(...given);
    };
    const racing = { settlements: { ...settlements, confirmAdjustment } };
    expect(await act(confirm, person('approver'), racing)).toEqual({ refused: 'superseded' });
    expect(settlement()).toMatchObject({ status: 'unbalanced', adjustment: { paper: '113/QĐ-UBND' } });
  });

  test('said twice by the same people is one, on record once', async () => {
    const { act, settlement, audit, pass } = setting(stillLost);
    await act(ask);
    pass(1);
    await act(ask);
    await act(confirm, person('approver'));
    const first = settlement();
    pass(1);
    expect(await act(confirm, person('approver'))).toEqual({ done: 'adjusted' });
    expect(settlement()).toEqual(first);
    const keys = audit.acts.map((one) => `${one.at.toISOString()} ${one.act} ${one.actId}`);
    expect(new Set(keys).size).toBe(2);
  });
});

describe('returning money', () => {
  test('is recorded by its voucher, part by part, and never beyond what is due', async () => {
    const { act, settlement, files, audit } = setting({});
    expect(await act(giveBack)).toEqual({ done: 'balanced' });
    expect(await act({ ...giveBack, amount: 440_001, voucher: 'UNC-2' })).toEqual({
      refused: 'too-much',
      due: 440_000,
    });
    expect(await act({ ...giveBack, amount: 440_000, voucher: 'UNC-2' })).toEqual({ done: 'balanced' });
    expect(settlement()?.returned).toMatchObject([
      { amount: 100_000, voucher: 'UNC-1', by: 'accountant', at: later.toISOString() },
      { amount: 440_000, voucher: 'UNC-2' },
    ]);
    expect(files.json(packFiguresKeyOf(inAugust))).toMatchObject({ returned: 540_000, stillToHandBack: 0 });
    expect(audit.acts.map(({ act: what }) => what)).toEqual(['return-money', 'return-money']);
  });

  test('said twice is once', async () => {
    const { act, settlement, pass } = setting({});
    await act(giveBack);
    const first = settlement();
    pass(1);
    expect(await act(giveBack)).toEqual({ done: 'balanced' });
    expect(settlement()).toEqual(first);
  });

  test('that died before its record and its files gets them when it is said again', async () => {
    const { act, audit, files, settlement } = setting({});
    const record = async () => {
      throw new Error('the function died');
    };
    await expect(act(giveBack, person('accountant'), { audit: { ...audit, record } })).rejects.toThrow();
    expect(files.all.size).toBe(0);
    await act(giveBack);
    expect(settlement()?.returned).toHaveLength(1);
    expect(audit.acts).toHaveLength(1);
    expect(files.json(packFiguresKeyOf(inAugust))).toMatchObject({ returned: 100_000 });
  });

  test('by two at once: one is recorded, the other is told', async () => {
    const { act, settlements, settlement } = setting({});
    const addReturned: typeof settlements.addReturned = async (...given) => {
      await act({ ...giveBack, amount: 540_000, voucher: 'UNC-2' });
      return settlements.addReturned(...given);
    };
    const racing = { settlements: { ...settlements, addReturned } };
    expect(await act(giveBack, person('accountant'), racing)).toEqual({ refused: 'superseded' });
    expect(settlement()?.returned).toMatchObject([{ amount: 540_000 }]);
  });

  test('waits until the settlement is final', async () => {
    expect(await setting(stillLost).act(giveBack)).toEqual({ refused: 'still-unbalanced' });
  });
});

describe('a change of a settlement', () => {
  test.each([
    [again, 'approver', 'not-an-accountant'],
    [ask, 'planner', 'not-an-accountant'],
    [giveBack, 'teller', 'not-an-accountant'],
    [confirm, 'accountant', 'not-an-approver'],
  ] as const)('%o is not for everybody', async (act, role, refused) => {
    const { act: run, settlement, audit } = setting(stillLost);
    const before = settlement();
    expect(await run(act, person(role))).toEqual({ refused });
    expect(settlement()).toEqual(before);
    expect(audit.acts).toEqual([]);
  });

  test('of a period that is not settled is refused', async () => {
    const { act, settlements } = setting({});
    settlements.all.clear();
    expect(await act(again)).toEqual({ refused: 'not-settled' });
  });
});
