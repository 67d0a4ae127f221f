import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Answer,
  decideResult,
  keptAs,
  proofOf,
  type Recording,
  remarksOn,
  type Result,
} from '../../shared/domain/completion.ts';
import { movedDays } from '../../shared/domain/moved-day.ts';
import { type AssignedPayout, AttemptReason, PaidTo, Payout } from '../../shared/domain/payout.ts';
import { PeriodStatus } from '../../shared/domain/payment-period.ts';
import {
  aCommune,
  aDay,
  aDecision,
  aMovedDay,
  anAttempt,
  aPayout,
  aPeriod,
  atHome,
  atPoint,
  carriedOver,
  inJuly,
  noon,
  paid,
  source,
} from '../support/build.ts';

const day = aDay('2016-08-03');
const recording: Recording = { at: noon, today: day, by: 'teller-1', source };
const handedOver: Result = { outcome: 'paid', paidTo: 'self', on: day };
/** Undone, and handed over the same day after all. */
const onceMore: Result = { ...handedOver, again: 1 };
const otherWay: Result = { ...handedOver, paidTo: 'proxy' };
const absent: Result = { outcome: 'attempt', reason: 'ABSENT', on: day };
const decide = (
  payout: Payout | undefined,
  result: Result,
  status: PeriodStatus = 'open',
  given: Partial<Recording> = {},
) => decideResult(payout, result, status, { ...recording, ...given });

const held = { periodId: inJuly, proofId: 'L' };
const decided = (state: 'handedBack' | 'withheld', given: Partial<AssignedPayout> = {}): Payout => ({
  ...aPayout(1, given),
  state,
  decision: aDecision(),
});
/** Paid as it was said, and undone. */
const reversed = (said: Result): AssignedPayout => {
  const proofId = proofOf(aPayout(1), said);
  const { completion } = paid(aPayout(1));
  const reversal = {
    completion: { ...completion, proofId },
    reason: 'TYPED_WRONG' as const,
    askedBy: 'teller-1',
    at: noon.toISOString(),
  };
  return aPayout(1, { proofs: [proofId], reversals: [reversal] });
};

describe('every answer has its case', () => {
  const tried = proofOf(aPayout(1), absent);
  test.each<[string, Payout | undefined, Result, PeriodStatus, string]>([
    ['what is due in an open period', aPayout(1), handedOver, 'open', 'recorded'],
    ['a visit that ended without payment', aPayout(1), absent, 'open', 'recorded'],
    ['a visit to somebody who is held', aPayout(1, { held }), absent, 'open', 'recorded'],
    ['a second visit', aPayout(1, { attempts: [anAttempt('AWAY')] }), absent, 'open', 'recorded'],
    ['another payment after a reversal', reversed(handedOver), otherWay, 'open', 'recorded'],
    ['the same words, said as once more', reversed(handedOver), onceMore, 'open', 'recorded'],
    ['the same once more', aPayout(1, { proofs: [tried] }), absent, 'open', 'already-recorded'],
    [
      'the same after the close',
      carriedOver(aPayout(1, { proofs: [tried] })),
      absent,
      'closed',
      'already-recorded',
    ],
    ['what was undone', reversed(handedOver), handedOver, 'open', 'reversed'],
    ['once more, undone as well', reversed(onceMore), onceMore, 'open', 'reversed'],
    ['what was undone, paid otherwise since', paid(reversed(handedOver)), handedOver, 'open', 'reversed'],
    ['what was undone, after the close', carriedOver(reversed(handedOver)), handedOver, 'closed', 'reversed'],
    ['something else than was paid', paid(aPayout(1)), otherWay, 'open', 'conflict'],
    ['a visit to somebody who is paid', paid(aPayout(1)), absent, 'open', 'conflict'],
    ['half of it', aPayout(1), { ...handedOver, amount: 135_000 }, 'open', 'amount-differs'],
    ['nobody', undefined, handedOver, 'open', 'unknown-payout'],
    ['a month that was not approved', aPayout(1), handedOver, 'submitted', 'not-open'],
    ['a month that was cancelled', aPayout(1), handedOver, 'cancelled', 'not-open'],
    ['a visit in a month that was cancelled', aPayout(1), absent, 'cancelled', 'not-open'],
    ['money that goes back', decided('handedBack'), handedOver, 'open', 'handed-back'],
    ['a visit to somebody whose money goes back', decided('handedBack'), absent, 'open', 'handed-back'],
    ['money that is withheld', decided('withheld'), handedOver, 'open', 'withheld'],
    ['a payment of somebody who is held', aPayout(1, { held }), handedOver, 'open', 'held'],
    ['half of what is held', aPayout(1, { held }), { ...handedOver, amount: 1 }, 'open', 'held'],
    ['what was carried over', carriedOver(aPayout(1)), handedOver, 'closed', 'late'],
    ['what is about to be carried over', aPayout(1), handedOver, 'closing', 'late'],
    ['a visit before it is carried over', aPayout(1), absent, 'closing', 'late'],
  ])('%s', (_, ...[payout, said, status, expected]) => {
    const decision = decide(payout, said, status);
    expect('answer' in decision ? decision.answer : 'recorded').toBe(expected);
  });

  test('but for those that a row has before anybody is asked', () => {
    const rowsOwn: Answer[] = ['nothing-said', 'unclear'];
    expect(Answer.options).toEqual(expect.arrayContaining(rowsOwn));
  });
});

