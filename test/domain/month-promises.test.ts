import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideResult, type Result } from '../../shared/domain/completion.ts';
import { messageOf } from '../../shared/domain/message.ts';
import { type AssignedPayout, type Payout, tally } from '../../shared/domain/payout.ts';
import { type ActFacts, decideAct, type PayoutAct } from '../../shared/domain/payout-acts.ts';
import { planDifference, planHash } from '../../shared/domain/plan.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import { settle } from '../../shared/domain/settlement.ts';
import { NoticeKind } from '../../shared/domain/settings.ts';
import { standingOf, sumOfStanding } from '../../shared/domain/standing.ts';
import { planWave, stillToTell } from '../../shared/domain/wave.ts';
import { amount, characterOf, vietnamese } from '../support/arbitrary.ts';
import {
  aBenefit,
  aDay,
  aLine,
  anAttempt,
  anId,
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  aSettings,
  aSheet,
  atHome,
  atPoint,
  carriedOver,
  inAugust,
  noon,
  paid,
  yenHan,
} from '../support/build.ts';

/** What design.md 11 promises of a month, as far as it can be worked out on paper. */

const today = aDay('2016-08-03');
const recording = { at: noon, today, by: 'teller-1' };
const facts = (by: string): ActFacts => ({
  period: aPeriod(),
  isSealed: false,
  sheets: [],
  moved: new Map(),
  points: [aPoint()],
  holidays: new Set(),
  lates: [],
  today,
  by,
  at: noon.toISOString(),
});

type Step = Readonly<
  { who: number } & ({ said: Result } | { act: PayoutAct; by: string } | { closes: true })
>;
const who = fc.integer({ min: 0, max: 2 });
const by = fc.constantFrom('teller-1', 'approver-1', 'approver-2');
const on = fc.constantFrom(today, aDay('2016-08-02'));
const money = { reason: 'DIED', paper: '1/QĐ' } as const;
const act = fc.constantFrom<PayoutAct>(
  { kind: 'place', place: atPoint('2016-08-05'), reason: 'ASKED' },
  { kind: 'hand-back', ...money },
  { kind: 'withhold', ...money },
  { kind: 'restore' },
  { kind: 'undo', reason: 'TYPED_WRONG' },
  { kind: 'ask-reversal', reason: 'WRONG_PERSON' },
  { kind: 'confirm-reversal' },
  { kind: 'refuse-reversal' },
);
const result = fc.oneof(
  fc.record({
    outcome: fc.constant('paid' as const),
    paidTo: fc.constantFrom('self' as const, 'proxy' as const),
    on,
    amount: fc.constantFrom(undefined, 270_000, 269_000, 1, 0, 540_000),
  }),
  fc.record({
    outcome: fc.constant('attempt' as const),
    reason: fc.constantFrom('ABSENT' as const, 'DIED' as const),
    on,
  }),
) as fc.Arbitrary<Result>;
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ who, said: result }) },
    { weight: 5, arbitrary: fc.record({ who, act, by }) },
    { weight: 1, arbitrary: fc.record({ who, closes: fc.constant(true as const) }) },
  ),
  { size: 'max', minLength: 10, maxLength: 40 },
);

const after = (payout: Payout, step: Step): Payout => {
  if ('closes' in step) return payout.state === 'assigned' ? carriedOver(payout) : payout;
  if ('said' in step) {
    const decision = decideResult(payout, step.said, 'open', recording);
    if ('paid' in decision) return decision.paid;
    return 'attempted' in decision ? decision.attempted : payout;
  }
  const decision = decideAct(payout, step.act, facts(step.by));
  if ('placed' in decision) return decision.placed;
  if ('decided' in decision) return decision.decided;
  if ('asked' in decision) return decision.asked;
  if ('dropped' in decision) return decision.dropped;
  return 'reversed' in decision ? decision.reversed : payout;
};
/** Every state of three payouts, step by step. */
const playedOf = (all: readonly Step[]): Payout[][] => {
  let now: Payout[] = [1, 2, 3].map((number) => aPayout(number));
  return [
    now,
    ...all.map((step) => (now = now.map((one, at) => (at === step.who ? after(one, step) : one)))),
  ];
};

test('promise 2: whatever people do and tellers say, approved = paid + open + carried over + handed back + withheld', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const moments = playedOf(all);
      for (const payouts of moments)
        expect(sumOfStanding(standingOf(payouts))).toEqual({ count: 3, amount: 810_000 });
    }),
  );
});

