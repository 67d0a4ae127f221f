import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { approvePeriod } from '../../functions/approve-period/handler.ts';
import { assignPayouts } from '../../functions/assign-payouts/handler.ts';
import { cancelPeriod } from '../../functions/cancel-period/handler.ts';
import { changePayout } from '../../functions/change-payout/handler.ts';
import { closePayouts } from '../../functions/close-payouts/handler.ts';
import { completePayout } from '../../functions/complete-payout/handler.ts';
import { decideLate } from '../../functions/decide-late/handler.ts';
import { moveDay } from '../../functions/move-day/handler.ts';
import { nextCheck } from '../../functions/next-check/handler.ts';
import { openPeriod } from '../../functions/open-period/handler.ts';
import { recallPeriod } from '../../functions/recall-period/handler.ts';
import { writeSheets } from '../../functions/write-sheets/handler.ts';
import { followingPeriod } from '../../shared/domain/payment-period.ts';
import { tally } from '../../shared/domain/payout.ts';
import type { PayoutAct } from '../../shared/domain/payout-acts.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { planned } from '../../shared/domain/plan.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import { loudspeakerKeyOf } from '../../shared/lists/files.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { planScope } from '../../shared/store/leases.ts';
import {
  aDay,
  aLate,
  aLine,
  aMonth,
  aPayout,
  aPointId,
  aRecipient,
  aSheet,
  atPoint,
  carriedOver,
  inAugust,
  inJuly,
  yenHan,
} from '../support/build.ts';
import { paidBy, person } from '../support/facts.ts';
import { atEveryStep, type Answers } from '../support/at-every-step.ts';
import {
  applyList,
  type SmallMonth,
  openMonth,
  payoutIn,
  planIn,
  prepare,
  preparedMonth,
  readAgain,
  resultsSaid,
  submitBy,
} from '../support/small-month.ts';

