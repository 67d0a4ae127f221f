import { describe, expect, test } from 'vitest';
import type {
  AssignedPayout,
  DecidedPayout,
  PaidPayout,
  Payout,
  RestoredPayout,
} from '../../shared/domain/payout.ts';
import { standingOf, sumOfStanding } from '../../shared/domain/standing.ts';
import { payoutActStore } from '../../shared/store/payout-acts.ts';
import type { Outcome } from '../../shared/store/payout-items.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import {
  aDecision,
  aLine,
  aPayout,
  atHome,
  atPoint,
  carriedOver,
  inAugust,
  inJuly,
  noon,
  yenHan,
} from '../support/build.ts';
import { at, paidBy, triedBy } from '../support/facts.ts';
import { openLocalTable } from '../support/local-table.ts';

const table = await openLocalTable();
const payouts = payoutStore(table);
const acts = payoutActStore(table);

let last = 0;
/** A payout of somebody with a line of July and one of August, planned and stored, nobody else's. */
const planned = async (given: Partial<AssignedPayout> = {}) => {
  last += 1;
  const lines = [aLine(270_000), aLine(135_000, { carriedFrom: inJuly })];
  const payout = aPayout(last, { lines, amount: 405_000, ...given });
  await payouts.savePlan({ put: [payout], remove: [] }, () => undefined);
  return payout;
};
const paidOnce = async () => {
  const paid = paidBy(await planned(), 'P1');
  await payouts.savePaid(paid);
  return paid;
};
const stored = async ({ recipientId }: Pick<Payout, 'recipientId'>): Promise<Payout> =>
  (await payouts.find(inAugust, yenHan, recipientId))!;

const held = { periodId: inJuly, proofId: 'L1' };
const moved = (payout: AssignedPayout, by = 'planner'): AssignedPayout => ({
  ...payout,
  place: atPoint('2016-08-05'),
  chosen: { reason: 'ASKED', by, at },
});
const handedBack = (payout: AssignedPayout): DecidedPayout => ({
  ...payout,
  state: 'handedBack',
  decision: aDecision(),
});
const withheld = (payout: AssignedPayout): DecidedPayout => ({ ...handedBack(payout), state: 'withheld' });
const restored = ({ decision, ...due }: DecidedPayout, by = 'approver-2'): RestoredPayout => ({
  ...due,
  state: 'assigned',
  restored: { decision, by, at },
});
const decidedOnce = async (decide: (payout: AssignedPayout) => DecidedPayout = handedBack) => {
  const decided = decide(await planned());
  await acts.saveDecided(decided);
  return decided;
};
const asking = (payout: PaidPayout, by = 'teller-1'): PaidPayout => ({
  ...payout,
  reversalAsked: { reason: 'TYPED_WRONG', by, at },
});
/** `confirmedBy` is absent where the teller undoes it alone. */
const reversed = (
  { completion, reversalAsked, ...facts }: PaidPayout,
  confirmedBy?: string,
): AssignedPayout => {
  const askedBy = reversalAsked?.by ?? 'teller-1';
  const said = { reason: 'TYPED_WRONG' as const, askedBy, at, ...(confirmedBy && { confirmedBy }) };
  return { ...facts, state: 'assigned', reversals: [...(facts.reversals ?? []), { completion, ...said }] };
};
/** The line of July turned out to be paid; the rest is due, or nothing is left. */
const settledLate = (payout: AssignedPayout): AssignedPayout => {
  const [now, late] = payout.lines as [AssignedPayout['lines'][0], AssignedPayout['lines'][0]];
  return {
    ...payout,
    held: undefined,
    lines: [now],
    amount: now.amount,
    settledLate: { proofId: 'L1', lines: [late], by: 'accountant', at },
  };
};

const isSaved = ({ saved }: Outcome) => saved;

