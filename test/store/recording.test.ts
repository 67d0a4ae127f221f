import { describe, expect, test } from 'vitest';
import type { Result } from '../../shared/domain/completion.ts';
import { type Period, PeriodId } from '../../shared/domain/payment-period.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import { contradictionStore } from '../../shared/store/contradictions.ts';
import { directoryStore } from '../../shared/store/directory.ts';
import { holdHeirs } from '../../shared/store/late-results.ts';
import { LeaseHeld, leaseStore, planScope } from '../../shared/store/leases.ts';
import { noteStore } from '../../shared/store/notes.ts';
import { payoutActStore } from '../../shared/store/payout-acts.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import { periodStore } from '../../shared/store/periods.ts';
import { recordResult } from '../../shared/store/recording.ts';
import { registerStore } from '../../shared/store/register.ts';
import {
  aDay,
  aLate,
  aLine,
  anId,
  aPayout,
  aPeriod,
  assistance,
  inAugust,
  noon,
  yenHan,
} from '../support/build.ts';
import { nextDoor, paidBy } from '../support/facts.ts';
import { openLocalTable } from '../support/local-table.ts';

const table = await openLocalTable();
const payouts = payoutStore(table);
const acts = payoutActStore(table);
const contradictions = contradictionStore(table);
const directory = directoryStore(table);
const periods = periodStore(table);

const inSeptember = PeriodId.parse('assistance.06.2016-09');
const inOctober = PeriodId.parse('assistance.06.2016-10');
for (const period of [
  aPeriod(),
  aPeriod({ periodId: inSeptember }),
  aPeriod({ periodId: inOctober, status: 'prepared' }),
]) {
  await periods.add(period);
  await directory.savePeriod(period.periodId);
}

let invocations = 0;
/** Each recorder is an invocation of its own, so that leases know them apart. */
const recorder = () => {
  invocations += 1;
  const holder = { invocationId: `i${invocations}`, endsAtMs: 900_000, realNowMs: () => 0 };
  return {
    payouts,
    acts,
    contradictions,
    directory,
    periods,
    notes: noteStore(table),
    leases: leaseStore(table, holder),
  };
};

let last = 0;
/** Somebody's payout in August, planned and stored, nobody else's. */
const planned = async () => {
  last += 1;
  const payout = aPayout(last);
  await payouts.savePlan({ put: [payout], remove: [] }, () => undefined);
  return payout;
};
/** What the same person is due in September, August's line included. */
const plannedNext = async ({ recipientId }: Payout) => {
  const lines = [aLine(), aLine(270_000, { carriedFrom: inAugust })];
  const payout = { ...aPayout(1), periodId: inSeptember, recipientId, lines, amount: 540_000 };
  await payouts.savePlan({ put: [payout], remove: [] }, () => undefined);
  return payout;
};
const today = aDay('2016-08-03');
const handedOver: Result = { outcome: 'paid', paidTo: 'self', on: today };
const absent: Result = { outcome: 'attempt', reason: 'ABSENT', on: today };

type More = Readonly<{ known?: Payout; status?: Period['status']; by?: string }>;
/** Records one result and holds what it puts in question, as both functions do. */
const record = async (
  payout: Payout,
  said: Result,
  { known, status = 'open', by = 'teller-1' }: More = {},
) => {
  const needs = recorder();
  const recorded = await recordResult(needs, {
    period: { periodId: inAugust, status },
    payout,
    known,
    said,
    recording: { at: noon, today, by },
  });
  if (recorded.question) await holdHeirs(needs, [recorded.question]);
  return recorded;
};
const stored = ({ periodId, commune, recipientId }: Payout) => payouts.find(periodId, commune, recipientId);
const lateOf = async ({ recipientId }: Payout) =>
  (await contradictions.listLate(inAugust, yenHan)).filter((late) => late.recipientId === recipientId);
const conflictsOf = async ({ recipientId }: Payout) =>
  (await contradictions.listConflicts(inAugust, yenHan)).filter((one) => one.recipientId === recipientId);

const answersOf = (recorded: readonly { answer: string }[]) =>
  recorded.map(({ answer }) => answer).toSorted();

