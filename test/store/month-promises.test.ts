import { describe, expect, test } from 'vitest';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import type { AssignedPayout, Payout } from '../../shared/domain/payout.ts';
import { standingOf, sumOfStanding } from '../../shared/domain/standing.ts';
import { approvalStore } from '../../shared/store/approvals.ts';
import { contradictionStore } from '../../shared/store/contradictions.ts';
import { noteStore } from '../../shared/store/notes.ts';
import { payoutActStore } from '../../shared/store/payout-acts.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import { periodStore } from '../../shared/store/periods.ts';
import { recordResult } from '../../shared/store/recording.ts';
import { reminderStore } from '../../shared/store/reminders.ts';
import {
  aDay,
  aDecision,
  aLine,
  aPayout,
  aPeriod,
  inAugust,
  inJuly,
  noon,
  yenHan,
} from '../support/build.ts';
import { aReminder, at, paidBy, triedBy } from '../support/facts.ts';
import { openLocalTable } from '../support/local-table.ts';

/** What design.md 11 promises, as far as single writes against the real engine have to keep it. */

const table = await openLocalTable();
const payouts = payoutStore(table);
const acts = payoutActStore(table);
const approvals = approvalStore(table);
const reminders = reminderStore(table);

let last = 0;
/** Somebody’s payout with a line of July and one of August, planned and stored. */
const planned = async (given: Partial<AssignedPayout> = {}): Promise<AssignedPayout> => {
  last += 1;
  const lines = [aLine(270_000), aLine(135_000, { carriedFrom: inJuly })];
  const payout = aPayout(last, { lines, amount: 405_000, ...given });
  await payouts.savePlan({ put: [payout], remove: [] }, () => undefined);
  return payout;
};
const stored = async ({ recipientId }: Payout): Promise<Payout> =>
  (await payouts.find(inAugust, yenHan, recipientId))!;

const held = { periodId: inJuly, proofId: 'L1' };
const handedBack = (payout: AssignedPayout) => ({
  ...payout,
  state: 'handedBack' as const,
  decision: aDecision(),
});
const withheld = (payout: AssignedPayout) => ({ ...handedBack(payout), state: 'withheld' as const });
const settledLate = (payout: AssignedPayout): AssignedPayout => ({
  ...payout,
  lines: payout.lines.filter(({ carriedFrom }) => !carriedFrom),
  amount: 270_000,
  settledLate: { proofId: 'L1', by: 'accountant-1', at, lines: [aLine(135_000, { carriedFrom: inJuly })] },
});
const undone = (payout: AssignedPayout): AssignedPayout => {
  const { completion } = paidBy(payout, 'P1');
  const said = { reason: 'TYPED_WRONG' as const, askedBy: 'teller-1', at };
  return { ...payout, proofs: ['P1'], reversals: [{ completion, ...said }] };
};

/** Everybody who may want to end it, each with what they read before. */
const rivals = (payout: AssignedPayout): (() => Promise<unknown>)[] => [
  () => payouts.savePaid(paidBy(payout, 'P1')),
  () => payouts.savePaid(paidBy(payout, 'P2')),
  () => payouts.saveAttempt(triedBy(payout, 'A1'), 'A1'),
  () => payouts.saveCarriedOver(payout, noon),
  () => acts.saveDecided(handedBack(payout)),
  () => acts.saveDecided(withheld(payout)),
  () => acts.saveHeld(payout, held),
  () => acts.saveSettledLate(settledLate(payout), 'L1'),
  () => acts.liftHeld(payout, 'L1'),
  () => acts.saveReversed(undone(payout), 'P1'),
];
const inAnyOrder = (payout: AssignedPayout, round: number) => {
  const all = rivals(payout);
  return all.map((_, index) => all[(index * 3 + round) % all.length]!);
};

describe('promise 1: one payout per period, commune and recipient', () => {
  test('two plans of somebody at once leave one payout, whole', async () => {
    const payout = await planned();
    const other = { ...payout, lines: [aLine(300_000)], amount: 300_000 };
    await Promise.all(
      [payout, other].map((one) => payouts.savePlan({ put: [one], remove: [] }, () => undefined)),
    );
    const all = await payouts.list(inAugust, yenHan, 'to-decide');
    const own = all.filter(({ recipientId }) => recipientId === payout.recipientId);
    expect(own).toHaveLength(1);
    expect([payout, other]).toContainEqual(own[0]);
  });
});

