import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closePayouts } from '../../functions/close-payouts/handler.ts';
import { isAssigned, type Payout } from '../../shared/domain/payout.ts';
import { standingOf, sumOfStanding } from '../../shared/domain/standing.ts';
import { planScope } from '../../shared/store/leases.ts';
import {
  aDecision,
  aLate,
  anAttempt,
  anId,
  aPayout,
  aPeriod,
  carriedOver,
  inAugust,
  noon,
  paid,
  yenHan,
} from '../support/build.ts';
import { settledPayouts } from '../support/ended.ts';
import { aReminder, at, nextDoor, paidBy } from '../support/facts.ts';
import {
  fakeAudit,
  fakeContradictions,
  fakeLeases,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeReminders,
} from '../support/function-fakes.ts';

const none = { count: 0, amount: 0 };
const one = { count: 1, amount: 270_000 };
const submitted = { hash: 'HASH', total: { count: 2, amount: 540_000 }, carried: none };
const paidOne = paid(aPayout(2));

const setting = (...payouts: Payout[]) => {
  const needs = {
    periods: fakePeriods(aPeriod({ status: 'closing' })),
    communes: fakePeriodCommunes({ periodId: inAugust, commune: yenHan, submitted }),
    payouts: fakePayouts(...payouts),
    reminders: fakeReminders(),
    contradictions: fakeContradictions(),
    leases: fakeLeases(),
    audit: fakeAudit(),
    now: () => noon,
  };
  const close = (given: Partial<typeof needs> = {}) =>
    closePayouts({ ...needs, ...given })({ periodId: inAugust, communes: [yenHan] });
  const row = () => needs.communes.all.get(`${inAugust} ${yenHan}`);
  const all = () => [...needs.payouts.all.values()];
  return { ...needs, close, row, all };
};

