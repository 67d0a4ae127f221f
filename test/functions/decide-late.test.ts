import { describe, expect, test } from 'vitest';
import { decideLate } from '../../functions/decide-late/handler.ts';
import type { Late } from '../../shared/domain/late.ts';
import { PeriodId, type PeriodStatus } from '../../shared/domain/payment-period.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Role } from '../../shared/domain/person.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import { questionsKeyOf } from '../../shared/lists/files.ts';
import { LeaseHeld, planScope } from '../../shared/store/leases.ts';
import {
  aDecision,
  aLate,
  aLine,
  aPayout,
  aPeriod,
  carriedOver,
  inAugust,
  inJuly,
  noon,
  yenHan,
} from '../support/build.ts';
import { paidBy, person } from '../support/facts.ts';
import { fakeFiles, fakeLeases, fakeWorkflow } from '../support/function-fakes.ts';
import { fakeRecording } from '../support/recording.ts';

const inSeptember = PeriodId.parse('assistance.06.2016-09');
const late = aLate(1);
const held = { periodId: inJuly, proofId: late.proofId };
const fromJuly = aLine(270_000, { carriedFrom: inJuly });
/** What August owes: its own line and what July did not pay, as far as anybody knew. */
const due = (given: Parameters<typeof aPayout>[1] = {}) =>
  aPayout(1, { lines: [fromJuly, aLine()], amount: 540_000, held, ...given });
const july = aPeriod({ periodId: inJuly, status: 'closed' });
const paper = '15/QĐ-UBND';

type Given = Readonly<{
  status?: PeriodStatus | undefined;
  isFrozen?: boolean;
  payouts?: Payout[];
  lates?: Late[];
  heldByOthers?: string[];
}>;

const setting = (given: Given = {}) => {
  const { status = 'open', isFrozen = false, payouts = [due()], lates = [late], heldByOthers = [] } = given;
  const needs = {
    ...fakeRecording({
      periods:
        'status' in given && given.status === undefined ? [july] : [july, aPeriod({ status, isFrozen })],
      payouts: [carriedOver(aPayout(1, { periodId: inJuly })), ...payouts],
      lates,
      heldByOthers,
      commune: { planned: { registerVersion: 1, hash: 'h', total: none, carried: none } },
    }),
    preparePeriod: fakeWorkflow(),
    files: fakeFiles(),
  };
  const decide = (
    decision: 'confirm' | 'reject',
    more: { role?: Role; id?: string; proofId?: string } = {},
  ) =>
    decideLate(needs)({
      periodId: inJuly,
      payout: payoutNumber(aPayout(1)),
      proofId: more.proofId ?? late.proofId,
      decision,
      paper,
      actor: person(more.role ?? 'accountant', more.id ?? 'accountant-1'),
    });
  const inAugustNow = () => needs.payoutOf(due());
  const decisionNow = (proofId = late.proofId) =>
    [...needs.contradictions.lates.values()].find((one) => one.proofId === proofId);
  return { ...needs, decide, inAugustNow, decisionNow };
};
const none = { count: 0, amount: 0 };