test.each<[Answer, Result, string | undefined]>([
  ['conflict', handedOver, 'conflict'],
  ['conflict', absent, 'conflict'],
  ['late', handedOver, 'late'],
  ['late', absent, 'late'],
  ['handed-back', handedOver, 'conflict'],
  ['handed-back', absent, undefined],
  ['withheld', handedOver, 'conflict'],
  ['withheld', absent, undefined],
  ['held', handedOver, 'conflict'],
  ['recorded', handedOver, undefined],
  ['already-recorded', handedOver, undefined],
  ['reversed', handedOver, undefined],
  ['amount-differs', handedOver, undefined],
  ['unknown-payout', handedOver, undefined],
  ['not-open', handedOver, undefined],
  ['nothing-said', absent, undefined],
  ['unclear', absent, undefined],
])('what is said about money beside %s is kept: %o', (answer, said, kept) => {
  expect(keptAs(answer, said)).toBe(kept);
});

describe('a recorded payment', () => {
  const { calendar } = aPeriod();
  const remarks = (
    given: Partial<AssignedPayout>,
    on: string,
    paidTo: PaidTo = 'self',
    moved = movedDays([]),
  ) => {
    const payout = paid(aPayout(1, given));
    return remarksOn(
      { ...payout, completion: { ...payout.completion, paidOn: aDay(on), paidTo } },
      { calendar, moved },
    );
  };

  test.each([
    ['before the period begins', {}, '2016-07-31', ['before-payout-days']],
    ['before its own day', {}, '2016-08-02', ['before-own-day']],
    ['on its own day', {}, '2016-08-03', []],
    ['later, at the catch-up', {}, '2016-08-17', []],
    ['before the visit that was planned', { place: atHome('2016-08-05') }, '2016-08-04', ['before-own-day']],
  ])('%s has a remark where the day is odd', (_, given, on, expected) => {
    expect(remarks(given, on)).toEqual(expected);
  });

  test('is looked at through a moved day', () => {
    const place = atPoint('2016-08-05');
    expect(
      remarks({ place }, '2016-08-04', 'self', movedDays([aMovedDay('2016-08-05', '2016-08-04')])),
    ).toEqual([]);
    expect(
      remarks({ place }, '2016-08-05', 'self', movedDays([aMovedDay('2016-08-05', '2016-08-08')])),
    ).toEqual(['before-own-day']);
  });

  test.each([
    ['proxy', {}, ['no-collector-known']],
    ['guardian', {}, ['no-collector-known']],
    ['self', {}, []],
    ['proxy', { collectorKey: 'C' }, []],
  ] as const)('to a %s says where no collector is known', (paidTo, given, expected) => {
    expect(remarks(given, '2016-08-03', paidTo)).toEqual(expected);
  });
});