describe('close-payouts', () => {
  test('carries over whoever was not paid and seals the commune', async () => {
    const { close, all, row, audit } = setting(aPayout(1), paidOne);
    await close();
    expect(all()).toEqual([carriedOver(aPayout(1)), paidOne]);
    expect(row()).toMatchObject({ sealedAt: at, standing: { paid: one, carriedOver: one, open: none } });
    expect(audit.acts).toMatchObject([
      { act: 'seal-commune', actId: yenHan, facts: { paid: 1, carriedOver: 1 } },
    ]);
  });

  test('leaves alone what was handed back or withheld', async () => {
    const decided = [
      { ...aPayout(1), state: 'handedBack' as const, decision: aDecision() },
      { ...aPayout(2), state: 'withheld' as const, decision: aDecision('DETAINED') },
    ];
    const { close, all, row } = setting(...decided);
    await close();
    expect(all()).toEqual(decided);
    expect(row()?.standing).toMatchObject({ carriedOver: none, handedBack: one, withheld: one });
  });

  test('seals it with what else the settlement tells', async () => {
    const { close, row, reminders, contradictions } = setting(
      aPayout(1, { missedBefore: 2, attempts: [anAttempt('AWAY')] }),
      paidOne,
    );
    reminders.all.set('one', aReminder({ status: 'sent', parts: 1, price: 750 }));
    await contradictions.keepLate(aLate(1, { periodId: inAugust }));
    const about = { periodId: inAugust, commune: yenHan, recipientId: anId(2) };
    await contradictions.keepConflict(about, { proofId: 'C', by: 'teller-1', at });
    await close();
    expect(row()?.ending).toEqual({
      points: [{ pointId: '01834-1', paid: one, unpaid: one }],
      unpaidReasons: { AWAY: one },
      decisions: {},
      longMissed: 1,
      messages: { sent: 1, parts: 1, uncertain: 0, dropped: 0, price: 750 },
      undecided: { late: 1, conflicts: 1 },
    });
  });

  test('a payment that was faster stays paid', async () => {
    const { close, payouts, all, row } = setting(aPayout(1));
    const saveCarriedOver: typeof payouts.saveCarriedOver = async (payout, when) => {
      await payouts.savePaid(paidBy(payout, 'FASTER'));
      return payouts.saveCarriedOver(payout, when);
    };
    await close({ payouts: { ...payouts, saveCarriedOver } });
    expect(all()).toEqual([paidBy(aPayout(1), 'FASTER')]);
    expect(row()?.standing).toMatchObject({ paid: { count: 1 }, carriedOver: none });
    expect(row()?.ending).toMatchObject({ unpaidReasons: {} });
  });

  test('carries it over with an attempt that came while it was closing', async () => {
    const { close, payouts, all, row } = setting(aPayout(1));
    const attempted = { ...aPayout(1), attempts: [anAttempt('AWAY')], proofs: ['LATER'] };
    let isFirst = true;
    const saveCarriedOver: typeof payouts.saveCarriedOver = async (payout, when) => {
      if (isFirst) await payouts.saveAttempt(attempted, 'LATER');
      isFirst = false;
      return payouts.saveCarriedOver(payout, when);
    };
    await close({ payouts: { ...payouts, saveCarriedOver } });
    expect(all()).toEqual([carriedOver(attempted)]);
    expect(row()?.ending).toMatchObject({ unpaidReasons: { AWAY: one } });
  });

  test('loses no đồng of any commune, and leaves nobody open', async () => {
    await fc.assert(
      fc.asyncProperty(settledPayouts, async (payouts) => {
        const { close, all, row } = setting(...payouts);
        const [before, after] = [standingOf(payouts), () => standingOf(all())];
        await close();
        expect(after()).toEqual(row()?.standing);
        expect(sumOfStanding(after())).toEqual(sumOfStanding(before));
        expect(after()).toMatchObject({ paid: before.paid, open: none, handedBack: before.handedBack });
      }),
      { numRuns: 30 },
    );
  });

  test('run twice seals once', async () => {
    const { close, row, all, audit } = setting(aPayout(1), paidOne);
    await close();
    const [sealed, ended] = [row(), all()];
    await close();
    expect(row()).toEqual(sealed);
    expect(all()).toEqual(ended);
    expect(audit.acts).toHaveLength(1);
  });

  test('killed anywhere in the middle of carrying over ends the same when it comes again', async () => {
    const open = [1, 2, 3, 4].map((number) => aPayout(number));
    const whole = setting(...open);
    await whole.close();
    for (const writes of [0, 1, 2, 3]) {
      const { close, payouts, all, row, audit } = setting(...open);
      let left = writes;
      const saveCarriedOver: typeof payouts.saveCarriedOver = async (...given) => {
        if (left === 0) throw new Error('the function died');
        left -= 1;
        return payouts.saveCarriedOver(...given);
      };
      await expect(close({ payouts: { ...payouts, saveCarriedOver } })).rejects.toThrow();
      expect(row()?.sealedAt).toBeUndefined();
      expect(audit.acts).toEqual([]);
      expect(sumOfStanding(standingOf(all())).amount).toBe(4 * 270_000);
      await close();
      expect(all()).toEqual(whole.all());
      expect(row()).toEqual(whole.row());
    }
  });

  test('killed between carrying over and sealing ends the same when it comes again', async () => {
    const whole = setting(aPayout(1), paidOne);
    await whole.close();
    const { close, communes, all, row } = setting(aPayout(1), paidOne);
    const mark: typeof communes.mark = async () => {
      throw new Error('the function died');
    };
    await expect(close({ communes: { ...communes, mark } })).rejects.toThrow();
    expect(all().some(isAssigned)).toBe(false);
    expect(row()?.sealedAt).toBeUndefined();
    await close();
    expect(all()).toEqual(whole.all());
    expect(row()).toEqual(whole.row());
  });

  test('killed when it has sealed is on record', async () => {
    const { close, communes, row, audit } = setting(aPayout(1), paidOne);
    const mark: typeof communes.mark = async (...given) => {
      await communes.mark(...given);
      throw new Error('the function died');
    };
    await expect(close({ communes: { ...communes, mark } })).rejects.toThrow();
    expect(row()).toMatchObject({ sealedAt: at });
    expect(audit.acts).toMatchObject([{ act: 'seal-commune', facts: { paid: 1, carriedOver: 1 } }]);
  });

  test('works under the commune’s lease and gives it back', async () => {
    const { close, leases, payouts } = setting(aPayout(1));
    const saveCarriedOver: typeof payouts.saveCarriedOver = async (...given) => {
      await expect(leases.hold(planScope(inAugust, yenHan), async () => 'reversed')).rejects.toThrow();
      return payouts.saveCarriedOver(...given);
    };
    await close({ payouts: { ...payouts, saveCarriedOver } });
    expect(leases.taken).toEqual([planScope(inAugust, yenHan)]);
    expect(await leases.hold(planScope(inAugust, yenHan), async () => 'free')).toBe('free');
  });

  test('waits for a reversal that has the lease: the machine comes again', async () => {
    const { close, all, row } = setting(aPayout(1), paidOne);
    const held = fakeLeases(planScope(inAugust, yenHan));
    await expect(close({ leases: held })).rejects.toMatchObject({ name: 'LeaseHeld' });
    expect(all()).toEqual([aPayout(1), paidOne]);
    expect(row()?.sealedAt).toBeUndefined();
  });

  test('a payment that was reversed just before is carried over', async () => {
    const { close, payouts, all, row } = setting(paidOne);
    await payouts.saveReversed(aPayout(2), 'P');
    await close();
    expect(all()).toMatchObject([{ state: 'carriedOver' }]);
    expect(row()?.standing).toMatchObject({ paid: none, carriedOver: one });
  });

  test('stops when its lease is near its end, and seals nothing', async () => {
    const { close, leases, all, row } = setting(aPayout(1));
    const hold: typeof leases.hold = (scope, work) =>
      leases.hold(scope, () =>
        work(() => {
          throw new Error('the lease ends');
        }),
      );
    await expect(close({ leases: { ...leases, hold } })).rejects.toThrow();
    expect(all()).toEqual([aPayout(1)]);
    expect(row()?.sealedAt).toBeUndefined();
  });

  test('a commune that fails does not stop the others of its group', async () => {
    const { communes, payouts, row, ...needs } = setting(aPayout(1), aPayout(2, { commune: nextDoor }));
    communes.all.set(`${inAugust} ${nextDoor}`, { commune: nextDoor, submitted });
    const saveCarriedOver: typeof payouts.saveCarriedOver = async (payout, when) => {
      if (payout.commune === nextDoor) throw new Error('no answer');
      return payouts.saveCarriedOver(payout, when);
    };
    const closing = closePayouts({ ...needs, communes, payouts: { ...payouts, saveCarriedOver } });
    await expect(closing({ periodId: inAugust, communes: [nextDoor, yenHan] })).rejects.toThrow();
    expect(row()).toMatchObject({ sealedAt: at });
    expect(communes.all.get(`${inAugust} ${nextDoor}`)?.sealedAt).toBeUndefined();
  });

  test.each(['open', 'closed'] as const)('does nothing while the period is %s', async (status) => {
    const { close, periods, all } = setting(aPayout(1));
    periods.all.set(inAugust, aPeriod({ status }));
    await close();
    expect(all()).toEqual([aPayout(1)]);
  });
});