describe('a confirmed late result', () => {
  test('is settled: what July had paid is handed back, the rest of August is due', async () => {
    const { decide, inAugustNow, decisionNow, audit, communes, leases } = setting();
    expect(await decide('confirm')).toEqual({ done: 'confirmed' });
    expect(inAugustNow()).toMatchObject({
      state: 'assigned',
      held: undefined,
      lines: [aLine()],
      amount: 270_000,
      settledLate: { proofId: late.proofId, by: 'accountant-1', lines: [fromJuly] },
    });
    expect(decisionNow()).toMatchObject({ decision: 'confirmed', decidedBy: 'accountant-1' });
    expect(leases.taken).toEqual([planScope(inAugust, yenHan)]);
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toMatchObject({ stirredAt: noon.toISOString() });
    expect(audit.acts).toMatchObject([
      {
        subject: `PERIOD#${inJuly}`,
        act: 'decide-late',
        actId: `${payoutNumber(aPayout(1))}#${late.proofId}`,
        facts: { decision: 'confirm', done: 'confirmed', paper },
      },
    ]);
    expect(standingOf([inAugustNow()!])).toMatchObject({
      open: { count: 1, amount: 270_000 },
      handedBack: { amount: 270_000 },
    });
  });

  test('hands the payout back where nothing else was due', async () => {
    const { decide, inAugustNow } = setting({ payouts: [due({ lines: [fromJuly], amount: 270_000 })] });
    expect(await decide('confirm')).toEqual({ done: 'confirmed' });
    expect(inAugustNow()).toMatchObject({
      state: 'handedBack',
      decision: { reason: 'PAID_LATE', paper, by: 'accountant-1' },
      held: undefined,
    });
  });

  test('is settled where the payout was not held yet', async () => {
    const { decide, inAugustNow } = setting({ payouts: [due({ held: undefined })] });
    expect(await decide('confirm')).toEqual({ done: 'confirmed' });
    expect(inAugustNow()).toMatchObject({ amount: 270_000, held: undefined });
  });

  test('of somebody who was paid again is told, for the authority to recover it', async () => {
    const payout = paidBy(due({ held: undefined }), 'P');
    const { decide, inAugustNow, decisionNow } = setting({ payouts: [payout] });
    expect(await decide('confirm')).toEqual({ done: 'paid-twice' });
    expect(inAugustNow()).toEqual(payout);
    expect(decisionNow()).toMatchObject({ decision: 'confirmed' });
  });

  test('of somebody who was faster paid, while it was being held, is told too', async () => {
    const { payouts, ...needs } = setting({ payouts: [due({ held: undefined })] });
    const saveHeld: typeof payouts.saveHeld = async (payout, by) => {
      await payouts.savePaid(paidBy(due({ held: undefined }), 'P'));
      return payouts.saveHeld(payout, by);
    };
    const said = { periodId: inJuly, payout: payoutNumber(aPayout(1)), proofId: late.proofId, paper };
    const deciding = decideLate({ ...needs, payouts, acts: { ...payouts, saveHeld } });
    expect(await deciding({ ...said, decision: 'confirm', actor: person('accountant') })).toEqual({
      done: 'paid-twice',
    });
  });

  test('changes nothing of what was handed back or withheld meanwhile', async () => {
    for (const state of ['handedBack', 'withheld'] as const) {
      const payout = { ...due({ held: undefined }), state, decision: aDecision() };
      const { decide, inAugustNow } = setting({ payouts: [payout] });
      expect(await decide('confirm')).toEqual({ done: 'confirmed' });
      expect(inAugustNow()).toEqual(payout);
    }
  });

  test('needs the paper that decides it', async () => {
    const { decisionNow, ...needs } = setting();
    const said = { periodId: inJuly, payout: payoutNumber(aPayout(1)), proofId: late.proofId };
    const refused = await decideLate(needs)({ ...said, decision: 'confirm', actor: person('accountant') });
    expect(refused).toEqual({ refused: 'paper-missing' });
    expect(decisionNow()).toEqual(late);
  });
});

describe('a rejected late result', () => {
  test('lets the payout be paid as it was planned', async () => {
    const { decide, inAugustNow, decisionNow } = setting();
    expect(await decide('reject')).toEqual({ done: 'rejected' });
    expect(inAugustNow()).toEqual(due({ held: undefined }));
    expect(decisionNow()).toMatchObject({ decision: 'rejected' });
  });

  test('leaves it waiting for another one that says the same', async () => {
    const other = aLate(1, { proofId: 'M' });
    const { decide, inAugustNow } = setting({ lates: [late, other] });
    await decide('reject');
    expect(inAugustNow()?.held).toEqual({ periodId: inJuly, proofId: 'M' });
    expect(await decide('reject', { proofId: 'M' })).toEqual({ done: 'rejected' });
    expect(inAugustNow()?.held).toBeUndefined();
  });

  test('of which the payout does not wait leaves it waiting', async () => {
    const other = aLate(1, { proofId: 'M' });
    const { decide, inAugustNow } = setting({ lates: [late, other] });
    expect(await decide('reject', { proofId: 'M' })).toEqual({ done: 'rejected' });
    expect(inAugustNow()).toEqual(due());
  });
});