test('promise 2: whoever ends it, all at once and in any order, its money is somewhere once', async () => {
  for (let round = 0; round < 10; round += 1) {
    const payout = await planned();
    await Promise.all(inAnyOrder(payout, round).map((rival) => rival()));
    const { amount, count } = sumOfStanding(standingOf([await stored(payout)]));
    expect({ round, amount, count }).toEqual({ round, amount: 405_000, count: 1 });
  }
});

describe('promise 3: a payout is paid at most once, whole, and nothing overwrites a payment', () => {
  test('of many payments at once one is saved, and the others find it', async () => {
    const payout = await planned();
    const outcomes = await Promise.all(
      ['A', 'B', 'C', 'D'].map((proofId) => payouts.savePaid(paidBy(payout, proofId))),
    );
    expect(outcomes.filter(({ saved }) => saved)).toHaveLength(1);
    const now = await stored(payout);
    for (const outcome of outcomes) if (!outcome.saved) expect(outcome.found).toEqual(now);
    expect(now.proofs).toHaveLength(1);
  });

  test('everybody who comes after it with what they read before changes nothing', async () => {
    const payout = await planned();
    await payouts.savePaid(paidBy(payout, 'FIRST'));
    const stands = await stored(payout);
    for (const rival of rivals(payout)) await rival();
    await acts.savePlace({ ...payout, chosen: { by: 'planner', at, reason: 'ASKED' } });
    expect(await stored(payout)).toEqual(stands);
  });
});

describe('promise 4: what is carried over is never paid twice', () => {
  test('nor in the month that carried it over, whatever is tried there', async () => {
    const payout = await planned();
    await payouts.saveCarriedOver(payout, noon);
    const stands = await stored(payout);
    await payouts.saveCarriedOver(payout, new Date('2016-08-20T00:00:00.000Z'));
    for (const rival of rivals(payout).filter((_, index) => index !== 6)) await rival();
    expect(await stored(payout)).toEqual(stands);
  });

  test('a line that was paid late, confirmed and paid at once is handed back or handed over, never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const payout = await planned();
      await acts.saveHeld(payout, held);
      const [settled, ...payments] = await Promise.all([
        acts.saveSettledLate(settledLate(payout), 'L1'),
        payouts.savePaid(paidBy(payout, 'WHOLE')),
        payouts.savePaid(paidBy(settledLate(payout), 'REST')),
      ]);
      expect([settled.saved, payments[0].saved]).toEqual([true, false]);
      expect(await stored(payout)).toMatchObject({ amount: 270_000, settledLate: { proofId: 'L1' } });
    }
  });
});

test('promise 5: of a phone’s messages on a date one is written, and one sender claims it', async () => {
  const said = [aReminder({ phoneKey: 'ONE' }), aReminder({ phoneKey: 'ONE', notice: 'new-collector' })];
  const added = await Promise.all(said.map((one) => reminders.add(one)));
  expect(added.toSorted()).toEqual(['added', 'taken']);
  const claims = await Promise.all(
    [1, 2, 3].map((second) =>
      reminders.move(said[0]!, 'queued', { status: 'sending', at: `2016-08-04T01:00:0${second}.000Z` }),
    ),
  );
  expect(claims.toSorted()).toEqual(['moved', 'superseded', 'superseded']);
  expect(await reminders.move(said[0]!, 'queued', { status: 'expired' })).toBe('superseded');
});

const today = aDay('2016-08-03');
const paidToSelf = { outcome: 'paid', paidTo: 'self', on: today } as const;
const recordingOn = (registry = table) => ({
  payouts,
  contradictions: contradictionStore(table),
  notes: noteStore(registry),
});
const toRecord = (payout: Payout, known?: Payout) => ({
  period: { periodId: inAugust, status: 'open' as const },
  payout,
  known,
  said: paidToSelf,
  recording: { at: noon, today, by: 'teller-1' },
});

test('promise 6: the same result and the same plan again write nothing', async () => {
  const payout = await planned();
  await recordResult(recordingOn(), toRecord(payout));
  const before = table.requests.length;
  expect(await recordResult(recordingOn(), toRecord(payout))).toMatchObject({ answer: 'already-recorded' });
  await payouts.savePlan({ put: [], remove: [] }, () => undefined);
  const commands = table.requests.slice(before).map(({ command }) => command);
  expect(commands.filter((command) => /Put|Update|Write|Delete/.test(command))).toEqual([]);
});

