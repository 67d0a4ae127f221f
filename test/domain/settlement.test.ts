import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endingOf } from '../../shared/domain/ending.ts';
import { sumOf } from '../../shared/domain/payout.ts';
import { isBalanced, settle, settledCommunes, Settlement, Voucher } from '../../shared/domain/settlement.ts';
import { type Standing, standingOf, sumOfStanding } from '../../shared/domain/standing.ts';
import { settledPayouts } from '../support/ended.ts';
import { shuffled } from '../support/arbitrary.ts';
import { aCommune, aPayout, carriedOver, inAugust, noon, paid, yenHan } from '../support/build.ts';

const hanMai = aCommune('01840');
const nothing = { count: 0, amount: 0 };
const one = (of: number) => ({ count: 1, amount: of });
const standing = (given: Partial<Standing> = {}): Standing => ({
  paid: nothing,
  open: nothing,
  carriedOver: nothing,
  handedBack: nothing,
  withheld: nothing,
  home: nothing,
  ...given,
});
const balanced = {
  commune: yenHan,
  submitted: { count: 2, amount: 540_000 },
  standing: standing({ paid: one(270_000), carriedOver: one(270_000), home: one(270_000) }),
};
/** Settled as the sum of its communes was approved. */
const settled = (communes: readonly (typeof balanced)[], received: number) =>
  settle(
    inAugust,
    communes,
    { approved: sumOf(communes.map(({ submitted }) => submitted)), received, payerFee: undefined },
    noon,
  );