describe('each act writes what it says and reads back whole', () => {
  test('another place, in a plan that nobody chose before and in one that somebody did', async () => {
    const payout = await planned();
    expect(await acts.savePlace(moved(payout))).toEqual({ saved: true });
    expect(await stored(payout)).toEqual(moved(payout));
    const home = { ...moved(payout, 'other'), place: atHome('2016-08-09') };
    expect(await acts.savePlace(home)).toEqual({ saved: true });
    expect(await stored(payout)).toEqual(home);
  });

  test.each([handedBack, withheld])('a decision (%#)', async (decide) => {
    const payout = await planned();
    expect(await acts.saveDecided(decide(payout))).toEqual({ saved: true });
    expect(await stored(payout)).toEqual(decide(payout));
  });

  test.each([handedBack, withheld])(
    'a decision that is taken back, after which it is paid (%#)',
    async (decide) => {
      const decided = await decidedOnce(decide);
      expect(await acts.saveRestored(restored(decided))).toEqual({ saved: true });
      expect(await stored(decided)).toEqual(restored(decided));
      expect(await payouts.savePaid(paidBy(restored(decided), 'P1'))).toEqual({ saved: true });
    },
  );

  test('a decision that is taken back, of what an earlier month may have paid, is not paid', async () => {
    const decided = await decidedOnce(withheld);
    const waiting = { ...restored(decided), held };
    expect(await acts.saveRestored(waiting)).toEqual({ saved: true });
    expect(await payouts.savePaid(paidBy(waiting, 'P1'))).toEqual({ saved: false, found: waiting });
  });

  test('a reversal by one, after which the payout is paid anew', async () => {
    const paid = await paidOnce();
    expect(await acts.saveReversed(reversed(paid), 'P1')).toEqual({ saved: true });
    expect(await stored(paid)).toEqual(reversed(paid));
    const again = paidBy(reversed(paid), 'P2');
    expect(await payouts.savePaid(again)).toEqual({ saved: true });
    expect(await stored(paid)).toEqual(again);
  });

  test('a reversal by two', async () => {
    const paid = await paidOnce();
    expect(await acts.saveReversalAsked(asking(paid))).toEqual({ saved: true });
    expect(await stored(paid)).toEqual(asking(paid));
    const undone = reversed(asking(paid), 'accountant');
    expect(await acts.saveReversed(undone, 'P1')).toEqual({ saved: true });
    expect(await stored(paid)).toEqual(undone);
  });

  test('a reversal of what an earlier month may have paid is due, and not paid before that is decided', async () => {
    const paid = await paidOnce();
    const undone = { ...reversed(paid), held };
    expect(await acts.saveReversed(undone, 'P1')).toEqual({ saved: true });
    expect(await payouts.savePaid(paidBy(undone, 'P2'))).toEqual({ saved: false, found: undone });
  });

  test('a reversal that is refused', async () => {
    const paid = await paidOnce();
    await acts.saveReversalAsked(asking(paid));
    expect(await acts.dropReversalAsked(asking(paid))).toEqual({ saved: true });
    expect(await stored(paid)).toEqual(paid);
  });

  test('a late result holds the payout, and lets it go', async () => {
    const payout = await planned();
    expect(await acts.saveHeld(payout, held)).toEqual({ saved: true });
    expect(await stored(payout)).toEqual({ ...payout, held });
    expect(await acts.liftHeld({ ...payout, held }, 'L1')).toEqual({ saved: true });
    expect(await stored(payout)).toEqual(payout);
  });

  test('a late result that was decided passes the payout on to the next one', async () => {
    const payout = await planned({ held });
    const next = { ...held, proofId: 'L2' };
    expect(await acts.passHeld(payout, 'L1', next)).toEqual({ saved: true });
    expect(await stored(payout)).toEqual({ ...payout, held: next });
    expect(await acts.passHeld(payout, 'L1', held)).toEqual({
      saved: false,
      found: { ...payout, held: next },
    });
    const rest = { ...settledLate(payout), held };
    expect(await acts.saveSettledLate(rest, 'L2')).toEqual({ saved: true });
    expect(await stored(payout)).toEqual(rest);
  });

  test('a late result that was confirmed takes its lines out of what is due', async () => {
    const payout = await planned({ held });
    expect(await acts.saveSettledLate(settledLate(payout), 'L1')).toEqual({ saved: true });
    const due = await stored(payout);
    expect(due).toEqual(settledLate(payout));
    expect(sumOfStanding(standingOf([due])).amount).toBe(405_000);
  });
});