describe('promise 8: approver ≠ submitter; an approval counts for one exact plan', () => {
  const total = { count: 1, amount: 405_000 };
  const periodId = PeriodId.parse('assistance.06.2098-08');
  const said = { approvedAt: at, received: 405_000, voucher: 'UNC-1' };
  const submit = (submissionId: string, hash: string) =>
    approvals.save(periodId, { submissionId, hash, total, submittedBy: 'planner', submittedAt: at });

  test('is demanded by the write, whatever was read before', async () => {
    await submit('S1', 'H1');
    const by = (approvedBy: string, submissionId: string, hash: string) =>
      approvals.approve(periodId, { ...said, approvedBy, submissionId, hash });
    for (const refused of [
      await by('planner', 'S1', 'H1'),
      await by('approver', 'S1', 'H2'),
      await by('approver', 'S0', 'H1'),
    ])
      expect(refused).toMatchObject({ refused: { submissionId: 'S1' } });
    await submit('S2', 'H1');
    expect(await by('approver', 'S1', 'H1')).toHaveProperty('refused');
    expect(await by('approver', 'S2', 'H1')).toBe('approved');
  });

  test('an approval of a plan that was submitted anew opens nothing', async () => {
    const periods = periodStore(table);
    await periods.add(aPeriod({ periodId, status: 'submitted', submissionId: 'S2' }));
    const open = (submissionId: string) =>
      periods.move(periodId, { status: 'submitted', submissionId }, { status: 'open' });
    expect([await open('S1'), await open('S2')]).toEqual(['superseded', 'moved']);
  });
});

test('promise 9: what a teller writes beside a result is in the registry and in no item of the payouts', async () => {
  const registry = await openLocalTable();
  const payout = await planned();
  const note = 'con gái Hoàng Thị Lan 0912345678';
  const before = table.requests.length;
  await recordResult(recordingOn(registry), { ...toRecord(payout), note });
  await recordResult(recordingOn(registry), {
    ...toRecord(payout),
    said: { ...paidToSelf, paidTo: 'proxy' },
    note,
  });
  expect(JSON.stringify(registry.requests)).toContain('0912345678');
  expect(JSON.stringify(table.requests.slice(before))).not.toMatch(/Lan|0912345678/);
});

test('promise 10: another amount than is due is never written down as handed over', async () => {
  const payout = await planned();
  for (const amount of [404_999, 405_001, 1])
    expect(await payouts.savePaid(paidBy({ ...payout, amount }, 'P'))).toMatchObject({ saved: false });
  for (const amount of [404_999, 405_001, 0])
    expect(
      await recordResult(recordingOn(), { ...toRecord(payout), said: { ...paidToSelf, amount } }),
    ).toMatchObject({ answer: 'amount-differs' });
  expect(await stored(payout)).toEqual(payout);
});

describe('promise 11: a write whose answer is lost, done again or twice at once, ends the same', () => {
  const writes = {
    paid: { before: (payout: AssignedPayout) => payout, nth: 0 },
    tried: { before: (payout: AssignedPayout) => payout, nth: 2 },
    'carried over': { before: (payout: AssignedPayout) => payout, nth: 3 },
    'handed back': { before: (payout: AssignedPayout) => payout, nth: 4 },
    held: { before: (payout: AssignedPayout) => payout, nth: 6 },
    'settled late': { before: (payout: AssignedPayout) => ({ ...payout, held }), nth: 7 },
  };

  test.each(Object.entries(writes))('%s', async (_name, { before, nth }) => {
    const one = before(await planned());
    await payouts.savePlan({ put: [one], remove: [] }, () => undefined);
    await rivals(one)[nth]!();
    const undisturbed = await stored(one);

    const other = before(await planned());
    await payouts.savePlan({ put: [other], remove: [] }, () => undefined);
    table.loseNextAnswer('UpdateItemCommand');
    expect(await rivals(other)[nth]!()).toMatchObject({ saved: true });
    await Promise.all([rivals(other)[nth]!(), rivals(other)[nth]!()]);
    const { recipientId } = one;
    expect({ ...(await stored(other)), recipientId }).toEqual(undisturbed);
  });
});