describe('where two months are asked about', () => {
  const inJune = PeriodId.parse('assistance.06.2016-06');
  const fromJune = aLine(50_000, { carriedFrom: inJune });
  const june = aLate(1, { periodId: inJune, proofId: 'J' });
  const lines = [fromJune, fromJuly, aLine()];
  const both = due({ lines, amount: 590_000 });
  const decideJune = (needs: ReturnType<typeof setting>) =>
    decideLate(needs)({
      periodId: inJune,
      payout: payoutNumber(aPayout(1)),
      proofId: june.proofId,
      decision: 'confirm',
      paper,
      actor: person('accountant'),
    });
  const withJune = (payout: Payout) => {
    const needs = setting({ payouts: [payout], lates: [late, june] });
    needs.periods.all.set(inJune, aPeriod({ periodId: inJune, status: 'closed' }));
    needs.directory.periods.add(inJune);
    needs.payouts.all.set(
      `${inJune} ${yenHan} ${payout.recipientId}`,
      carriedOver(aPayout(1, { periodId: inJune })),
    );
    return needs;
  };

  test('a no to the later question leaves the payout waiting for the earlier one', async () => {
    const needs = withJune(both);
    expect(await needs.decide('reject')).toEqual({ done: 'rejected' });
    expect(needs.inAugustNow()).toMatchObject({ amount: 590_000, held: { periodId: inJune, proofId: 'J' } });
  });

  test('and so it is where the earlier one was confirmed while this payout was paid, and is due again', async () => {
    const needs = withJune(paidBy({ ...both, held: undefined }, 'P'));
    expect(await decideJune(needs)).toEqual({ done: 'paid-twice' });
    needs.payouts.all.set(`${inAugust} ${yenHan} ${both.recipientId}`, both);
    await needs.decide('reject');
    expect(needs.inAugustNow()).toMatchObject({ amount: 590_000, held: { periodId: inJune, proofId: 'J' } });
    expect(await decideJune(needs)).toEqual({ done: 'confirmed' });
    expect(needs.inAugustNow()).toMatchObject({ amount: 540_000, held: undefined });
  });

  test('and at no moment in between it could be paid', async () => {
    const { payouts, ...needs } = withJune(both);
    const tried: unknown[] = [];
    const trying =
      <Given extends unknown[], Done>(act: (...given: Given) => Promise<Done>) =>
      async (...given: Given) => {
        const done = await act(...given);
        tried.push((await payouts.savePaid(paidBy(both, 'P'))).saved);
        return done;
      };
    const { liftHeld, passHeld, saveHeld } = payouts;
    const acts = {
      ...payouts,
      liftHeld: trying(liftHeld),
      passHeld: trying(passHeld),
      saveHeld: trying(saveHeld),
    };
    const said = { periodId: inJuly, payout: payoutNumber(aPayout(1)), proofId: late.proofId };
    await decideLate({ ...needs, payouts, acts })({
      ...said,
      decision: 'reject',
      actor: person('accountant'),
    });
    expect(tried).toEqual([false]);
  });

  test('a yes to the earlier one leaves the rest waiting for the later one', async () => {
    const needs = withJune(both);
    expect(await decideJune(needs)).toEqual({ done: 'confirmed' });
    expect(needs.inAugustNow()).toMatchObject({ lines: [fromJuly, aLine()], amount: 540_000, held });
  });

  test('a yes to the later one answers the earlier one too', async () => {
    const needs = withJune(both);
    expect(await needs.decide('confirm')).toEqual({ done: 'confirmed' });
    expect(needs.inAugustNow()).toMatchObject({ lines: [aLine()], amount: 270_000, held: undefined });
    expect(await decideJune(needs)).toEqual({ done: 'confirmed' });
    expect(needs.inAugustNow()).toMatchObject({ amount: 270_000, held: undefined });
  });
});