test('promise 3: between two payments of a payout there is a reversal, and no proof pays twice', () => {
  let payments = 0;
  fc.assert(
    fc.property(steps, (all) => {
      const moments = playedOf(all);
      for (const number of [0, 1, 2]) {
        const proofs = moments.flatMap((payouts, at) => {
          const [before, now] = [moments[at - 1]?.[number], payouts[number]];
          return now?.state === 'paid' && before?.state !== 'paid' ? [now.completion.proofId] : [];
        });
        payments += proofs.length;
        expect(new Set(proofs).size).toBe(proofs.length);
        const end = moments.at(-1)?.[number];
        expect(proofs.length - (end?.reversals?.length ?? 0)).toBe(end?.state === 'paid' ? 1 : 0);
      }
    }),
  );
  expect(payments).toBeGreaterThan(50);
});

const { messages } = aSettings();
const { calendar } = aPeriod();

describe('promise 5: at most one SMS a phone and date, to nobody who is paid or silenced', () => {
  const fate = fc.constantFrom<((payout: AssignedPayout) => Payout)[]>(
    (payout) => payout,
    (payout) => ({ ...payout, news: 'collector' }),
    (payout) => ({ ...payout, place: atHome() }),
    (payout) => ({ ...payout, attempts: [anAttempt('DIED')] }),
    (payout) => paid({ ...payout, news: 'first' }),
    carriedOver,
  );
  const morning = fc
    .record({
      fates: fc.array(fate, { minLength: 1, maxLength: 8 }),
      phones: fc.array(fc.constantFrom('P1', 'P2', undefined), { minLength: 8, maxLength: 8 }),
      hadToday: fc.boolean(),
    })
    .map(({ fates, phones, hadToday }) => ({
      payouts: fates.map((became, at) => became(aPayout(at + 1))),
      register: phones.map((phoneKey, at) => aRecipient(at + 1, phoneKey === undefined ? {} : { phoneKey })),
      reminders: hadToday ? [aSent('P1')] : [],
    }));
  const date = aDay('2016-08-04');
  const aSent = (phoneKey: string): Reminder => ({
    periodId: inAugust,
    commune: yenHan,
    phoneKey,
    date,
    recipientIds: [anId(1)],
    status: 'sent',
  });

  test('on any morning, and what was queued is looked at again', () => {
    let told = 0;
    fc.assert(
      fc.property(morning, ({ payouts, register, reminders }) => {
        const given = {
          periodId: inAugust,
          commune: yenHan,
          today: date,
          calendar,
          rules: messages,
          payouts,
          sheets: [aSheet('reported')],
          moved: new Map(),
          reminders,
        };
        const wave = planWave(given, register);
        const all = [...reminders, ...wave.reminders, ...wave.notices];
        const phones = all.map(({ phoneKey }) => phoneKey);
        expect(new Set(phones).size).toBe(phones.length);
        for (const reminder of wave.reminders) {
          told += 1;
          const due = payouts.filter(({ recipientId }) => reminder.recipientIds.includes(recipientId));
          expect(due.every(({ state, attempts }) => state === 'assigned' && attempts.length === 0)).toBe(
            true,
          );
          const paidNow = payouts.map((one) => (one.state === 'assigned' ? paid(one) : one));
          expect(stillToTell(reminder, paidNow, new Map())).toEqual([]);
        }
      }),
    );
    expect(told).toBeGreaterThan(20);
  });
});

test('promise 8: an approval counts for who, collector, lines and amounts, each of them', () => {
  const plan = [aPayout(1), aPayout(2)];
  const others: Payout[][] = [
    [aPayout(1)],
    [aPayout(1), aPayout(3)],
    [aPayout(1, { collectorKey: 'C' }), aPayout(2)],
    [aPayout(1, { lines: [aLine(270_000, { benefit: '5(6)' })] }), aPayout(2)],
    [aPayout(1, { lines: [aLine(280_000)], amount: 280_000 }), aPayout(2)],
  ];
  expect(new Set([plan, ...others].map(planHash)).size).toBe(6);
  expect(planHash([aPayout(1, { place: atHome('2016-08-05') }), aPayout(2)])).toBe(planHash(plan));
});