describe('decideResult', () => {
  test('records a payment with its proof, who, when and from which row', () => {
    const payout = aPayout(1);
    const proofId = proofOf(payout, handedOver);
    expect(decide(payout, handedOver)).toEqual({
      paid: {
        ...payout,
        state: 'paid',
        proofs: [proofId],
        completion: {
          proofId,
          paidTo: 'self',
          paidOn: day,
          recordedAt: '2016-08-03T05:00:00.000Z',
          recordedBy: 'teller-1',
          source,
        },
      },
    });
  });

  test('records an attempt; the payout is still to be paid', () => {
    const payout = aPayout(1, { proofs: ['EARLIER'] });
    const proofId = proofOf(payout, absent);
    expect(decide(payout, absent)).toEqual({
      proofId,
      attempted: {
        ...payout,
        proofs: ['EARLIER', proofId],
        attempts: [
          {
            reason: 'ABSENT',
            attemptedOn: day,
            recordedAt: '2016-08-03T05:00:00.000Z',
            recordedBy: 'teller-1',
            source,
          },
        ],
      },
    });
  });

  test('accepts the whole amount and nothing else', () => {
    expect(decide(aPayout(1), { ...handedOver, amount: 270_000 })).toHaveProperty('paid');
    for (const amount of [0, 269_999, 270_001, 27_000])
      expect(decide(aPayout(1), { ...handedOver, amount })).toEqual({ answer: 'amount-differs' });
  });

  const half: Result = { ...handedOver, amount: 135_000 };
  test.each<[string, Payout, PeriodStatus, string]>([
    ['what was paid is a conflict', paid(aPayout(1)), 'open', 'conflict'],
    ['what was carried over is late', carriedOver(aPayout(1)), 'closed', 'late'],
    ['a closing period is late', aPayout(1), 'closing', 'late'],
    ['a period that is not open is not open', aPayout(1), 'submitted', 'not-open'],
  ])('another amount for %s', (_, payout, status, answer) => {
    expect(decide(payout, half, status)).toEqual({ answer });
  });

  describe('a day that has not come', () => {
    const catchUpDay = aDay('2016-08-17');
    const paidOn = (on: typeof day, today = day) =>
      decide(aPayout(1), { ...handedOver, on }, 'open', { today });
    const attemptedOn = (on: typeof day) => decide(aPayout(1), { ...absent, on });

    test('is recorded as today, for a payment and for an attempt', () => {
      expect(paidOn(catchUpDay)).toMatchObject({ paid: { completion: { paidOn: day } } });
      expect(attemptedOn(catchUpDay)).toMatchObject({ attempted: { attempts: [{ attemptedOn: day }] } });
    });

    test('is recorded as it is said once it has come', () => {
      const earlier = aDay('2016-08-02');
      expect(paidOn(earlier)).toMatchObject({ paid: { completion: { paidOn: earlier } } });
      expect(attemptedOn(earlier)).toMatchObject({ attempted: { attempts: [{ attemptedOn: earlier }] } });
      expect(paidOn(catchUpDay, aDay('2016-08-18'))).toMatchObject({
        paid: { completion: { paidOn: catchUpDay } },
      });
    });

    test('proves the same on whichever day it is said', () => {
      const said = { ...handedOver, on: catchUpDay };
      const saved = decide(aPayout(1), said);
      const tomorrow = { today: aDay('2016-08-04') };
      expect('paid' in saved && decide(saved.paid, said, 'open', tomorrow)).toEqual({
        answer: 'already-recorded',
      });
    });
  });

  test('does not know a payout that is not there', () => {
    expect(decide(undefined, handedOver)).toEqual({ answer: 'unknown-payout' });
  });

  test.each([
    ['preparing', 'not-open'],
    ['prepared', 'not-open'],
    ['submitted', 'not-open'],
    ['cancelled', 'not-open'],
    ['closing', 'late'],
    ['closed', 'late'],
  ] as const)('in a period that is %s the answer is %s', (status, answer) => {
    expect(decide(aPayout(1), handedOver, status)).toEqual({ answer });
    expect(decide(aPayout(1), absent, status)).toEqual({ answer });
  });

  test.each(PeriodStatus.options.map((status) => [status]))('nothing overwrites a payment: %s', (status) => {
    expect(decide(paid(aPayout(1)), otherWay, status)).toEqual({ answer: 'conflict' });
    expect(decide(paid(aPayout(1)), absent, status)).toEqual({ answer: 'conflict' });
  });

  test.each(PeriodStatus.options.map((status) => [status]))('what was carried over is late: %s', (status) => {
    expect(decide(carriedOver(aPayout(1)), handedOver, status)).toEqual({ answer: 'late' });
  });
});