describe('complete against complete', () => {
  test('the same words at the same time are recorded once', async () => {
    const payout = await planned();
    const recorded = await Promise.all([1, 2, 3].map(() => record(payout, handedOver)));
    expect(answersOf(recorded)).toEqual(['already-recorded', 'already-recorded', 'recorded']);
    expect((await stored(payout))?.proofs).toHaveLength(1);
    expect(await conflictsOf(payout)).toEqual([]);
  });

  test('other words at the same time: one payment, and each of the others is kept', async () => {
    const payout = await planned();
    const said: Result[] = [
      handedOver,
      { ...handedOver, paidTo: 'proxy' },
      { ...handedOver, on: aDay('2016-08-02') },
    ];
    const recorded = await Promise.all(said.map((one) => record(payout, one)));
    expect(answersOf(recorded)).toEqual(['conflict', 'conflict', 'recorded']);
    expect(await stored(payout)).toMatchObject({ state: 'paid', proofs: [expect.any(String)] });
    expect(await conflictsOf(payout)).toHaveLength(2);
  });

  test('and visits: every visit is recorded, or it contradicts the payment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const payout = await planned();
      const visits: Result[] = [absent, { ...absent, reason: 'AWAY' }];
      const [paid, ...tried] = await Promise.all([handedOver, ...visits].map((one) => record(payout, one)));
      const now = await stored(payout);
      expect([paid?.answer, now?.state]).toEqual(['recorded', 'paid']);
      const recorded = tried.filter(({ answer }) => answer === 'recorded').length;
      expect(now?.attempts).toHaveLength(recorded);
      expect(await conflictsOf(payout)).toHaveLength(2 - recorded);
    }
  });

  test('from what was read too early: what stands now decides', async () => {
    const payout = await planned();
    await payouts.savePaid(paidBy(payout, 'OTHER'));
    expect(await record(payout, handedOver, { known: payout })).toMatchObject({ answer: 'conflict' });
    const undone = await planned();
    expect(await record(undone, handedOver, { known: paidBy(undone, 'UNDONE') })).toMatchObject({
      answer: 'recorded',
    });
  });

  test('whose answer was lost is recorded, once', async () => {
    const payout = await planned();
    table.loseNextAnswer('UpdateItemCommand');
    expect(await record(payout, handedOver, { known: payout })).toMatchObject({ answer: 'recorded' });
    expect((await stored(payout))?.proofs).toHaveLength(1);
  });
});

describe('complete against the close', () => {
  test.each(['open', 'closing'] as const)(
    'read while it was %s: paid, or carried over and kept as late',
    async (status) => {
      for (let round = 0; round < 10; round += 1) {
        const payout = await planned();
        const [{ answer }] = await Promise.all([
          record(payout, handedOver, { status, known: payout }),
          payouts.saveCarriedOver(payout, noon),
        ]);
        const [now, lates] = [await stored(payout), await lateOf(payout)];
        expect([now?.state, answer, lates.length]).toEqual(
          now?.state === 'paid' ? ['paid', 'recorded', 0] : ['carriedOver', 'late', 1],
        );
        if (status === 'closing') expect(answer).toBe('late');
      }
    },
  );

  test('one teller who read it open and one who read it closing: nobody is lost', async () => {
    for (let round = 0; round < 10; round += 1) {
      const payout = await planned();
      await Promise.all([
        record(payout, handedOver, { known: payout }),
        record(payout, { ...handedOver, paidTo: 'proxy' }, { status: 'closing', known: payout }),
        payouts.saveCarriedOver(payout, noon),
      ]);
      const state = (await stored(payout))?.state;
      const kept = [(await lateOf(payout)).length, (await conflictsOf(payout)).length];
      expect([state, ...kept]).toEqual(state === 'paid' ? ['paid', 0, 1] : ['carriedOver', 2, 0]);
    }
  });
});