describe('nothing overwrites what stands', () => {
  test('a payment is not moved, not taken out of the plan and not held', async () => {
    const before = await planned();
    const paid = paidBy(before, 'P1');
    await payouts.savePaid(paid);
    const outcomes = [
      await acts.savePlace(moved(before)),
      await acts.saveDecided(handedBack(before)),
      await acts.saveDecided(withheld(before)),
      await acts.saveHeld(before, held),
      await payouts.saveCarriedOver(before, noon),
    ];
    for (const outcome of outcomes) expect(outcome).toEqual({ saved: false, found: paid });
    expect(await stored(paid)).toEqual(paid);
  });

  test('what waits for a late result is neither paid nor decided', async () => {
    const payout = await planned({ held });
    const found = payout;
    expect(await payouts.savePaid(paidBy(payout, 'P1'))).toEqual({ saved: false, found });
    expect(await acts.saveDecided(handedBack(payout))).toEqual({ saved: false, found });
    expect(await acts.saveHeld(payout, { ...held, proofId: 'L2' })).toEqual({ saved: false, found });
    expect(await acts.liftHeld(payout, 'L2')).toEqual({ saved: false, found });
    expect(await acts.saveSettledLate(settledLate(payout), 'L2')).toEqual({ saved: false, found });
  });

  test('a decision about another amount than is due now', async () => {
    const payout = await planned({ held });
    await acts.saveSettledLate(settledLate(payout), 'L1');
    const outcome = await acts.saveDecided(handedBack(payout));
    expect(outcome).toEqual({ saved: false, found: settledLate(payout) });
  });

  test('nobody takes back their own decision, or another one than they saw', async () => {
    const decided = await decidedOnce();
    const own = restored(decided, decided.decision.by);
    expect(await acts.saveRestored(own)).toEqual({ saved: false, found: decided });
    const earlier = { ...decided, decision: { ...decided.decision, at: '2016-08-01T00:00:00.000Z' } };
    expect(await acts.saveRestored(restored(earlier))).toEqual({ saved: false, found: decided });
    await acts.saveRestored(restored(decided));
    const found = restored(decided);
    expect(await acts.saveRestored(restored(decided, 'approver-3'))).toEqual({ saved: false, found });
  });

  test('what was handed back because it was paid late stays so', async () => {
    const payout = await planned({ held });
    const late: DecidedPayout = { ...handedBack(payout), held: undefined, decision: aDecision('PAID_LATE') };
    expect(await acts.saveSettledLate(late, 'L1')).toEqual({ saved: true });
    expect(await acts.saveRestored(restored(late))).toMatchObject({ saved: false });
    expect((await stored(payout)).state).toBe('handedBack');
  });

  test('a reversal of another payment than the one that stands', async () => {
    const first = await paidOnce();
    await acts.saveReversed(reversed(first), 'P1');
    const second = paidBy(reversed(first), 'P2');
    await payouts.savePaid(second);
    const found = second;
    expect(await acts.saveReversalAsked(asking(first))).toEqual({ saved: false, found });
    expect(await acts.saveReversed(reversed(first), 'P1')).toEqual({ saved: false, found });
  });

  test('a second request beside the first', async () => {
    const paid = await paidOnce();
    await acts.saveReversalAsked(asking(paid));
    const outcome = await acts.saveReversalAsked(asking(paid, 'planner'));
    expect(outcome).toEqual({ saved: false, found: asking(paid) });
  });

  test('a confirmation of what was refused, or asked anew by whoever confirms', async () => {
    const paid = await paidOnce();
    await acts.saveReversalAsked(asking(paid));
    await acts.dropReversalAsked(asking(paid));
    const undone = reversed(asking(paid), 'accountant');
    expect(await acts.saveReversed(undone, 'P1')).toEqual({ saved: false, found: paid });
    await acts.saveReversalAsked(asking(paid, 'accountant'));
    const found = asking(paid, 'accountant');
    expect(await acts.saveReversed(undone, 'P1')).toEqual({ saved: false, found });
    expect(await acts.dropReversalAsked(asking(paid))).toEqual({ saved: false, found });
    expect(await stored(paid)).toEqual(found);
  });

  test('a payout that was never planned is not made up', async () => {
    const nobody = aPayout(999_999);
    for (const outcome of [
      await acts.savePlace(moved(nobody)),
      await acts.saveDecided(handedBack(nobody)),
      await acts.saveHeld(nobody, held),
      await acts.saveReversed(reversed(paidBy(nobody, 'P1')), 'P1'),
      await acts.saveRestored(restored(handedBack(nobody))),
    ])
      expect(outcome).toEqual({ saved: false, found: undefined });
    expect(await payouts.find(inAugust, yenHan, nobody.recipientId)).toBeUndefined();
  });
});

/** Everything that may happen to an assigned payout, and the state that it leaves. */
const fates = {
  complete: (payout: AssignedPayout) => payouts.savePaid(paidBy(payout, 'P1')),
  handBack: (payout: AssignedPayout) => acts.saveDecided(handedBack(payout)),
  withhold: (payout: AssignedPayout) => acts.saveDecided(withheld(payout)),
  close: (payout: AssignedPayout) => payouts.saveCarriedOver(payout, noon),
};
const stateOf = {
  complete: 'paid',
  handBack: 'handedBack',
  withhold: 'withheld',
  close: 'carriedOver',
} as const;
type Fate = keyof typeof fates;
const pairs: [Fate, Fate][] = [
  ['complete', 'handBack'],
  ['complete', 'withhold'],
  ['complete', 'close'],
  ['handBack', 'withhold'],
  ['handBack', 'close'],
  ['withhold', 'close'],
];
const rounds = 8;