const result: fc.Arbitrary<Result> = fc.oneof(
  fc.record({
    outcome: fc.constant('paid' as const),
    paidTo: fc.constantFrom(...PaidTo.options),
    on: fc.constantFrom(day, aDay('2016-08-04')),
    amount: fc.constantFrom(undefined, 270_000, 250_000),
  }),
  fc.record({
    outcome: fc.constant('attempt' as const),
    reason: fc.constantFrom(...AttemptReason.options),
    on: fc.constantFrom(day, aDay('2016-08-04')),
  }),
);
const status = fc.constantFrom(...PeriodStatus.options, 'open' as const, 'open' as const);

/** The payout after one result, and the answer to it; what is written reads back as it was. */
const after = (payout: Payout, next: Result, during: PeriodStatus) => {
  const decision = decide(payout, next, during);
  if ('paid' in decision) return { payout: Payout.parse(decision.paid), answer: 'recorded' };
  if ('attempted' in decision) return { payout: Payout.parse(decision.attempted), answer: 'recorded' };
  return { payout, answer: decision.answer };
};
const afterAll = (payout: Payout, sequence: readonly Result[]): Payout =>
  sequence.reduce((stands, next) => after(stands, next, 'open').payout, payout);
/** Undone, by whoever may. */
const undone = (payout: Payout): Payout => {
  if (payout.state !== 'paid') return payout;
  const { completion, ...facts } = payout;
  const reversal = { completion, reason: 'OTHER' as const, askedBy: 'teller-1', at: noon.toISOString() };
  return Payout.parse({
    ...facts,
    state: 'assigned',
    reversals: [...(payout.reversals ?? []), reversal],
  });
};

describe('promise 3: a payout is paid at most once, whole, only in an open period', () => {
  test('whatever comes in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(result, status)), (sequence) => {
        let payout: Payout = aPayout(1);
        let payments = 0;
        for (const [next, during] of sequence) {
          const before = payout;
          ({ payout } = after(payout, next, during));
          if (before.state === 'paid') expect(payout).toEqual(before);
          else if (payout.state === 'paid') {
            payments += 1;
            expect(during).toBe('open');
            expect(payout.amount).toBe(before.amount);
          }
          expect(payout.proofs.slice(0, before.proofs.length)).toEqual(before.proofs);
        }
        expect(payments).toBe(payout.state === 'paid' ? 1 : 0);
      }),
    );
  });

  test('the same results in another order, some of them twice, pay it just as often', () => {
    const shuffled = fc
      .array(result)
      .chain((said) =>
        fc.tuple(fc.constant(said), fc.shuffledSubarray([...said, ...said], { minLength: said.length * 2 })),
      );
    fc.assert(
      fc.property(shuffled, ([said, again]) => {
        const isPaid = (sequence: readonly Result[]) => afterAll(aPayout(1), sequence).state === 'paid';
        expect(isPaid(again)).toBe(isPaid(said));
      }),
    );
  });

  test('what was paid and undone is never paid by the same words again', () => {
    fc.assert(
      fc.property(
        fc.array(result),
        fc.array(result),
        fc.constantFrom('open' as const, 'closed' as const),
        (first, then, during) => {
          const paidOnce = afterAll(aPayout(1), first);
          fc.pre(paidOnce.state === 'paid');
          const later = afterAll(undone(paidOnce), then);
          for (const said of first.filter((one) => proofOf(paidOnce, one) === paidOnce.completion.proofId))
            expect(after(later, said, during)).toEqual({ payout: later, answer: 'reversed' });
        },
      ),
    );
  });

  test('nobody is paid whose money goes back, is withheld, or waits for a late result', () => {
    const others = [
      decided('handedBack'),
      decided('withheld'),
      aPayout(1, { held }),
      carriedOver(aPayout(1)),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...others), fc.array(result), (payout, sequence) => {
        expect(afterAll(payout, sequence).state).toBe(payout.state);
      }),
    );
  });
});