test('two late results of one person: the second finds nothing more to settle', async () => {
  const other = aLate(1, { proofId: 'M' });
  const { decide, inAugustNow } = setting({ lates: [late, other] });
  expect(await decide('confirm', { proofId: 'M' })).toEqual({ done: 'confirmed' });
  const settled = inAugustNow();
  expect(settled).toMatchObject({ amount: 270_000, settledLate: { proofId: 'M' } });
  expect(await decide('confirm')).toEqual({ done: 'confirmed' });
  expect(inAugustNow()).toEqual(settled);
});

describe('it is decided once', () => {
  test('by whoever is first: the other decision is refused', async () => {
    const { decide, inAugustNow, audit } = setting();
    await decide('reject');
    expect(await decide('confirm', { id: 'accountant-2' })).toEqual({ refused: 'decided-before' });
    expect(inAugustNow()).toEqual(due({ held: undefined }));
    expect(audit.acts).toHaveLength(1);
  });

  test('by one of two at the same time, whoever has the lease', async () => {
    const { decide, decisionNow } = setting();
    const both = await Promise.allSettled([decide('reject'), decide('confirm', { id: 'accountant-2' })]);
    const [done, busy] = both.toSorted((a, b) => a.status.localeCompare(b.status));
    expect(done).toMatchObject({ status: 'fulfilled', value: { done: 'rejected' } });
    expect(busy).toMatchObject({ status: 'rejected', reason: expect.any(LeaseHeld) as unknown });
    expect(decisionNow()?.decision).toBe('rejected');
  });

  test.each(['confirm', 'reject'] as const)(
    'one that died before it was settled is finished: %s',
    async (decision) => {
      const { acts, ...needs } = setting();
      const die = () => Promise.reject(new Error('the function died'));
      const said = {
        periodId: inJuly,
        payout: payoutNumber(aPayout(1)),
        proofId: late.proofId,
        decision,
        paper,
        actor: person('accountant'),
      };
      const dying = decideLate({ ...needs, acts: { ...acts, liftHeld: die, saveSettledLate: die } });
      await expect(dying(said)).rejects.toThrow('died');
      expect(needs.inAugustNow()).toEqual(due());
      await decideLate({ ...needs, acts })(said);
      expect(needs.inAugustNow()?.held).toBeUndefined();
      expect(needs.inAugustNow()?.amount).toBe(decision === 'confirm' ? 270_000 : 540_000);
    },
  );

  test('said again changes nothing', async () => {
    const { decide, inAugustNow } = setting();
    await decide('confirm');
    const settled = inAugustNow();
    expect(await decide('confirm')).toEqual({ done: 'confirmed' });
    expect(inAugustNow()).toEqual(settled);
  });
});

