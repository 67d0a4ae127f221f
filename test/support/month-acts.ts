import { changePayout } from '../../functions/change-payout/handler.ts';
import { closePayouts } from '../../functions/close-payouts/handler.ts';
import { completePayout } from '../../functions/complete-payout/handler.ts';
import { decideLate } from '../../functions/decide-late/handler.ts';
import { queueReminders } from '../../functions/queue-reminders/handler.ts';
import { recordResults } from '../../functions/record-results/handler.ts';
import { wallClock } from '../../shared/domain/calendar.ts';
import { proofOf, Result } from '../../shared/domain/completion.ts';
import type { PayoutAct } from '../../shared/domain/payout-acts.ts';
import type { PeriodId } from '../../shared/domain/payment-period.ts';
import { ArrivedFile } from '../../shared/domain/payout-list.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { type Payout, Place } from '../../shared/domain/payout.ts';
import type { Actor } from '../../shared/domain/person.ts';
import { sheetOfPlace } from '../../shared/domain/sheet.ts';
import { hanoi } from './build.ts';
import type { Running } from './interleaved.ts';
import type { Told } from './month-promises.ts';
import { communes, everyone, machines, type MonthWorld, type Needs } from './month-world.ts';

/** Whom it is all about, unless somebody else is meant. */
export const theOne = 1;

export type Answers = { told: Told[]; paidTwice: Set<string> };

/** Everything that can happen to one payout of a period, each as one function that runs beside another. */
export const actsOn = (world: MonthWorld, periodId: PeriodId, answers: Answers) => {
  const today = () => wallClock(world.clock.now, hanoi).today;
  const payoutOf = (number: number): Payout => {
    const payout = world.payoutOf(periodId, number);
    if (!payout) throw new Error(`nobody ${String(number)} in ${periodId}`);
    return payout;
  };
  const paidTo = (paidTo: 'self' | 'proxy') => Result.parse({ outcome: 'paid', paidTo, on: today() });
  const running =
    (work: (needs: Needs) => Promise<unknown>): Running =>
    (caller) =>
      work(world.as(caller));

  const complete = (result: Result, number = theOne, actor: Actor = everyone.teller) =>
    running(async (needs) => {
      const asked = { periodId, payout: payoutNumber(payoutOf(number)), result, actor };
      const answer = await completePayout(needs)(asked);
      const payout = payoutOf(number);
      if ('answer' in answer && ['recorded', 'already-recorded'].includes(answer.answer))
        answers.told.push({ payout, proofId: proofOf(payout, result) });
    });
  const file = (whoIsPaid: readonly number[], name = 'beside') => {
    const first = payoutOf(whoIsPaid[0] ?? theOne);
    const written = today().split('-').toReversed().join('/');
    const rows = whoIsPaid.map((number) => {
      const payout = payoutOf(number);
      return `${sheetOfPlace(payout.place)},${payoutNumber(payout)},,x,self,${written},`;
    });
    const done = `${sheetOfPlace(first.place)},DAY-DONE,,x,,,`;
    const key = `inbox/results/${periodId}/${name}.csv`;
    return running(async (needs) => {
      world.files.all.set(key, ['sheet,payout,amount,result,paid_to,paid_on,note', ...rows, done].join('\n'));
      world.files.signed.set(key, { uploader: everyone.otherTeller.id });
      await recordResults(needs)(
        ArrivedFile.parse({ key, sequencer: '0A', at: world.clock.now.toISOString() }),
      );
    });
  };
  const change = (act: PayoutAct, actor: Actor, number = theOne) =>
    running((needs) => changePayout(needs)({ periodId, payout: payoutNumber(payoutOf(number)), act, actor }));
  const place = (day: string) => {
    const { pointId } = payoutOf(theOne).place;
    const where = Place.parse({ kind: 'point', pointId, day, session: 'AM' });
    return change({ kind: 'place', place: where, reason: 'ASKED' }, everyone.planner);
  };
  /** As next-check and the machine do it, whatever the day. */
  const close = running(async (needs) => {
    await needs.periods.move(periodId, { status: 'open' }, { status: 'closing' });
    await closePayouts(needs)({ periodId, communes: [...communes] });
  });
  const remind: Running = async (caller) => {
    const needs = world.as(caller);
    await queueReminders(needs)({ periodId, communes: [...communes], wave: today() });
    await machines(world, caller).deliver();
  };
  const decide = (decision: 'confirm' | 'reject') =>
    running(async (needs) => {
      const late = [...world.contradictions.lates.values()].find(
        (one) => one.periodId === periodId && one.recipientId === payoutOf(theOne).recipientId,
      );
      if (!late) return;
      const { proofId } = late;
      const asked = { periodId, payout: payoutNumber(late), proofId, decision, paper: '112/QD' };
      const answer = await decideLate(needs)({ ...asked, actor: everyone.accountant });
      if ('done' in answer && answer.done === 'paid-twice')
        answers.paidTwice.add(`${periodId} ${late.recipientId} ${proofId}`);
    });
  return { today, payoutOf, paidTo, running, complete, file, change, place, close, remind, decide };
};
