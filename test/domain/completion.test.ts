import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideResult, proofOf, type Recording, type Result } from '../../shared/domain/completion.ts';
import { AttemptReason, PaidTo, Payout } from '../../shared/domain/payout.ts';
import { PeriodStatus } from '../../shared/domain/payment-period.ts';
import { aCommune, aDay, aPayout, carriedOver, noon, paid, source } from '../support/build.ts';

const day = aDay('2016-08-03');
const recording: Recording = { at: noon, today: day, by: 'teller-1', source };
const handedOver: Result = { outcome: 'paid', paidTo: 'self', on: day };
const absent: Result = { outcome: 'attempt', reason: 'ABSENT', on: day };
const decide = (
  payout: Payout | undefined,
  result: Result,
  status: PeriodStatus = 'open',
  given: Partial<Recording> = {},
) => decideResult(payout, result, status, { ...recording, ...given });

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

  const other: Result = { ...handedOver, paidTo: 'proxy' };
  test.each([
    ['preparing', 'not-open'],
    ['prepared', 'not-open'],
    ['submitted', 'not-open'],
    ['closing', 'late'],
    ['closed', 'late'],
  ] as const)('in a period that is %s the answer is %s', (status, answer) => {
    expect(decide(aPayout(1), handedOver, status)).toEqual({ answer });
    expect(decide(aPayout(1), absent, status)).toEqual({ answer });
  });

  test.each(PeriodStatus.options.map((status) => [status]))('nothing overwrites a payment: %s', (status) => {
    expect(decide(paid(aPayout(1)), other, status)).toEqual({ answer: 'conflict' });
    expect(decide(paid(aPayout(1)), absent, status)).toEqual({ answer: 'conflict' });
  });

  test.each(PeriodStatus.options.map((status) => [status]))('what was carried over is late: %s', (status) => {
    expect(decide(carriedOver(aPayout(1)), handedOver, status)).toEqual({ answer: 'late' });
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
  const asSaved = (payout: Payout, next: Result, status: PeriodStatus): Payout => {
    const decision = decide(payout, next, status);
    if ('paid' in decision) return Payout.parse(decision.paid);
    return 'attempted' in decision ? Payout.parse(decision.attempted) : payout;
  };

  test('a payout is paid at most once, whatever comes in whatever order', () => {
    const said = fc.array(
      fc.tuple(result, fc.constantFrom(...PeriodStatus.options, 'open' as const, 'open' as const)),
    );
    fc.assert(
      fc.property(said, (sequence) => {
        let payout: Payout = aPayout(1);
        let payments = 0;
        for (const [next, status] of sequence) {
          const before = payout;
          payout = asSaved(payout, next, status);
          if (before.state === 'paid') expect(payout).toEqual(before);
          else if (payout.state === 'paid') {
            payments += 1;
            expect(status).toBe('open');
            expect(payout.amount).toBe(before.amount);
          }
          expect(payout.proofs.slice(0, before.proofs.length)).toEqual(before.proofs);
        }
        expect(payments).toBeLessThanOrEqual(1);
        expect(payments).toBe(payout.state === 'paid' ? 1 : 0);
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
            const saved = asSaved(payout, next, 'open');
            if (saved !== payout) recorded.push(next);
            payout = saved;
          }
          const ended = payout.state === 'assigned' && later === 'closed' ? carriedOver(payout) : payout;
          for (const next of recorded)
            expect(decide(ended, next, later)).toEqual({ answer: 'already-recorded' });
        },
      ),
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

  test('does not change with what became of the payout', () => {
    const later = paid(aPayout(1, { proofs: ['A'] }));
    expect(proofOf(later, handedOver)).toBe(proofOf(payout, handedOver));
  });
});