describe('promise 7: every result has one answer', () => {
  test('a word that says whether it was recorded', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(result, status)), (sequence) => {
        let payout: Payout = aPayout(1);
        for (const [next, during] of sequence) {
          const answered = after(payout, next, during);
          expect(Answer.options).toContain(answered.answer);
          expect(answered.payout !== payout).toBe(answered.answer === 'recorded');
          payout = answered.payout;
        }
      }),
    );
  });

  test('whatever was recorded is recorded already, at any later time', () => {
    fc.assert(
      fc.property(
        fc.array(result, { minLength: 1 }),
        fc.constantFrom(...PeriodStatus.options),
        (sequence, later) => {
          let payout: Payout = aPayout(1);
          const recorded: Result[] = [];
          for (const next of sequence) {
            const saved = after(payout, next, 'open');
            if (saved.answer === 'recorded') recorded.push(next);
            ({ payout } = saved);
          }
          const ended = payout.state === 'assigned' && later === 'closed' ? carriedOver(payout) : payout;
          for (const next of recorded)
            expect(decide(ended, next, later)).toEqual({ answer: 'already-recorded' });
        },
      ),
    );
  });

  test('what somebody says about money and is not recorded is kept, or was said before', () => {
    const saidNothingNew = ['recorded', 'already-recorded', 'reversed', 'amount-differs', 'not-open'];
    const states = [
      aPayout(1),
      aPayout(1, { held }),
      paid(aPayout(1)),
      carriedOver(aPayout(1)),
      decided('handedBack'),
      decided('withheld'),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...states), result, status, (payout, said, during) => {
        const answer = Answer.parse(after(payout, said, during).answer);
        if (said.outcome === 'paid')
          expect(saidNothingNew.includes(answer)).toBe(keptAs(answer, said) === undefined);
      }),
    );
  });
});

describe('proofOf', () => {
  const payout = aPayout(1);

  test('is another one for everything that can be said differently', () => {
    const said: Result[] = [
      handedOver,
      { ...handedOver, paidTo: 'guardian' },
      { ...handedOver, on: aDay('2016-08-04') },
      { ...handedOver, amount: 250_000 },
      absent,
      { ...absent, reason: 'AWAY' },
      { ...absent, on: aDay('2016-08-04') },
    ];
    const others = [aPayout(2), aPayout(1, { commune: aCommune('01840') }), aPayout(1, { amount: 1_000 })];
    const proofs = [
      ...said.map((one) => proofOf(payout, one)),
      ...others.map((one) => proofOf(one, handedOver)),
    ];
    expect(new Set(proofs).size).toBe(10);
  });

  test('is the same for an x, the whole amount and an amount that is not said', () => {
    expect(proofOf(payout, { ...handedOver, amount: 270_000 })).toBe(proofOf(payout, handedOver));
    expect(proofOf(payout, { ...handedOver, amount: undefined })).toBe(proofOf(payout, handedOver));
  });

  test('of a visit is the same whatever is due by then', () => {
    expect(proofOf(aPayout(1, { amount: 1_000 }), absent)).toBe(proofOf(payout, absent));
  });

  test('does not change with what became of the payout', () => {
    const later = paid(aPayout(1, { proofs: ['A'] }));
    expect(proofOf(later, handedOver)).toBe(proofOf(payout, handedOver));
  });
});
