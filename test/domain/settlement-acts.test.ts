import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Adjustment, Settlement } from '../../shared/domain/settlement.ts';
import {
  askAdjustment,
  confirmAdjustment,
  returnedOf,
  returnMoney,
} from '../../shared/domain/settlement-acts.ts';
import { inAugust, noon } from '../support/build.ts';
import { at } from '../support/facts.ts';

const nothing = { count: 0, amount: 0 };
const settlement = (given: Partial<Settlement> = {}): Settlement => ({
  periodId: inAugust,
  status: 'unbalanced',
  approved: { count: 2, amount: 540_000 },
  paid: { count: 1, amount: 270_000 },
  carriedOver: nothing,
  handedBack: nothing,
  withheld: nothing,
  home: nothing,
  difference: 270_000,
  received: 540_000,
  toHandBack: 270_000,
  payerFee: 0,
  unbalanced: [],
  settledAt: at,
  returned: [],
  ...given,
});
const asked = { amount: 270_000, reason: 'RECORD_DAMAGED', paper: '112/QĐ-UBND' } as const;
const adjustment: Adjustment = { ...asked, askedBy: 'accountant-1', askedAt: at };
const confirmed = { ...adjustment, confirmedBy: 'approver-1', confirmedAt: at };
const by = (id: string) => ({ by: id, at: noon });

describe('an adjustment', () => {
  test('is asked for exactly what is missing', () => {
    expect(askAdjustment(settlement(), asked, by('accountant-1'))).toEqual({
      fact: adjustment,
      stands: false,
    });
  });

  test.each([269_999, 270_001, -270_000, 0])('of %i đồng is refused where 270,000 are missing', (amount) => {
    expect(askAdjustment(settlement(), { ...asked, amount }, by('accountant-1'))).toEqual({
      refused: 'other-amount',
      due: 270_000,
    });
  });

  test('may be below zero, where too much was found', () => {
    const tooMuch = settlement({ difference: -1 });
    expect(askAdjustment(tooMuch, { ...asked, amount: -1 }, by('accountant-1'))).toMatchObject({
      fact: { amount: -1 },
    });
  });

  test('asked again stands; with another paper it takes the place of the first', () => {
    const before = settlement({ adjustment });
    const later = { by: 'accountant-1', at: new Date('2016-08-20T00:00:00Z') };
    expect(askAdjustment(before, asked, later)).toEqual({ fact: adjustment, stands: true });
    expect(askAdjustment(before, { ...asked, paper: '113/QĐ-UBND' }, later)).toEqual({
      fact: { ...adjustment, paper: '113/QĐ-UBND', askedAt: later.at.toISOString() },
      stands: false,
    });
  });

  test.each(['balanced', 'adjusted'] as const)('of a %s settlement is refused', (status) => {
    expect(askAdjustment(settlement({ status }), asked, by('accountant-1'))).toEqual({
      refused: 'not-unbalanced',
    });
  });

  test('is confirmed by somebody else', () => {
    expect(confirmAdjustment(settlement({ adjustment }), by('approver-1'))).toEqual({
      fact: confirmed,
      stands: false,
    });
    expect(confirmAdjustment(settlement({ adjustment }), by('accountant-1'))).toEqual({
      refused: 'own-request',
    });
  });

  test('confirmed again by the same person stands, by another comes too late', () => {
    const adjusted = settlement({ status: 'adjusted', adjustment: confirmed });
    expect(confirmAdjustment(adjusted, by('approver-1'))).toEqual({ fact: confirmed, stands: true });
    expect(confirmAdjustment(adjusted, by('approver-2'))).toEqual({ refused: 'not-unbalanced' });
  });

  test('is confirmed only where one was asked for', () => {
    expect(confirmAdjustment(settlement(), by('approver-1'))).toEqual({ refused: 'not-asked' });
    expect(confirmAdjustment(settlement({ status: 'balanced' }), by('approver-1'))).toEqual({
      refused: 'not-unbalanced',
    });
  });
});

describe('money handed back', () => {
  const balanced = settlement({ status: 'balanced', difference: 0 });
  const gone = { amount: 200_000, voucher: 'UNC-1', by: 'accountant-1', at };

  test('goes by its voucher, in parts', () => {
    const part = { amount: 200_000, voucher: 'UNC-1' };
    expect(returnMoney(balanced, part, by('accountant-1'))).toEqual({ fact: gone, stands: false });
    const rest = { amount: 70_000, voucher: 'UNC-2' };
    expect(returnMoney({ ...balanced, returned: [gone] }, rest, by('accountant-1'))).toMatchObject({
      fact: rest,
      stands: false,
    });
  });

  test('is never more than is to be handed back', () => {
    const given = { amount: 70_001, voucher: 'UNC-2' };
    expect(returnMoney({ ...balanced, returned: [gone] }, given, by('accountant-1'))).toEqual({
      refused: 'too-much',
      due: 70_000,
    });
  });

  test('of the same voucher is the same money', () => {
    const before = { ...balanced, returned: [gone] };
    const same = { amount: 200_000, voucher: 'UNC-1' };
    expect(returnMoney(before, same, by('accountant-1'))).toEqual({ fact: gone, stands: true });
    expect(returnMoney(before, same, by('accountant-2'))).toEqual({ refused: 'voucher-used' });
    expect(returnMoney(before, { ...same, amount: 1 }, by('accountant-1'))).toEqual({
      refused: 'voucher-used',
    });
  });

  test('waits until it is known how much', () => {
    expect(returnMoney(settlement(), { amount: 1, voucher: 'UNC-1' }, by('accountant-1'))).toEqual({
      refused: 'still-unbalanced',
    });
  });

  test('whatever is returned in which order: never too much, and each voucher once', () => {
    const given = fc.array(
      fc.record({ amount: fc.integer({ min: 1, max: 200_000 }), voucher: fc.constantFrom('A1', 'B2', 'C3') }),
    );
    fc.assert(
      fc.property(given, (all) => {
        const end = all.reduce((before, one) => {
          const decided = returnMoney(before, one, by('accountant-1'));
          return 'fact' in decided && !decided.stands
            ? { ...before, returned: [...before.returned, decided.fact] }
            : before;
        }, balanced);
        expect(returnedOf(end.returned)).toBeLessThanOrEqual(end.toHandBack);
        const vouchers = end.returned.map(({ voucher }) => voucher);
        expect(new Set(vouchers).size).toBe(vouchers.length);
      }),
    );
  });
});
