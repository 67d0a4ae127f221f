import { describe, expect, test } from 'vitest';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { type Adjustment, settle, type Settlement } from '../../shared/domain/settlement.ts';
import { settlementStore } from '../../shared/store/settlements.ts';
import { inAugust, noon, yenHan } from '../support/build.ts';
import { at } from '../support/facts.ts';
import { openLocalTable } from '../support/local-table.ts';

const table = await openLocalTable();
const settlements = settlementStore(table);

let year = 2100;
const later = '2016-08-20T02:00:00.000Z';
/** A settlement that is stored: unbalanced, nobody else's. */
const stored = async (given: Partial<Settlement> = {}): Promise<Settlement> => {
  const periodId = PeriodId.parse(`assistance.06.${(year += 1)}-06`);
  const funded = { approved: { count: 0, amount: 0 }, received: 540_000, payerFee: undefined };
  const settled = settle(periodId, [], funded, noon);
  return settlements.add({ ...settled, status: 'unbalanced', unbalanced: [yenHan], ...given });
};
const asked: Adjustment = {
  amount: 270_000,
  reason: 'RECORD_DAMAGED',
  paper: '112/QĐ-UBND',
  askedBy: 'accountant-1',
  askedAt: at,
};
const confirmed = { ...asked, confirmedBy: 'approver-1', confirmedAt: later };
const returned = (voucher: string) => ({ amount: 1_000, voucher, by: 'accountant-1', at });
const now = ({ periodId }: Settlement) => settlements.find(periodId);

describe('a settlement', () => {
  test('stands as it was first written', async () => {
    table.loseNextAnswer('PutItemCommand');
    const first = await stored();
    expect(await settlements.add({ ...first, received: 1 })).toEqual(first);
    expect(await now(first)).toEqual(first);
  });

  test('of a period that is not settled is not there', async () => {
    expect(await settlements.find(inAugust)).toBeUndefined();
  });

  test('counted again takes the place of the unbalanced one, and of what was asked for it', async () => {
    const seen = await stored({ adjustment: asked });
    const counted = {
      ...seen,
      status: 'balanced' as const,
      unbalanced: [],
      settledAt: later,
      adjustment: undefined,
    };
    table.loseNextAnswer('UpdateItemCommand');
    expect(await settlements.replace(seen, counted)).toEqual(counted);
    expect(await now(seen)).toEqual(counted);
  });

  test('that is balanced, or was counted by somebody else since, is not replaced', async () => {
    const balanced = await stored({ status: 'balanced' });
    expect(await settlements.replace(balanced, { ...balanced, received: 1 })).toBeUndefined();
    expect(await now(balanced)).toEqual(balanced);
    const seen = await stored();
    const other = { ...seen, settledAt: later };
    await settlements.replace(seen, other);
    expect(await settlements.replace(seen, { ...seen, received: 1 })).toBeUndefined();
    expect(await now(seen)).toEqual(other);
  });
});

describe('an adjustment', () => {
  test('is asked for the settlement that was seen, and replaces an earlier request', async () => {
    const seen = await stored();
    await settlements.askAdjustment(seen, asked);
    const other = { ...asked, paper: '113/QĐ-UBND', askedAt: later };
    expect(await settlements.askAdjustment(seen, other)).toMatchObject({ adjustment: other });
    expect((await now(seen))?.adjustment).toEqual(other);
  });

  test('is not asked for one that was counted again, balanced or adjusted', async () => {
    const counted = await stored();
    await settlements.replace(counted, { ...counted, settledAt: later });
    const balanced = await stored({ status: 'balanced' });
    const adjusted = await stored({ status: 'adjusted', adjustment: confirmed });
    for (const seen of [counted, balanced, adjusted]) {
      const before = await now(seen);
      expect(await settlements.askAdjustment(seen, { ...asked, paper: '1' })).toBeUndefined();
      expect(await now(seen)).toEqual(before);
    }
  });

  test('is confirmed once, by somebody else', async () => {
    const seen = await stored({ adjustment: asked });
    table.loseNextAnswer('UpdateItemCommand');
    expect(await settlements.confirmAdjustment(seen, confirmed)).toMatchObject({ status: 'adjusted' });
    expect(await now(seen)).toEqual({ ...seen, status: 'adjusted', adjustment: confirmed });
    const second = { ...confirmed, confirmedBy: 'approver-2' };
    expect(await settlements.confirmAdjustment(seen, second)).toBeUndefined();
    expect((await now(seen))?.adjustment).toEqual(confirmed);
  });

  test('is not confirmed by who asked for it, even where nobody looked', async () => {
    const seen = await stored({ adjustment: asked });
    const own = { ...confirmed, confirmedBy: asked.askedBy };
    expect(await settlements.confirmAdjustment(seen, own)).toBeUndefined();
    expect(await now(seen)).toEqual(seen);
  });

  test('that was asked anew is not confirmed as it was before', async () => {
    const seen = await stored({ adjustment: asked });
    await settlements.askAdjustment(seen, { ...asked, paper: '113/QĐ-UBND', askedAt: later });
    expect(await settlements.confirmAdjustment(seen, confirmed)).toBeUndefined();
    expect((await now(seen))?.status).toBe('unbalanced');
  });

  test('that nobody asked for is not confirmed', async () => {
    const seen = await stored();
    expect(await settlements.confirmAdjustment(seen, confirmed)).toBeUndefined();
    expect(await now(seen)).toEqual(seen);
  });

  test('raced between two approvers and a new count has one winner', async () => {
    const seen = await stored({ adjustment: asked });
    const outcomes = await Promise.all([
      settlements.confirmAdjustment(seen, confirmed),
      settlements.confirmAdjustment(seen, { ...confirmed, confirmedBy: 'approver-2' }),
      settlements.replace(seen, { ...seen, status: 'balanced', settledAt: later }),
    ]);
    expect(outcomes.filter((one) => one !== undefined)).toHaveLength(1);
  });
});

describe('money returned', () => {
  test('is added one after the other', async () => {
    const seen = await stored({ status: 'balanced' });
    const first = await settlements.addReturned(seen, returned('UNC-1'));
    table.loseNextAnswer('UpdateItemCommand');
    await settlements.addReturned(first!, returned('UNC-2'));
    expect((await now(seen))?.returned).toEqual([returned('UNC-1'), returned('UNC-2')]);
  });

  test('by two at once: one is written, neither is lost without word', async () => {
    const seen = await stored({ status: 'balanced' });
    const outcomes = await Promise.all(
      ['UNC-1', 'UNC-2', 'UNC-3'].map((voucher) => settlements.addReturned(seen, returned(voucher))),
    );
    const written = outcomes.flatMap((one) => one ?? []);
    expect(written).toHaveLength(1);
    expect((await now(seen))?.returned).toEqual(written[0]?.returned);
  });
});

test('every request asks what it cost', () => {
  expect(table.requests.filter(({ input }) => input['ReturnConsumedCapacity'] !== 'TOTAL')).toEqual([]);
});