describe('raced against each other', () => {
  test.each(pairs)('%s and %s: one of them, and the loser finds the winner', async (one, other) => {
    for (let round = 0; round < rounds; round += 1) {
      const payout = await planned();
      const order: Fate[] = round % 2 === 0 ? [one, other] : [other, one];
      const outcomes = await Promise.all(order.map((fate) => fates[fate](payout)));
      expect(outcomes.filter(isSaved)).toHaveLength(1);
      const winner = order[outcomes.findIndex(isSaved)]!;
      const now = await stored(payout);
      expect(now.state).toBe(stateOf[winner]);
      expect(outcomes.find((outcome) => !outcome.saved)).toEqual({ saved: false, found: now });
      expect(sumOfStanding(standingOf([now]))).toEqual({ count: 1, amount: 405_000 });
    }
  });

  test('all at once, one fate', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const payout = await planned();
      const outcomes = await Promise.all(Object.values(fates).map((fate) => fate(payout)));
      expect(outcomes.filter(isSaved)).toHaveLength(1);
    }
  });

  test.each(Object.keys(fates) as Fate[])('reassign and %s: that happens, moved or not', async (fate) => {
    for (let round = 0; round < rounds; round += 1) {
      const payout = await planned();
      const [place, end] = await Promise.all([acts.savePlace(moved(payout)), fates[fate](payout)]);
      const now = await stored(payout);
      expect(end).toEqual({ saved: true });
      expect(now.state).toBe(stateOf[fate]);
      expect(now.place).toEqual(place.saved ? moved(payout).place : payout.place);
      expect(now.chosen?.by).toBe(place.saved ? 'planner' : undefined);
    }
  });

  test('two planners: the place and its reason are those of one of them', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const payout = await planned();
      const rivals = [moved(payout, 'a'), { ...moved(payout, 'b'), place: atHome('2016-08-09') }];
      await Promise.all(rivals.map((rival) => acts.savePlace(rival)));
      expect(rivals).toContainEqual(await stored(payout));
    }
  });

  test('reassign and an attempt: neither is lost', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const payout = await planned();
      await Promise.all([acts.savePlace(moved(payout)), payouts.saveAttempt(triedBy(payout, 'A1'), 'A1')]);
      expect(await stored(payout)).toEqual(triedBy(moved(payout), 'A1'));
    }
  });

  test.each(['complete', 'handBack', 'withhold'] as const)(
    'hold and %s: never both, so that nothing is handed over twice',
    async (fate) => {
      for (let round = 0; round < rounds; round += 1) {
        const payout = await planned();
        const acted = [() => acts.saveHeld(payout, held), () => fates[fate](payout)];
        const outcomes = await Promise.all(
          (round % 2 === 0 ? acted : acted.toReversed()).map((act) => act()),
        );
        expect(outcomes.filter(isSaved)).toHaveLength(1);
        const now = await stored(payout);
        expect(now.held === undefined).toBe(now.state === stateOf[fate]);
      }
    },
  );

  test('hold and close: carried over, held or not', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const payout = await planned();
      const [hold, close] = await Promise.all([
        acts.saveHeld(payout, held),
        payouts.saveCarriedOver(payout, noon),
      ]);
      expect(close).toEqual({ saved: true });
      const expected = carriedOver(payout);
      expect(await stored(payout)).toEqual(hold.saved ? { ...expected, held } : expected);
    }
  });

  test('confirmed and rejected late: one of them', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const payout = await planned({ held });
      const outcomes = await Promise.all([
        acts.saveSettledLate(settledLate(payout), 'L1'),
        acts.liftHeld(payout, 'L1'),
      ]);
      expect(outcomes.filter(isSaved)).toHaveLength(1);
      const now = await stored(payout);
      expect(now.held).toBeUndefined();
      expect(now.amount).toBe(outcomes[0].saved ? 270_000 : 405_000);
      expect(sumOfStanding(standingOf([now])).amount).toBe(405_000);
    }
  });

  test('reverse twice: once, and the payment is kept once', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const paid = await paidOnce();
      const undone = reversed(paid);
      const outcomes = await Promise.all([acts.saveReversed(undone, 'P1'), acts.saveReversed(undone, 'P1')]);
      expect(outcomes.filter(isSaved)).toHaveLength(1);
      expect(await stored(paid)).toEqual(undone);
    }
  });

  test.each(Object.keys(fates) as Fate[])(
    'reverse and %s: whatever comes after the reversal finds it, before it nothing',
    async (fate) => {
      for (let round = 0; round < rounds; round += 1) {
        const paid = await paidOnce();
        const undone = reversed(paid);
        const next = { ...fates, complete: (due: AssignedPayout) => payouts.savePaid(paidBy(due, 'P2')) };
        const [reversal, then] = await Promise.all([acts.saveReversed(undone, 'P1'), next[fate](undone)]);
        const now = await stored(paid);
        expect(reversal).toEqual({ saved: true });
        expect(now.state).toBe(then.saved ? stateOf[fate] : 'assigned');
        expect(now.reversals).toEqual(undone.reversals);
        expect(now.proofs).toEqual(fate === 'complete' && then.saved ? ['P1', 'P2'] : ['P1']);
      }
    },
  );

  test('two who take a decision back: one of them', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const decided = await decidedOnce();
      const rivals = [restored(decided, 'approver-2'), restored(decided, 'approver-3')];
      const outcomes = await Promise.all(rivals.map((rival) => acts.saveRestored(rival)));
      expect(outcomes.filter(isSaved)).toHaveLength(1);
      expect(await stored(decided)).toEqual(rivals[outcomes.findIndex(isSaved)]);
    }
  });

  test.each(Object.keys(fates) as Fate[])(
    'restore and %s: whatever comes after finds it due, before it the decision',
    async (fate) => {
      for (let round = 0; round < rounds; round += 1) {
        const decided = await decidedOnce(withheld);
        const due = restored(decided);
        const [back, then] = await Promise.all([acts.saveRestored(due), fates[fate](due)]);
        const now = await stored(decided);
        expect(back).toEqual({ saved: true });
        expect(now.state).toBe(then.saved ? stateOf[fate] : 'assigned');
        expect(now.restored).toEqual(due.restored);
        expect(sumOfStanding(standingOf([now]))).toEqual({ count: 1, amount: 405_000 });
      }
    },
  );

  test('confirm and refuse: one of them, and the request is gone', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const paid = await paidOnce();
      await acts.saveReversalAsked(asking(paid));
      const acted = [
        () => acts.saveReversed(reversed(asking(paid), 'accountant'), 'P1'),
        () => acts.dropReversalAsked(asking(paid)),
      ];
      const outcomes = await Promise.all((round % 2 === 0 ? acted : acted.toReversed()).map((act) => act()));
      expect(outcomes.filter(isSaved)).toHaveLength(1);
      const now = await stored(paid);
      expect(now).not.toHaveProperty('reversalAsked');
      expect(['paid', 'assigned']).toContain(now.state);
    }
  });

  test('two who ask: the request is one person’s', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const paid = await paidOnce();
      const rivals = [asking(paid, 'teller-1'), asking(paid, 'planner')];
      const outcomes = await Promise.all(rivals.map((rival) => acts.saveReversalAsked(rival)));
      const winner = rivals[outcomes.findIndex(isSaved)];
      expect(outcomes.filter(isSaved)).toHaveLength(1);
      expect(await stored(paid)).toEqual(winner);
    }
  });
});