describe('before the next month is submitted', () => {
  test.each(['preparing', 'prepared'] as const)('%s: its plan is made anew', async (status) => {
    const { decide, communes, preparePeriod, inAugustNow } = setting({ status });
    expect(await decide('confirm')).toEqual({ done: 'confirmed' });
    expect(communes.all.get(`${inAugust} ${yenHan}`)).toEqual({ commune: yenHan });
    expect(preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
    expect(inAugustNow()).toEqual(due());
  });

  test('one that died before the plan was cleared is finished', async () => {
    const { communes, ...needs } = setting({ status: 'prepared' });
    const savePlan = () => Promise.reject(new Error('the function died'));
    const said = {
      periodId: inJuly,
      payout: payoutNumber(aPayout(1)),
      proofId: late.proofId,
      decision: 'reject' as const,
      actor: person('accountant'),
    };
    await expect(decideLate({ ...needs, communes: { ...communes, savePlan } })(said)).rejects.toThrow('died');
    expect(await decideLate({ ...needs, communes })(said)).toEqual({ done: 'rejected' });
    expect(needs.preparePeriod.inputs).toHaveLength(1);
  });

  test.each<[string, Given, string]>([
    ['is verified', { status: 'prepared', isFrozen: true }, 'next-submitted'],
    ['is submitted', { status: 'submitted' }, 'next-submitted'],
    ['is closing and has not come to it', { status: 'closing' }, 'next-closing'],
  ])('but while it %s the answer is no, and nothing is decided', async (_, given, refused) => {
    const { decide, decisionNow, inAugustNow } = setting(given);
    expect(await decide('confirm')).toEqual({ refused });
    expect(decisionNow()).toEqual(late);
    expect(inAugustNow()).toEqual(due());
  });

  test('where no next month is opened, its planner reads the decision', async () => {
    const { decide, decisionNow, preparePeriod } = setting({ status: undefined, payouts: [] });
    expect(await decide('confirm')).toEqual({ done: 'confirmed' });
    expect(decisionNow()).toMatchObject({ decision: 'confirmed' });
    expect(preparePeriod.inputs).toEqual([]);
  });

  test('one that is opened while it is decided is planned anew', async () => {
    const { contradictions, periods, directory, ...needs } = setting({ status: undefined });
    const decideIt: typeof contradictions.decideLate = async (...said) => {
      await periods.add(aPeriod({ status: 'preparing' }));
      await directory.savePeriod(inAugust);
      return contradictions.decideLate(...said);
    };
    const all = { ...needs, periods, directory, contradictions: { ...contradictions, decideLate: decideIt } };
    const said = { periodId: inJuly, payout: payoutNumber(aPayout(1)), proofId: late.proofId, paper };
    await decideLate(all)({ ...said, decision: 'confirm', actor: person('accountant') });
    expect(needs.preparePeriod.inputs).toEqual([{ periodId: inAugust }]);
  });
});

test('what was carried over twice is settled in the month where it is due now', async () => {
  const september = due({
    periodId: inSeptember,
    lines: [fromJuly, aLine(1_000, { carriedFrom: inAugust })],
    amount: 271_000,
  });
  const { periods, directory, decide, ...needs } = setting({
    status: 'closed',
    payouts: [carriedOver(due()), september],
  });
  await periods.add(aPeriod({ periodId: inSeptember, status: 'open' }));
  await directory.savePeriod(inSeptember);
  expect(await decide('confirm')).toEqual({ done: 'confirmed' });
  expect(needs.payoutOf(due(), inSeptember)).toMatchObject({
    lines: [aLine(1_000, { carriedFrom: inAugust })],
    amount: 1_000,
    held: undefined,
  });
});

test('what was carried over twice and is planned nowhere yet is left for its planner to find', async () => {
  const { decide, inAugustNow, decisionNow } = setting({
    status: 'closed',
    payouts: [carriedOver(due({ held: undefined }))],
  });
  expect(await decide('confirm')).toEqual({ done: 'confirmed' });
  expect(inAugustNow()).toEqual(carriedOver(due()));
  expect(decisionNow()).toMatchObject({ decision: 'confirmed' });
});

test('a close that was faster: it is settled in the month after', async () => {
  const { acts, payouts, periods, directory, ...needs } = setting({ payouts: [due()] });
  const september = due({ periodId: inSeptember });
  const saveSettledLate: typeof acts.saveSettledLate = async (payout, proofId) => {
    if (payout.periodId === inSeptember) return acts.saveSettledLate(payout, proofId);
    await payouts.saveCarriedOver(due(), noon);
    await payouts.savePlan({ put: [september], remove: [] }, () => undefined);
    await periods.add(aPeriod({ periodId: inSeptember, status: 'open' }));
    await directory.savePeriod(inSeptember);
    return acts.saveSettledLate(payout, proofId);
  };
  const said = { periodId: inJuly, payout: payoutNumber(aPayout(1)), proofId: late.proofId, paper };
  const deciding = decideLate({ ...needs, payouts, periods, directory, acts: { ...acts, saveSettledLate } });
  const done = await deciding({ ...said, decision: 'confirm', actor: person('accountant') });
  expect(done).toEqual({ done: 'confirmed' });
  expect(needs.payoutOf(due())?.state).toBe('carriedOver');
  expect(needs.payoutOf(due(), inSeptember)).toMatchObject({ amount: 270_000, held: undefined });
});

describe('without the proof of the result', () => {
  const which = (needs: ReturnType<typeof setting>, decision: 'confirm' | 'reject' = 'reject') =>
    decideLate(needs)({
      ...{ periodId: inJuly, payout: payoutNumber(aPayout(1)), decision, paper },
      actor: person('accountant', 'accountant-1'),
    });

  test('the one that is open is meant, and said again it is the same', async () => {
    const before = aLate(1, { proofId: 'B', decision: 'rejected' });
    const needs = setting({
      lates: [aLate(2, { proofId: 'O' }), aLate(1, { proofId: 'V', saysPaid: false }), late, before],
    });
    expect(await which(needs)).toEqual({ done: 'rejected' });
    expect(needs.decisionNow()).toMatchObject({ decision: 'rejected' });
    expect(needs.inAugustNow()?.held).toBeUndefined();
    const alone = setting();
    expect(await which(alone, 'confirm')).toEqual({ done: 'confirmed' });
    expect(await which(alone, 'confirm')).toEqual({ done: 'confirmed' });
    expect(await which(alone, 'reject')).toEqual({ refused: 'decided-before' });
  });

  test('of several the accountant says which', async () => {
    const needs = setting({ lates: [late, aLate(1, { proofId: 'M' })] });
    expect(await which(needs)).toEqual({ refused: 'which-one', proofIds: ['L', 'M'] });
    expect(needs.decisionNow()).toEqual(late);
    expect(needs.audit.acts).toEqual([]);
  });

  test('there is none', async () => {
    expect(await which(setting({ lates: [aLate(2)] }))).toEqual({ refused: 'no-such-result' });
    const visit = setting({ lates: [aLate(1, { saysPaid: false })] });
    expect(await which(visit)).toEqual({ refused: 'no-such-result' });
  });
});

test('what is decided is not listed any more as waiting for a person', async () => {
  const { decide, files } = setting({ lates: [late, aLate(1, { proofId: 'M' })] });
  await decide('reject');
  const listed = files.text(questionsKeyOf(inJuly)).trim().split('\r\n').slice(1);
  expect(listed).toHaveLength(1);
  expect(listed[0]).toContain(',M,');
});

describe('it is refused', () => {
  test.each(['teller', 'approver', 'planner', 'system-admin'] as const)('to a %s', async (role) => {
    const { decide, decisionNow } = setting();
    expect(await decide('reject', { role })).toEqual({ refused: 'not-an-accountant' });
    expect(decisionNow()).toEqual(late);
  });

  test('of a result that nobody has', async () => {
    expect(await setting().decide('reject', { proofId: 'X' })).toEqual({ refused: 'no-such-result' });
    const said = { periodId: inJuly, payout: '1', proofId: 'L', decision: 'reject' as const };
    expect(await decideLate(setting())({ ...said, actor: person('accountant') })).toEqual({
      refused: 'no-such-result',
    });
  });

  test('of a visit: it says nothing about money', async () => {
    const { decide } = setting({ lates: [aLate(1, { saysPaid: false })] });
    expect(await decide('confirm')).toEqual({ refused: 'says-not-paid' });
  });

  test('while somebody else works there, and done once they have left', async () => {
    const busy = setting({ heldByOthers: [planScope(inAugust, yenHan)] });
    await expect(busy.decide('reject')).rejects.toBeInstanceOf(LeaseHeld);
    expect(busy.decisionNow()).toEqual(late);
    const said = { periodId: inJuly, payout: payoutNumber(aPayout(1)), proofId: late.proofId };
    const free = decideLate({ ...busy, leases: fakeLeases() });
    expect(await free({ ...said, decision: 'reject', actor: person('accountant') })).toEqual({
      done: 'rejected',
    });
  });
});