beforeEach(() => {
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(logger, level).mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Each is a pair that the design rules out: one run happens whole between any two steps of the other. */

const submitOne = (world: SmallMonth) => submitBy(world);
const ofCommune = { periodId: inAugust, communes: [yenHan] };
const approver = person('approver', 'approver-1');
const wordsOf = (answers: readonly Answers[], whose: keyof Answers): unknown[] => [
  ...new Set(
    answers.map((one) => {
      const said = one[whose];
      const { done, refused } = said as { done?: string; refused?: string };
      return done ?? refused ?? said;
    }),
  ),
];
const statusOf = ({ periods }: SmallMonth, periodId = inAugust) => periods.all.get(periodId)?.status;
const rowOf = ({ communes }: SmallMonth) => communes.all.get(`${inAugust} ${yenHan}`);
const change = (world: SmallMonth, act: PayoutAct, actor = person('planner', 'planner-1')) =>
  changePayout(world)({ periodId: inAugust, payout: payoutNumber(aPayout(1)), act, actor });
const approve = (world: SmallMonth, hash: string) =>
  approvePeriod({ ...world, now: () => new Date('2016-07-25T01:00:00.000Z') })({
    periodId: inAugust,
    hash,
    received: 10_000_000,
    voucher: 'UNC-1',
    actor: approver,
  });

/** What was submitted is what stands there now, and what the approval says. */
const isWhole = (world: SmallMonth): void => {
  if (statusOf(world) !== 'submitted') return;
  const plan = planIn(world);
  expect(rowOf(world)?.submitted).toEqual(planned(plan));
  expect(world.approvals.all.get(inAugust)?.total).toEqual(tally(plan));
};

describe('design 4, leases and freezing', () => {
  const listThenPlan = async (world: SmallMonth) => {
    await applyList(world, aRecipient(3));
    await assignPayouts(world)(ofCommune);
  };

  test('a planner that began before the freeze, or begins in it: what is submitted is what stands', async () => {
    const answers = await atEveryStep(
      { world: preparedMonth, first: listThenPlan, second: submitOne },
      async (world) => {
        isWhole(world);
        if (statusOf(world) === 'submitted') return;
        await prepare(world);
        expect(await submitBy(world)).toMatchObject({ done: 'submitted', total: { count: 3 } });
        isWhole(world);
      },
    );
    expect(wordsOf(answers, 'second')).toContain('submitted');
    expect(wordsOf(answers, 'second').length).toBeGreaterThan(1);
  });

  test('a submission while a re-plan writes: what is submitted is what stands, or it is made again', async () => {
    const answers = await atEveryStep(
      { world: preparedMonth, first: submitOne, second: listThenPlan },
      async (world) => {
        isWhole(world);
        if (statusOf(world) === 'submitted') return;
        await prepare(world);
        expect(await submitBy(world)).toMatchObject({ done: 'submitted', total: { count: 3 } });
      },
    );
    expect(wordsOf(answers, 'first')).toEqual(expect.arrayContaining(['submitted', 'register-changed']));
  });

  test('a list applied between the freeze and the look at the registers has the plan made again', async () => {
    const frozen: unknown[] = [];
    const apply = async (world: SmallMonth) => {
      frozen.push(world.periods.all.get(inAugust)?.isFrozen);
      await applyList(world, aRecipient(1, { status: 'stopped' }));
    };
    const answers = await atEveryStep({ world: preparedMonth, first: submitOne, second: apply }, (world) => {
      isWhole(world);
      if (statusOf(world) !== 'submitted')
        expect(world.preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
    });
    const words = answers.map(({ first }) => (first as { refused?: string }).refused);
    const isLast = words.lastIndexOf('register-changed');
    expect(frozen[isLast]).toBe(true);
    expect(words.slice(isLast + 1).every((word) => word === undefined)).toBe(true);
  });

  test('two submissions: one person’s stands, and is on record once', async () => {
    await atEveryStep(
      {
        world: preparedMonth,
        first: (world) => submitBy(world, 'one'),
        second: (world) => submitBy(world, 'two'),
      },
      (world, { first, second }) => {
        isWhole(world);
        const done = [first, second].map((said) => (said as { done?: string }).done);
        expect(done.filter((word) => word === 'submitted')).toHaveLength(1);
        const by = done[0] ? 'one' : 'two';
        expect(world.approvals.all.get(inAugust)?.submittedBy).toBe(by);
        expect(world.audit.acts.map(({ actor }) => actor.id)).toEqual([by]);
      },
    );
  });

  test('an approval of what was recalled and submitted anew opens nothing that it did not approve', async () => {
    let minutes = 0;
    const submitted = async () => {
      const world = await preparedMonth();
      await submitBy(world);
      return { ...world, now: () => new Date(world.now().getTime() + (minutes += 1) * 60_000) };
    };
    const hashOf = (world: SmallMonth) => world.approvals.all.get(inAugust)?.hash ?? '';
    const recallAndSubmit = async (world: SmallMonth) => {
      const recalled = await recallPeriod(world)({
        periodId: inAugust,
        reason: 'plan-wrong',
        actor: approver,
      });
      if (!('done' in recalled)) return recalled;
      await prepare(world);
      return submitBy(world, 'planner-2');
    };
    const answers = await atEveryStep(
      { world: submitted, first: (world) => approve(world, hashOf(world)), second: recallAndSubmit },
      (world) => {
        const approval = world.approvals.all.get(inAugust);
        const { status, submissionId } = world.periods.all.get(inAugust)!;
        const isApproved = approval?.approvedBy !== undefined && approval.submissionId === submissionId;
        expect(status === 'open').toBe(isApproved);
        expect(world.runPeriod.inputs).toHaveLength(isApproved ? 1 : 0);
      },
    );
    expect(wordsOf(answers, 'second')).toEqual(expect.arrayContaining(['submitted', 'not-submitted']));
  });

  test.each(['the approval', 'the cancellation'])('cancel against approve, %s first', async (who) => {
    const submitted = async () => {
      const world = await preparedMonth();
      await submitBy(world);
      return world;
    };
    const approving = (world: SmallMonth) => approve(world, world.approvals.all.get(inAugust)?.hash ?? '');
    const cancelling = (world: SmallMonth) =>
      cancelPeriod(world)({ periodId: inAugust, reason: 'merged', actor: person('approver', 'another') });
    const [first, second] = who === 'the approval' ? [approving, cancelling] : [cancelling, approving];
    const answers = await atEveryStep({ world: submitted, first, second }, (world, said) => {
      const done = [said.first, said.second].flatMap((one) => (one as { done?: string }).done ?? []);
      expect(done).toHaveLength(1);
      expect(statusOf(world)).toBe(done[0] === 'approved' ? 'open' : 'cancelled');
      expect(world.runPeriod.inputs).toHaveLength(done[0] === 'approved' ? 1 : 0);
    });
    expect(answers.length).toBeGreaterThan(1);
  });

  const toFriday: PayoutAct = { kind: 'place', place: atPoint('2016-08-05'), reason: 'SICK' };
  test.each(['the plan', 'the choice'])('re-plan against a planner’s choice, %s first', async (who) => {
    const choosing = (world: SmallMonth) => change(world, toFriday);
    const [first, second] = who === 'the plan' ? [listThenPlan, choosing] : [choosing, listThenPlan];
    const answers = await atEveryStep({ world: preparedMonth, first, second }, (world) => {
      expect(planIn(world)).toHaveLength(3);
      expect(payoutIn(world, 1)).toMatchObject({ place: { day: '2016-08-05' }, chosen: { by: 'planner-1' } });
    });
    expect(answers.length).toBeGreaterThan(5);
  });

  test.each(['the choice', 'the submission'])('a planner’s choice against submit, %s first', async (who) => {
    const choosing = (world: SmallMonth) => change(world, toFriday);
    const [first, second] = who === 'the choice' ? [choosing, submitOne] : [submitOne, choosing];
    await atEveryStep({ world: preparedMonth, first, second }, (world, said) => {
      const choice = who === 'the choice' ? said.first : said.second;
      isWhole(world);
      expect(payoutIn(world, 1)?.chosen !== undefined).toBe((choice as { done?: string }).done === 'placed');
    });
  });

  test.each(['the paper', 'the move'])('move-day against write-sheets, %s first', async (who) => {
    const writing = (world: SmallMonth) => writeSheets(world)({ ...ofCommune, which: 'days' });
    const moving = (world: SmallMonth) =>
      moveDay(world)({
        periodId: inAugust,
        pointId: aPointId('01834-1'),
        day: aDay('2016-08-03'),
        to: aDay('2016-08-05'),
        reason: 'ROAD_OR_WEATHER',
        actor: person('planner'),
      });
    const [first, second] = who === 'the paper' ? [writing, moving] : [moving, writing];
    await atEveryStep({ world: openMonth, first, second }, async (world) => {
      const isNoted = rowOf(world)?.daySheetsAt !== undefined;
      const told = isNoted ? world.files.text(loudspeakerKeyOf(inAugust, yenHan)) : 'to be written again';
      expect(told).toMatch(/chuyển sang thứ Sáu|to be written again/);
    });
  });

  test.each(['bringing back', 'opening'])(
    'recall of a cancelled month against opening the next one, %s first',
    async (who) => {
      const inSeptember = followingPeriod(inAugust);
      const cancelled = async () => {
        const world = await preparedMonth();
        await cancelPeriod(world)({ periodId: inAugust, reason: 'other', actor: approver });
        return world;
      };
      const recalling = (world: SmallMonth) =>
        recallPeriod(world)({ periodId: inAugust, reason: 'other', actor: approver });
      const opening = (world: SmallMonth) => openPeriod(world)({ periodId: inSeptember });
      const [first, second] = who === 'opening' ? [opening, recalling] : [recalling, opening];
      await atEveryStep({ world: cancelled, first, second }, (world) => {
        const isBack = statusOf(world) !== 'cancelled';
        expect(world.periods.all.has(inSeptember)).toBe(!isBack);
      });
    },
  );
});

const fromJuly = aLine(270_000, { month: aMonth('2016-07') });
const owed = carriedOver(aPayout(1, { periodId: inJuly, lines: [fromJuly] }));
const late = aLate(1);

describe('design 4, a late result against the next plan', () => {
  const questioned = () => preparedMonth({ owed: [owed], lates: [late] });
  const pairs = ['confirm', 'reject'].flatMap((decision) => [
    { decision, who: 'the decision' },
    { decision, who: 'the submission' },
  ]) as { decision: 'confirm' | 'reject'; who: string }[];

  test.each(pairs)('decide-late ($decision) against submit, $who first', async ({ decision, who }) => {
    const deciding = (world: SmallMonth) =>
      decideLate(world)({
        periodId: inJuly,
        payout: payoutNumber(aPayout(1)),
        proofId: late.proofId,
        decision,
        paper: '15/QĐ-UBND',
        actor: person('accountant'),
      });
    const [first, second] = who === 'the decision' ? [deciding, submitOne] : [submitOne, deciding];
    const answers = await atEveryStep({ world: questioned, first, second }, async (world) => {
      const isDecided = [...world.contradictions.lates.values()][0]?.decision !== undefined;
      if (statusOf(world) !== 'submitted') {
        await prepare(world);
        expect(await submitBy(world)).toMatchObject({ done: 'submitted' });
      }
      isWhole(world);
      const payout = payoutIn(world, 1);
      expect(payout?.held !== undefined).toBe(!isDecided);
      expect(payout?.amount).toBe(isDecided && decision === 'confirm' ? 270_000 : 540_000);
    });
    const words = wordsOf(answers, who === 'the decision' ? 'first' : 'second');
    expect(words).toEqual(
      expect.arrayContaining(['next-submitted', decision === 'confirm' ? 'confirmed' : 'rejected']),
    );
  });

  test('a decision that began before the freeze and ends after the look at the plans has the plan made again', async () => {
    const world = await questioned();
    const [begun, atLease, decided] = [1, 2, 3].map(() => Promise.withResolvers<undefined>());
    const slow = { ...world.contradictions };
    slow.decideLate = async (...given) => {
      begun?.resolve(undefined);
      await atLease?.promise;
      return world.contradictions.decideLate(...given);
    };
    const waiting: typeof world.leases.hold = async (scope, work) => {
      if (scope === planScope(inAugust, yenHan)) {
        atLease?.resolve(undefined);
        await decided?.promise;
      }
      return world.leases.hold(scope, work);
    };
    const deciding = decideLate({ ...world, contradictions: slow })({
      periodId: inJuly,
      payout: payoutNumber(aPayout(1)),
      proofId: late.proofId,
      decision: 'reject',
      actor: person('accountant'),
    }).finally(() => {
      decided?.resolve(undefined);
    });
    await begun?.promise;
    const submitted = await submitBy({ ...world, leases: { ...world.leases, hold: waiting } });
    expect(await deciding).toEqual({ done: 'rejected' });
    expect(submitted).toMatchObject({ refused: 'plan-changed', communes: [yenHan] });
    await prepare(world);
    expect(await submitBy(world)).toMatchObject({ done: 'submitted', total: { amount: 810_000 } });
    expect(payoutIn(world, 1)).not.toHaveProperty('held.proofId');
  });
});

const today = aDay('2016-08-03');
const pay = (world: SmallMonth, paidTo: 'self' | 'proxy' = 'self') =>
  completePayout(world)({
    periodId: inAugust,
    payout: payoutNumber(aPayout(1)),
    result: { outcome: 'paid', paidTo, on: today },
    actor: person('teller'),
  });

describe('design 6, close against late results', () => {
  const close = async (world: SmallMonth) => {
    await world.periods.move(inAugust, { status: 'open' }, { status: 'closing' });
    await closePayouts(world)(ofCommune);
  };

  test.each(['the result', 'the close'])(
    'a result that arrives while its payout is being carried over, %s first: paid, or kept as late',
    async (who) => {
      const [first, second] = who === 'the result' ? [pay, close] : [close, pay];
      const ends = new Set<string>();
      await atEveryStep({ world: openMonth, first, second }, (world) => {
        const state = payoutIn(world, 1)?.state ?? '';
        ends.add(state);
        expect(['paid', 'carriedOver']).toContain(state);
        expect(world.contradictions.lates.size).toBe(state === 'paid' ? 0 : 1);
        expect(rowOf(world)?.standing).toEqual(standingOf(planIn(world)));
      });
      expect(ends).toEqual(new Set(['paid', 'carriedOver']));
    },
  );

  test('a teller who read it open is faster than one who found it closing: paid once, and the other is kept', async () => {
    const closing = async () => {
      const world = await openMonth();
      await world.periods.move(inAugust, { status: 'open' }, { status: 'closing' });
      return world;
    };
    const faster = (world: SmallMonth) => world.payouts.savePaid(paidBy(aPayout(1), 'READ-OPEN'));
    const ends = new Set<string>();
    await atEveryStep({ world: closing, first: (world) => pay(world), second: faster }, (world) => {
      const isPaid = payoutIn(world, 1)?.state === 'paid';
      ends.add(payoutIn(world, 1)?.state ?? '');
      expect([world.contradictions.lates.size, world.contradictions.conflicts.size]).toEqual(
        isPaid ? [0, 1] : [1, 0],
      );
    });
    expect(ends).toEqual(new Set(['paid', 'carriedOver']));
  });

  test('a file in the inbox that was not read yet stops the closing; one that comes after it is late', async () => {
    const closingDay = () => new Date('2016-08-19T00:00:00.000Z');
    const ended = async () => {
      const world = { ...(await openMonth()), now: closingDay };
      await world.sheets.end(aSheet(), 'reported', { by: 'teller', at: closingDay() });
      for (const mark of ['daySheetsAt', 'catchUpSheetsAt'])
        await world.communes.mark(inAugust, { commune: yenHan, [mark]: '2016-08-11T00:00:00.000Z' });
      return world;
    };
    const key = `inbox/results/${inAugust}/muon.csv`;
    const arrive = async ({ files }: SmallMonth) => {
      const said = `${aSheet().sheetId},${payoutNumber(aPayout(1))},,x,self,03/08/2016`;
      await files.write(key, `sheet,payout,amount,result,paid_to,paid_on\n${said}`);
    };
    const answers = await atEveryStep(
      {
        world: ended,
        first: (world) => nextCheck(world)({ periodId: inAugust, lastWave: '' }),
        second: arrive,
      },
      async (world, { first }) => {
        const isClosing = (first as { next: string }).next === 'close';
        expect(statusOf(world)).toBe(isClosing ? 'closing' : 'open');
        expect(await readAgain(world, key)).toEqual([isClosing ? 'late' : 'recorded']);
        await close(world);
        expect(payoutIn(world, 1)?.state).toBe(isClosing ? 'carriedOver' : 'paid');
      },
    );
    const nexts = new Set(answers.map(({ first }) => (first as { next: string }).next));
    expect(nexts).toEqual(new Set(['wait', 'close']));
  });

  test.each(['the reversal', 'the close'])(
    'a reversal against the close, %s first: undone and carried over, or paid',
    async (who) => {
      const paidOnce = async () => {
        const world = await openMonth();
        await pay(world);
        return world;
      };
      const undo = (world: SmallMonth) =>
        change(world, { kind: 'undo', reason: 'TYPED_WRONG' }, person('teller'));
      const [first, second] = who === 'the reversal' ? [undo, close] : [close, undo];
      await atEveryStep({ world: paidOnce, first, second }, async (world) => {
        await closePayouts(world)(ofCommune);
        expect(rowOf(world)?.standing).toEqual(standingOf(planIn(world)));
        const payout = payoutIn(world, 1);
        expect(payout?.state).toBe(payout?.reversals ? 'carriedOver' : 'paid');
      });
    },
  );

  test.each(['the late result', 'the payment'])(
    'hold against complete, %s first: the next payout is paid, or it waits and the payment is kept',
    async (who) => {
      const twoMonths = () => openMonth({ owed: [owed] });
      const tooLate = (world: SmallMonth) =>
        resultsSaid(world, { 1: 'x,self,22/07/2016' }, { periodId: inJuly, name: 'thang7' });
      const [first, second] = who === 'the payment' ? [pay, tooLate] : [tooLate, pay];
      const ends = new Set<string>();
      await atEveryStep({ world: twoMonths, first, second }, (world) => {
        const payout = payoutIn(world, 1);
        const isPaid = payout?.state === 'paid';
        ends.add(payout?.state ?? '');
        expect(payout?.held !== undefined).toBe(!isPaid);
        expect([...world.contradictions.lates.values()]).toMatchObject([
          { periodId: inJuly, saysPaid: true },
        ]);
        expect(world.contradictions.conflicts.size).toBe(isPaid ? 0 : 1);
      });
      expect(ends).toEqual(new Set(['paid', 'assigned']));
    },
  );

  test.each(['the decision', 'the payment'])(
    'hand-back against complete, %s first: one fate, and what a teller said is never lost',
    async (who) => {
      const handBack = (world: SmallMonth) =>
        change(world, { kind: 'hand-back', reason: 'DIED', paper: '1/QĐ' }, approver);
      const [first, second] = who === 'the payment' ? [pay, handBack] : [handBack, pay];
      const ends = new Set<string>();
      await atEveryStep({ world: openMonth, first, second }, (world) => {
        const { state } = payoutIn(world, 1)!;
        ends.add(state);
        expect(world.contradictions.conflicts.size).toBe(state === 'paid' ? 0 : 1);
        expect(tally(planIn(world))).toEqual({ count: 2, amount: 540_000 });
      });
      expect(ends).toEqual(new Set(['paid', 'handedBack']));
    },
  );
});

describe('design 7, replay after reversal', () => {
  const undoByTwo = async (world: SmallMonth) => {
    const asked = await change(world, { kind: 'ask-reversal', reason: 'WRONG_PERSON' }, person('teller'));
    expect(asked).toEqual({ done: 'asked' });
    return change(world, { kind: 'confirm-reversal' }, person('accountant'));
  };
  const recorded = async () => {
    const world = await openMonth();
    expect(await resultsSaid(world, { 1: 'x,self,03/08/2016' })).toEqual(['recorded']);
    return world;
  };
  const key = `inbox/results/${inAugust}/phieu.csv`;

  test('the same file again answers `reversed` and writes nothing; another day’s result pays again', async () => {
    const world = await recorded();
    expect(await undoByTwo(world)).toEqual({ done: 'reversed' });
    const stands = payoutIn(world, 1);
    expect(stands).toMatchObject({ state: 'assigned', reversals: [{ confirmedBy: 'accountant' }] });
    expect(await readAgain(world, key)).toEqual(['reversed']);
    expect(payoutIn(world, 1)).toEqual(stands);
    expect([world.contradictions.conflicts.size, world.contradictions.lates.size]).toEqual([0, 0]);

    const tomorrow = { ...world, now: () => new Date('2016-08-04T05:00:00.000Z') };
    expect(await resultsSaid(tomorrow, { 1: 'x,self,04/08/2016' }, { name: 'mai' })).toEqual(['recorded']);
    const paidAgain = payoutIn(world, 1);
    expect(paidAgain).toMatchObject({ state: 'paid', completion: { paidOn: '2016-08-04' } });
    expect(await readAgain(world, key)).toEqual(['reversed']);
    expect(payoutIn(world, 1)).toEqual(paidAgain);
  });

  test.each(['the reversal', 'the file'])(
    'the same file against its reversal, %s first: it stays undone',
    async (who) => {
      const again = (world: SmallMonth) => readAgain(world, key);
      const [first, second] = who === 'the file' ? [again, undoByTwo] : [undoByTwo, again];
      await atEveryStep({ world: recorded, first, second }, (world) => {
        expect(payoutIn(world, 1)).toMatchObject({ state: 'assigned', proofs: [expect.any(String)] });
        expect(payoutIn(world, 1)?.reversals).toHaveLength(1);
        expect(world.contradictions.conflicts.size).toBe(0);
      });
    },
  );
});