test.each<[string, () => Promise<Payout>, (payout: never) => Promise<Outcome>]>([
  ['another place', () => planned(), (payout: AssignedPayout) => acts.savePlace(moved(payout))],
  ['a decision', () => planned(), (payout: AssignedPayout) => acts.saveDecided(handedBack(payout))],
  [
    'a decision that is taken back',
    decidedOnce,
    (payout: DecidedPayout) => acts.saveRestored(restored(payout)),
  ],
  ['a request', paidOnce, (payout: PaidPayout) => acts.saveReversalAsked(asking(payout))],
  ['a reversal', paidOnce, (payout: PaidPayout) => acts.saveReversed(reversed(payout), 'P1')],
  ['a hold', () => planned(), (payout: AssignedPayout) => acts.saveHeld(payout, held)],
  ['a lifted hold', () => planned({ held }), (payout: AssignedPayout) => acts.liftHeld(payout, 'L1')],
  [
    'a hold that is passed on',
    () => planned({ held }),
    (payout: AssignedPayout) => acts.passHeld(payout, 'L1', { ...held, proofId: 'L2' }),
  ],
])('a lost answer to %s is a saved one', async (_name, given, save) => {
  const payout = await given();
  table.loseNextAnswer('UpdateItemCommand');
  expect(await save(payout as never)).toEqual({ saved: true });
  expect(await stored(payout)).not.toEqual(payout);
});