describe('hold against complete', () => {
  test('the next payout is paid, or it waits: never both', async () => {
    for (let round = 0; round < 10; round += 1) {
      const payout = await planned();
      const next = await plannedNext(payout);
      await payouts.saveCarriedOver(payout, noon);
      const [{ answer }, paid] = await Promise.all([
        record(payout, handedOver),
        payouts.savePaid(paidBy(next, 'SEPTEMBER')),
      ]);
      const now = await stored(next);
      expect(answer).toBe('late');
      expect(now?.state).toBe(paid.saved ? 'paid' : 'assigned');
      expect(now?.held !== undefined).toBe(!paid.saved);
    }
  });

  test('two late results of one person hold it once, and both are kept', async () => {
    const payout = await planned();
    const next = await plannedNext(payout);
    await payouts.saveCarriedOver(payout, noon);
    const said: Result[] = [handedOver, { ...handedOver, paidTo: 'proxy' }];
    for (const one of said) await record(payout, one);
    const [first, second] = await lateOf(payout);
    expect(second).toBeDefined();
    expect([first?.proofId, second?.proofId]).toContain((await stored(next))?.held?.proofId);
  });

  test('waits for whoever works at that commune, and the open payout waits all the same', async () => {
    const payout = await planned();
    const next = await plannedNext(payout);
    await payouts.saveCarriedOver(payout, noon);
    await recorder().leases.hold(planScope(inSeptember, yenHan), async () => {
      await expect(record(payout, handedOver)).rejects.toBeInstanceOf(LeaseHeld);
    });
    expect((await stored(next))?.held).toMatchObject({ periodId: inAugust });
    expect(await record(payout, handedOver)).toMatchObject({ answer: 'late' });
    expect((await stored(next))?.held).toMatchObject({ periodId: inAugust });
    expect(await lateOf(payout)).toHaveLength(1);
  });

  test('waits for whoever plans that commune, and is placed when it is said again', async () => {
    const payout = await planned();
    await payouts.savePlan(
      { put: [{ ...aPayout(1), periodId: inOctober, recipientId: payout.recipientId }], remove: [] },
      () => undefined,
    );
    const next = await plannedNext(payout);
    const inNext = () => payouts.find(inOctober, yenHan, payout.recipientId);
    for (const one of [payout, next]) await payouts.saveCarriedOver(one, noon);
    await recorder().leases.hold(planScope(inOctober, yenHan), async () => {
      await expect(record(payout, handedOver)).rejects.toBeInstanceOf(LeaseHeld);
    });
    expect((await inNext())?.held).toBeUndefined();
    expect(await record(payout, handedOver)).toMatchObject({ answer: 'late' });
    expect((await inNext())?.held).toMatchObject({ periodId: inAugust });
  });

  test('is placed by a function that has no half minute to spare, as a single completion is', async () => {
    const payout = await planned();
    const next = await plannedNext(payout);
    await payouts.saveCarriedOver(payout, noon);
    const late = { ...aLate(1), periodId: inAugust, recipientId: payout.recipientId };
    const holder = { invocationId: 'short', endsAtMs: 29_900, realNowMs: () => 0 };
    await contradictions.keepLate(late);
    await holdHeirs({ ...recorder(), leases: leaseStore(table, holder) }, [late]);
    expect((await stored(next))?.held).toMatchObject({ periodId: inAugust });
  });

  test('is lifted where it was decided between the look and the hold', async () => {
    const payout = await planned();
    const next = await plannedNext(payout);
    await payouts.saveCarriedOver(payout, noon);
    const asked = { ...aLate(1), periodId: inAugust, recipientId: payout.recipientId };
    const late = await contradictions.keepLate(asked);
    const decided = { decision: 'rejected', decidedBy: 'a', decidedAt: noon.toISOString() } as const;
    const findLate: typeof contradictions.findLate = async (...about) => {
      const found = await contradictions.findLate(...about);
      await contradictions.decideLate(late, decided);
      return found;
    };
    await holdHeirs({ ...recorder(), contradictions: { findLate } }, [late]);
    expect(await stored(next)).toEqual(next);
  });

  test.each(['confirmed', 'rejected'] as const)('is not placed once it is %s', async (decision) => {
    const payout = await planned();
    const next = await plannedNext(payout);
    await payouts.saveCarriedOver(payout, noon);
    const asked = { ...aLate(1), periodId: inAugust, recipientId: payout.recipientId };
    const late = await contradictions.keepLate(asked);
    await contradictions.decideLate(late, { decision, decidedBy: 'a', decidedAt: noon.toISOString() });
    await holdHeirs(recorder(), [late]);
    expect((await stored(next))?.held).toBeUndefined();
  });

  test('what was carried over again keeps the hold for the plan after it', async () => {
    const payout = await planned();
    const next = await plannedNext(payout);
    for (const one of [payout, next]) await payouts.saveCarriedOver(one, noon);
    await record(payout, handedOver);
    expect(await stored(next)).toMatchObject({ state: 'carriedOver', held: { periodId: inAugust } });
  });
});