describe('settle', () => {
  test('balances what was approved with what became of it, and the money received', () => {
    const settlement = settled([balanced, { ...balanced, commune: hanMai }], 1_080_000);
    expect(settlement).toEqual({
      periodId: inAugust,
      status: 'balanced',
      approved: { count: 4, amount: 1_080_000 },
      paid: { count: 2, amount: 540_000 },
      carriedOver: { count: 2, amount: 540_000 },
      handedBack: nothing,
      withheld: nothing,
      home: { count: 2, amount: 540_000 },
      difference: 0,
      received: 1_080_000,
      toHandBack: 540_000,
      payerFee: 0,
      unbalanced: [],
      settledAt: '2016-08-03T05:00:00.000Z',
      returned: [],
    });
    expect(Settlement.parse(settlement)).toEqual(settlement);
  });

  test('counts what was handed back or withheld as accounted for', () => {
    const decided = standing({ handedBack: one(270_000), withheld: one(270_000) });
    expect(settled([{ ...balanced, standing: decided }], 540_000)).toMatchObject({
      status: 'balanced',
      toHandBack: 540_000,
    });
  });

  test.each([
    ['a đồng too little was paid', standing({ paid: one(269_999), carriedOver: one(270_000) }), 1],
    ['a đồng too much was', standing({ paid: one(270_001), carriedOver: one(270_000) }), -1],
    ['somebody is missing, though the money is not', standing({ paid: one(540_000) }), 0],
    ['somebody is still open', standing({ paid: one(270_000), carriedOver: one(270_000), open: one(0) }), 0],
    ['somebody is open instead', standing({ paid: one(270_000), open: one(270_000) }), 270_000],
  ])('names the commune where %s, and what is missing', (_, wrong, difference) => {
    expect(isBalanced({ ...balanced, standing: wrong })).toBe(false);
    expect(settled([balanced, { ...balanced, commune: hanMai, standing: wrong }], 2_000_000)).toMatchObject({
      status: 'unbalanced',
      unbalanced: [hanMai],
      difference,
    });
  });

  test('is not balanced by two communes that are wrong by the same amount', () => {
    const less = { ...balanced, standing: standing({ paid: one(269_000), carriedOver: one(270_000) }) };
    const more = { ...balanced, standing: standing({ paid: one(271_000), carriedOver: one(270_000) }) };
    expect(settled([{ ...more, commune: hanMai }, less], 1_080_000)).toMatchObject({
      status: 'unbalanced',
      unbalanced: [yenHan, hanMai],
      difference: 0,
    });
  });

  test('is not balanced by communes that are right each, where more was approved than they make', () => {
    const funded = { approved: { count: 4, amount: 1_080_000 }, received: 1_080_000, payerFee: undefined };
    expect(settle(inAugust, [balanced], funded, noon)).toMatchObject({
      status: 'unbalanced',
      unbalanced: [],
      difference: 540_000,
    });
  });

  test.each([
    [270_000, 'balanced', 0],
    [269_999, 'unbalanced', -1],
  ])('of %i đồng received, with 270,000 paid, is %s', (received, status, toHandBack) => {
    expect(settled([balanced], received)).toMatchObject({ status, toHandBack, unbalanced: [] });
  });

  test('a period without communes is settled', () => {
    expect(settled([], 0)).toMatchObject({ status: 'balanced', approved: nothing });
  });

  test('owes the payer a fee for the points at which somebody was paid, and for no other', () => {
    const payouts = [paid(aPayout(1)), carriedOver(aPayout(2))];
    const ending = endingOf({ payouts, reminders: [], late: [], conflicts: 0 });
    const unpaidPoint = endingOf({
      payouts: [carriedOver(aPayout(3))],
      reminders: [],
      late: [],
      conflicts: 0,
    });
    const communes = [
      { ...balanced, ending },
      { ...balanced, commune: hanMai, ending: unpaidPoint },
    ];
    const funded = {
      approved: nothing,
      received: 0,
      payerFee: { kind: 'perPoint', dong: 1_000_000 },
    } as const;
    expect(settle(inAugust, communes, funded, noon).payerFee).toBe(1_000_000);
  });

  test('balances exactly where nobody is open', () => {
    fc.assert(
      fc.property(settledPayouts, (all) => {
        const counted = standingOf(all);
        const submitted = sumOfStanding(counted);
        const commune = { commune: yenHan, submitted, standing: counted };
        const settlement = settled([commune], submitted.amount);
        const isOpen = all.some(({ state }) => state === 'assigned');
        expect(settlement.status).toBe(isOpen ? 'unbalanced' : 'balanced');
        expect(settlement.received).toBe(settlement.paid.amount + settlement.toHandBack);
        expect(settlement.difference).toBe(counted.open.amount);
      }),
    );
  });

  test('does not depend on the order of the communes', () => {
    const communes = fc
      .array(fc.tuple(settledPayouts, fc.boolean()), { maxLength: 6 })
      .map((all) =>
        all.map(([payouts, isRight], at) => {
          const counted = standingOf(payouts);
          const { count, amount } = sumOfStanding(counted);
          const submitted = { count, amount: isRight ? amount : amount + 1_000 };
          return { commune: aCommune(`0184${at}`), submitted, standing: counted };
        }),
      )
      .chain((all) => fc.tuple(fc.constant(all), shuffled(all)));
    fc.assert(
      fc.property(communes, fc.nat(), ([all, inAnyOrder], received) => {
        expect(settled(inAnyOrder, received)).toEqual(settled(all, received));
      }),
    );
  });
});

describe('the communes of a settlement', () => {
  const submitted = { total: balanced.submitted };

  test('are those that were submitted', () => {
    expect(settledCommunes([{ ...balanced, submitted }, { commune: hanMai }])).toEqual([balanced]);
  });

  test('one that was never counted is not balanced, rather than left out', () => {
    const communes = settledCommunes([{ commune: hanMai, submitted }]);
    expect(communes).toMatchObject([{ commune: hanMai, submitted: balanced.submitted }]);
    expect(communes.every(isBalanced)).toBe(false);
  });
});

describe('a voucher', () => {
  test.each(['UNC-112/2016', 'GBC.08', '0112', 'Số7'])('may be %s', (voucher) => {
    expect(Voucher.safeParse(voucher).success).toBe(true);
  });

  test.each(['', 'Hoàng', 'Hoàng Thị 1', '=1+1', 'x'.repeat(40) + '1'])('is not "%s"', (voucher) => {
    expect(Voucher.safeParse(voucher).success).toBe(false);
  });
});
