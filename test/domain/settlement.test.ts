import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Payout, tally } from '../../shared/domain/payout.ts';
import { isBalanced, settle, Settlement, standingOf, sumOfStanding } from '../../shared/domain/settlement.ts';
import { amount, ids } from '../support/arbitrary.ts';
import {
  aCommune,
  aDecision,
  aLine,
  aPayout,
  atHome,
  carriedOver,
  inAugust,
  noon,
  paid,
  yenHan,
} from '../support/build.ts';

const hanMai = aCommune('01840');
const nothing = { count: 0, amount: 0 };
const one = (of: number) => ({ count: 1, amount: of });
const standing = (given: Partial<ReturnType<typeof standingOf>> = {}) => ({
  paid: nothing,
  open: nothing,
  carriedOver: nothing,
  handedBack: nothing,
  withheld: nothing,
  home: nothing,
  ...given,
});

const payouts = ids().chain((all) =>
  fc.tuple(
    ...all.map((recipientId) =>
      fc
        .record({
          amount,
          fate: fc.constantFrom('open', 'paid', 'carriedOver', 'handedBack', 'withheld'),
          isHome: fc.boolean(),
        })
        .map(({ amount: of, fate, isHome }): Payout => {
          const payout = {
            ...aPayout(1, { amount: of, lines: [aLine(of)], ...(isHome && { place: atHome() }) }),
            recipientId,
          };
          if (fate === 'open') return payout;
          if (fate === 'paid') return paid(payout);
          return fate === 'carriedOver'
            ? carriedOver(payout)
            : { ...payout, state: fate, decision: aDecision() };
        }),
    ),
  ),
);

describe('standingOf', () => {
  test('counts people and đồng by what became of them', () => {
    const all = [
      aPayout(1),
      paid(aPayout(2, { amount: 400_000 })),
      paid(aPayout(3, { amount: 500_000, place: atHome() })),
      carriedOver(aPayout(4, { amount: 135_000, place: atHome() })),
      { ...aPayout(5, { amount: 270_000 }), state: 'handedBack' as const, decision: aDecision() },
      { ...aPayout(6, { amount: 405_000 }), state: 'withheld' as const, decision: aDecision('UNDER_REVIEW') },
    ];
    expect(standingOf(all)).toEqual({
      paid: { count: 2, amount: 900_000 },
      open: one(270_000),
      carriedOver: one(135_000),
      handedBack: one(270_000),
      withheld: one(405_000),
      home: one(500_000),
    });
  });

  test('what the month before had paid late is handed back, whatever became of the rest', () => {
    const settledLate = { proofId: 'L', lines: [aLine(270_000)], by: 'accountant-1', at: noon.toISOString() };
    expect(standingOf([paid(aPayout(1, { settledLate })), aPayout(2, { settledLate })])).toMatchObject({
      paid: one(270_000),
      open: one(270_000),
      handedBack: { count: 0, amount: 540_000 },
    });
  });

  test('approved = paid + open + carried over + handed back + withheld, at any moment', () => {
    fc.assert(
      fc.property(payouts, (all) => {
        expect(sumOfStanding(standingOf(all))).toEqual(tally(all));
      }),
    );
  });
});

describe('settle', () => {
  const balanced = {
    commune: yenHan,
    submitted: { count: 2, amount: 540_000 },
    standing: standing({ paid: one(270_000), carriedOver: one(270_000), home: one(270_000) }),
  };

  test('balances what was approved with what was paid and carried over, and the money received', () => {
    const settled = settle(inAugust, [balanced, { ...balanced, commune: hanMai }], 1_080_000, noon);
    expect(settled).toEqual({
      periodId: inAugust,
      status: 'balanced',
      approved: { count: 4, amount: 1_080_000 },
      paid: { count: 2, amount: 540_000 },
      carriedOver: { count: 2, amount: 540_000 },
      handedBack: nothing,
      withheld: nothing,
      home: { count: 2, amount: 540_000 },
      received: 1_080_000,
      toHandBack: 540_000,
      unbalanced: [],
      settledAt: '2016-08-03T05:00:00.000Z',
    });
    expect(Settlement.parse(settled)).toEqual(settled);
  });

  test.each([
    ['a đồng too little was paid', standing({ paid: one(269_999), carriedOver: one(270_000) })],
    ['a đồng too much was', standing({ paid: one(270_001), carriedOver: one(270_000) })],
    ['somebody is missing, though the money is not', standing({ paid: one(540_000) })],
    ['somebody is still open', standing({ paid: one(270_000), carriedOver: one(270_000), open: one(0) })],
    ['somebody is open instead of carried over', standing({ paid: one(270_000), open: one(270_000) })],
  ])('names the commune where %s', (_, wrong) => {
    expect(isBalanced({ ...balanced, standing: wrong })).toBe(false);
    const communes = [balanced, { ...balanced, commune: hanMai, standing: wrong }];
    expect(settle(inAugust, communes, 2_000_000, noon)).toMatchObject({
      status: 'unbalanced',
      unbalanced: [hanMai],
    });
  });

  test('is not balanced by two communes that are wrong by the same amount', () => {
    const less = { ...balanced, standing: standing({ paid: one(269_000), carriedOver: one(270_000) }) };
    const more = {
      ...balanced,
      commune: hanMai,
      standing: standing({ paid: one(271_000), carriedOver: one(270_000) }),
    };
    expect(settle(inAugust, [less, more], 1_080_000, noon)).toMatchObject({
      status: 'unbalanced',
      unbalanced: [yenHan, hanMai],
    });
  });

  test.each([
    [270_000, 'balanced', 0],
    [269_999, 'unbalanced', -1],
  ])('of %i đồng received, with 270,000 paid, is %s', (received, status, toHandBack) => {
    expect(settle(inAugust, [balanced], received, noon)).toMatchObject({
      status,
      toHandBack,
      unbalanced: [],
    });
  });

  test('a period without communes is settled', () => {
    expect(settle(inAugust, [], 0, noon)).toMatchObject({ status: 'balanced', approved: nothing });
  });

  test('balances exactly where nobody is open', () => {
    fc.assert(
      fc.property(payouts, (all) => {
        const commune = { commune: yenHan, submitted: tally(all), standing: standingOf(all) };
        const {
          status,
          received,
          paid: done,
          toHandBack,
        } = settle(inAugust, [commune], tally(all).amount, noon);
        expect(status).toBe(all.some(({ state }) => state === 'assigned') ? 'unbalanced' : 'balanced');
        expect(received).toBe(done.amount + toHandBack);
      }),
    );
  });
});