test('some payouts are read at the price that is asked for', async () => {
  const payout = await planned();
  const asked = async (reading?: 'to-decide' | 'to-look') => {
    await payouts.listSome(inAugust, yenHan, [payout.recipientId], reading);
    return JSON.stringify(table.requests.at(-1)?.input['RequestItems']);
  };
  expect(await asked('to-look')).toContain('"ConsistentRead":false');
  expect(await asked('to-decide')).toContain('"ConsistentRead":true');
  expect(await asked()).toContain('"ConsistentRead":true');
});

test('a result that was recorded before costs no write', async () => {
  const payout = await planned();
  await record(payout, handedOver);
  const known = await stored(payout);
  const before = table.requests.length;
  await record(payout, handedOver, { ...(known && { known }) });
  expect(table.requests.slice(before)).toEqual([]);
});

describe('a late result', () => {
  const said = (decision: 'confirmed' | 'rejected', decidedBy = 'accountant-1') => ({
    decision,
    decidedBy,
    decidedAt: noon.toISOString(),
  });
  const kept = (number: number) => contradictions.keepLate(aLate(number));

  test('is found by its payout and its proof, with what was decided of it', async () => {
    const late = await kept(51);
    expect(await contradictions.findLate(late, late.proofId)).toEqual(late);
    expect(await contradictions.findLate(late, 'OTHER')).toBeUndefined();
    expect(await contradictions.decideLate(late, said('confirmed'))).toEqual({
      ...late,
      ...said('confirmed'),
    });
    expect(await contradictions.findLate(late, late.proofId)).toEqual({ ...late, ...said('confirmed') });
    expect(await contradictions.keepLate(late)).toEqual({ ...late, ...said('confirmed') });
  });

  test('is decided once: whoever comes second gets what stands', async () => {
    const late = await kept(52);
    const decided = await Promise.all([
      contradictions.decideLate(late, said('confirmed', 'accountant-1')),
      contradictions.decideLate(late, said('rejected', 'accountant-2')),
    ]);
    expect(decided[0]).toEqual(decided[1]);
    expect(await contradictions.findLate(late, late.proofId)).toEqual(decided[0]);
  });

  test('whose decision was answered by nobody is decided', async () => {
    const late = await kept(53);
    table.loseNextAnswer('UpdateItemCommand');
    expect(await contradictions.decideLate(late, said('rejected'))).toEqual({ ...late, ...said('rejected') });
  });

  test('that nobody kept is not decided', async () => {
    expect(await contradictions.decideLate(aLate(54), said('rejected'))).toBeUndefined();
  });
});

test('a note is kept beside the person, once a result, and no list of people has it', async () => {
  const notes = noteStore(table);
  const about = { periodId: inAugust, commune: nextDoor, recipientId: anId(77) };
  await notes.add(assistance, about, { proofId: 'P', text: 'con gái đi thay' });
  await notes.add(assistance, about, { proofId: 'P', text: 'khác' });
  await notes.add(assistance, about, { proofId: 'Q', text: 'lần hai' });
  expect(await notes.find(assistance, about, 'P')).toBe('con gái đi thay');
  expect(await notes.find(assistance, about, 'Q')).toBe('lần hai');
  expect(await notes.find(assistance, about, 'R')).toBeUndefined();
  const people = await registerStore(table).listRecipients(assistance, nextDoor);
  expect(people.map(({ recipientId }) => recipientId)).not.toContain(anId(77));
});