describe('promise 9 and domain 7.5 row 24: no message tells an amount or a benefit group', () => {
  const kinds = [undefined, ...NoticeKind.options];
  /** As a settings file may name them; no digits, so that every digit of a text is ours. */
  const brand = fc.string({ unit: characterOf('ABCXYZ'), minLength: 1, maxLength: 11 });
  const told = fc.record({
    notice: fc.constantFrom(...kinds),
    names: fc.array(vietnamese(4), { minLength: 1, maxLength: 4 }),
    office: vietnamese(4),
    dong: amount,
    group: fc.constantFrom('5(3)', '5(6)', '5(8)', '20(2)c'),
    brand,
    isHome: fc.boolean(),
  });

  test('of any kind, to any people, of any money: another group and amount is the same message', () => {
    let sent = 0;
    const textOf = (
      {
        notice,
        names,
        office,
        brand: from,
        isHome,
      }: typeof told extends fc.Arbitrary<infer One> ? One : never,
      benefit: Readonly<{ dong: number; group: string }>,
    ) => {
      const addressees = names.map((name, at) => {
        const lines = [aLine(benefit.dong, { benefit: benefit.group })];
        const due = aPayout(at + 1, { lines, amount: benefit.dong, ...(isHome && { place: atHome() }) });
        const recipient = aRecipient(at + 1, {
          name,
          phone: '+84912345678',
          phoneKey: 'P',
          benefits: [{ ...aBenefit(benefit.dong), group: benefit.group }],
        });
        return { payout: notice === undefined ? due : notice === 'day-moved' ? due : paid(due), recipient };
      });
      const context = {
        period: aPeriod(),
        rules: { ...messages, brand: from },
        points: [aPoint('01834-1', { name: office })],
      };
      const reminder = {
        phoneKey: 'P',
        ...(notice && { notice }),
        ...(notice === 'day-moved' && { day: today }),
      };
      return messageOf(reminder, addressees, context)?.text;
    };
    fc.assert(
      fc.property(told, (given) => {
        const text = textOf(given, given);
        sent += text === undefined ? 0 : 1;
        expect(text).toBe(textOf(given, { dong: 270_000, group: '5(5)b' }));
        const ours = text?.replaceAll(/08\/2016|1900545481|\d\d\/\d\d|\d nguoi/g, '');
        expect(ours).not.toMatch(/\d/);
      }),
    );
    expect(sent).toBeGreaterThan(50);
  });
});

describe('promise 10: handed over = due', () => {
  test('whatever amount a teller says, only the whole amount pays', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 4_000_000 }), (due, said) => {
        const payout = aPayout(1, { lines: [aLine(due)], amount: due });
        const decision = decideResult(
          payout,
          { outcome: 'paid', paidTo: 'self', on: today, amount: said },
          'open',
          recording,
        );
        if (said === due) expect(decision).toMatchObject({ paid: { amount: due } });
        else expect(decision).toEqual({ answer: 'amount-differs' });
      }),
    );
  });

  test('the payer’s fee is the payer’s: no payout and no balance is less by it', () => {
    const payouts = [paid(aPayout(1)), paid(aPayout(2))];
    const total = tally(payouts);
    const commune = { commune: yenHan, submitted: total, standing: standingOf(payouts) };
    const settled = (payerFee: Parameters<typeof settle>[2]['payerFee']) =>
      settle(inAugust, [commune], { approved: total, received: total.amount, payerFee }, noon);
    const [without, withFee] = [settled(undefined), settled({ kind: 'percent', percent: 1 })];
    expect([without.payerFee, withFee.payerFee, withFee.status]).toEqual([0, 5_400, 'balanced']);
    expect({ ...withFee, payerFee: undefined }).toEqual({ ...without, payerFee: undefined });
  });
});

test('promise 11: a plan of which any part was written, in any order, ends whole when it is made again', () => {
  const stored = [aPayout(1), aPayout(2), aPayout(3)];
  const plan = [aPayout(1, { lines: [aLine(300_000)], amount: 300_000 }), aPayout(3), aPayout(4), aPayout(5)];
  const { put, remove } = planDifference(stored, plan);
  const write = (all: readonly AssignedPayout[], one: AssignedPayout, isRemoved: boolean) => [
    ...all.filter(({ recipientId }) => recipientId !== one.recipientId),
    ...(isRemoved ? [] : [one]),
  ];
  const writes = [
    ...put.map((one) => (all: AssignedPayout[]) => write(all, one, false)),
    ...remove.map((one) => (all: AssignedPayout[]) => write(all, aPayout(Number(one.recipientId)), true)),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(writes), (done) => {
      let half = done.reduce((all, one) => one(all), stored);
      const rest = planDifference(half, plan);
      for (const one of rest.put) half = write(half, one, false);
      for (const one of rest.remove) half = write(half, aPayout(Number(one.recipientId)), true);
      expect(planHash(half)).toBe(planHash(plan));
      expect(planDifference(half, plan)).toEqual({ put: [], remove: [] });
    }),
  );
});
