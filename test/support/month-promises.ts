import { expect } from 'vitest';
import { wallClock } from '../../shared/domain/calendar.ts';
import { fingerprint } from '../../shared/domain/fingerprint.ts';
import { isOpenQuestion, isOwedBy, type Late } from '../../shared/domain/late.ts';
import { beforeOf, type PeriodId } from '../../shared/domain/payment-period.ts';
import { type Payout, type PayoutLine, sumOf, totalOf } from '../../shared/domain/payout.ts';
import { standingOf, sumOfStanding } from '../../shared/domain/standing.ts';
import { hanoi } from './build.ts';
import type { MonthWorld } from './month-world.ts';

/** What a teller was told to be recorded. */
export type Told = Readonly<{ payout: Payout; proofId: string }>;

type Looked = Readonly<{ told?: readonly Told[]; paidTwice?: ReadonlySet<string>; isConcurrent?: boolean }>;

const isIn =
  (...states: string[]) =>
  ({ status }: { status: string }) =>
    states.includes(status);
const isApproved = isIn('open', 'closing', 'closed');

/** Recipient, benefit, month, kind: what is owed once. */
export const lineKey = ({ recipientId }: Pick<Payout, 'recipientId'>, line: PayoutLine): string =>
  [recipientId, line.benefit, line.month, line.kind].join(' ');

const placeOf = ({ periodId, recipientId }: Pick<Payout, 'periodId' | 'recipientId'>) =>
  `${periodId} ${recipientId}`;

/** Checks promises 1–5, 8 and 10 of design.md section 11 on everything that there is and that has happened. */
export const expectPromises = (world: MonthWorld, looked: Looked = {}): void => {
  const broken = [
    ...brokenOne(world),
    ...brokenTwo(world),
    ...brokenThree(world, looked),
    ...brokenFour(world, looked),
    ...brokenFive(world),
    ...brokenEight(world),
  ];
  expect(broken).toEqual([]);
};

/** Regular lines of a person in one commune and one payout of a period. */
const brokenOne = ({ payouts }: MonthWorld): string[] =>
  repeated(
    [...payouts.all.values()].flatMap((payout) =>
      payout.lines.map((line) => `${payout.periodId} ${lineKey(payout, line)}`),
    ),
  ).map((key) => `1: twice in a period: ${key}`);

const repeated = (keys: readonly string[]): string[] => keys.filter((key, at) => keys.indexOf(key) !== at);

/** As submitted = as it stands now, per commune and in total. */
const brokenTwo = (world: MonthWorld): string[] =>
  [...world.periods.all.values()]
    .filter(isIn('submitted', 'open', 'closing', 'closed'))
    .flatMap(({ periodId, status }) => {
      const now = Map.groupBy(world.payoutsOf(periodId), ({ commune }) => commune);
      const marks = [...world.communes.all]
        .filter(([key]) => key.startsWith(`${periodId} `))
        .map(([, one]) => one);
      const differing = marks.filter(({ commune, submitted }) => {
        const stands = sumOfStanding(standingOf(now.get(commune) ?? []));
        return submitted?.total.count !== stands.count || submitted.total.amount !== stands.amount;
      });
      const total = sumOf(marks.map(({ submitted }) => submitted?.total ?? { count: 0, amount: 0 }));
      const approved = world.approvals.all.get(periodId)?.total;
      const isWhole = approved?.count === total.count && approved.amount === total.amount;
      const settlement = world.settlements.all.get(periodId);
      return [
        ...differing.map(({ commune }) => `2: ${status} ${periodId} ${commune} is not what was submitted`),
        ...(isWhole ? [] : [`2: ${periodId} is not what was approved`]),
        ...(settlement && settlement.status !== 'balanced' ? [`2: ${periodId} is ${settlement.status}`] : []),
      ];
    });

/** Paid at most once, whole, only in an open period; a payment goes away by a reversal alone. */
const brokenThree = (world: MonthWorld, { told = [], isConcurrent = false }: Looked): string[] => {
  const paid = new Map<string, number>();
  const broken: string[] = [];
  for (const one of world.happened) {
    if (one.what !== 'paid' && one.what !== 'reversed') continue;
    const place = placeOf(one.payout);
    const standing = (paid.get(place) ?? 0) + (one.what === 'paid' ? 1 : -1);
    paid.set(place, standing);
    if (standing < 0 || standing > 1) broken.push(`3: ${place} was paid ${String(standing)} times`);
    if (one.what === 'reversed') continue;
    // Whoever read that it is open may still write until the commune is sealed.
    const isOpen = one.status === 'open' || (isConcurrent && one.status === 'closing');
    if (!isOpen || one.isSealed) broken.push(`3: ${place} was paid while ${one.status ?? 'unknown'}`);
    if (one.payout.amount !== totalOf(one.payout.lines)) broken.push(`10: ${place} was not paid whole`);
  }
  for (const payout of world.payouts.all.values()) {
    const isPaid = payout.state === 'paid';
    if (isPaid !== ((paid.get(placeOf(payout)) ?? 0) === 1))
      broken.push(
        `3: ${placeOf(payout)} is ${payout.state} and was paid ${String(paid.get(placeOf(payout)) ?? 0)} times`,
      );
    if (repeated(payout.proofs).length > 0) broken.push(`3: ${placeOf(payout)} has a proof twice`);
    if (payout.amount !== totalOf(payout.lines))
      broken.push(`10: ${placeOf(payout)} is not the sum of its lines`);
  }
  const lost = told.filter(({ payout, proofId }) => {
    const { periodId, commune, recipientId } = payout;
    return !world.payouts.all.get(`${periodId} ${commune} ${recipientId}`)?.proofs.includes(proofId);
  });
  return [...broken, ...lost.map(({ payout }) => `3: ${placeOf(payout)} lost what was told to be recorded`)];
};

/** Carried over: exactly once in the plan that follows, or settled late; and never paid twice. */
const brokenFour = (world: MonthWorld, looked: Looked): string[] => {
  const payouts = [...world.payouts.all.values()];
  const paid = payouts.filter(({ state }) => state === 'paid');
  const twice = repeated(paid.flatMap((payout) => payout.lines.map((line) => lineKey(payout, line))));
  return [
    ...twice.map((key) => `4: paid twice: ${key}`),
    ...paidAndConfirmed(world, paid, looked),
    ...paidWhileAsked(world, looked),
    ...questionsLost(world),
    ...[...world.periods.all.values()]
      .filter((period) => isApproved(period) || period.status === 'submitted')
      .flatMap((period) => wronglyCarried(world, period.periodId, beforeOf(period))),
  ];
};

/** Whoever is due in an open period is held by an open question, and by nothing else. */
const questionsLost = (world: MonthWorld): string[] => {
  const open = [...world.contradictions.lates.values()].filter(isOpenQuestion);
  const due = [...world.payouts.all.values()].filter(
    ({ state, periodId }) => state === 'assigned' && world.period(periodId)?.status === 'open',
  );
  const askedOf = (payout: Payout) =>
    open.filter(
      (late) => late.recipientId === payout.recipientId && payout.lines.some(isOwedBy(late.periodId)),
    );
  return [
    ...due
      .filter((payout) => !payout.held && askedOf(payout).length > 0)
      .map((payout) => `4: ${placeOf(payout)} is due while it is asked whether it was paid`),
    ...due
      .filter(({ held }) => held && !open.some(({ proofId }) => proofId === held.proofId))
      .map((payout) => `11: ${placeOf(payout)} waits for a question that nobody has`),
  ];
};

const confirmedOf = (world: MonthWorld): Late[] =>
  [...world.contradictions.lates.values()].filter(({ decision }) => decision === 'confirmed');

/** But for what had been paid before anybody said it was paid already, of which the accountant was told. */
const paidAndConfirmed = (world: MonthWorld, paid: readonly Payout[], { paidTwice }: Looked): string[] =>
  confirmedOf(world).flatMap((late) =>
    paid
      .filter(
        (payout) => payout.recipientId === late.recipientId && payout.lines.some(isOwedBy(late.periodId)),
      )
      .filter(() => !paidTwice?.has(`${placeOf(late)} ${late.proofId}`))
      .map((payout) => `4: ${placeOf(payout)} is paid and was confirmed late in ${late.periodId}`),
  );

/** Nobody is paid while it is asked, or was confirmed, that an earlier month had paid the same. */
const paidWhileAsked = ({ happened }: MonthWorld, { isConcurrent = false }: Looked): string[] =>
  happened.flatMap((one) =>
    one.what === 'paid'
      ? one.lates
          .filter(
            ({ saysPaid, decision }) =>
              saysPaid && (decision === 'confirmed' || (!isConcurrent && !decision)),
          )
          .filter(({ periodId }) => one.payout.lines.some(isOwedBy(periodId)))
          .map(({ periodId }) => `4: ${placeOf(one.payout)} was paid while ${periodId} was in question`)
      : [],
  );

/** Lines that the period owes wrongly: each that was carried over is there once, or settled, and no other. */
export const wronglyCarried = (world: MonthWorld, periodId: PeriodId, before: PeriodId): string[] => {
  const confirmed = confirmedOf(world);
  const planned = Map.groupBy(
    world
      .payoutsOf(periodId)
      .flatMap((payout) =>
        [...payout.lines, ...(payout.settledLate?.lines ?? [])].map((line) => ({ payout, line })),
      )
      .filter(({ line }) => line.carriedFrom !== undefined),
    ({ payout, line }) => `${payout.commune} ${lineKey(payout, line)} ${String(line.amount)}`,
  );
  const owed = world
    .payoutsOf(before)
    .filter(({ state }) => state === 'carriedOver')
    .flatMap((payout) => payout.lines.map((line) => ({ payout, line })));
  const missing = owed.filter(({ payout, line }) => {
    const since = line.carriedFrom ?? payout.periodId;
    const isSettled = confirmed.some(
      (late) => late.recipientId === payout.recipientId && late.periodId >= since && late.periodId <= before,
    );
    const count =
      planned.get(`${payout.commune} ${lineKey(payout, line)} ${String(line.amount)}`)?.length ?? 0;
    return !(count === 1 || (count === 0 && isSettled));
  });
  const owedKeys = new Set(
    owed.map(({ payout, line }) => `${payout.commune} ${lineKey(payout, line)} ${String(line.amount)}`),
  );
  const invented = [...planned.keys()].filter((key) => !owedKeys.has(key));
  return [
    ...missing.map(({ payout, line }) => `4: ${periodId} does not owe ${lineKey(payout, line)} once`),
    ...invented.map((key) => `4: ${periodId} owes ${key}, which ${before} did not carry over`),
  ];
};

/** One SMS a phone, commune and date; in the hours; and about nobody who was paid or silenced when it was claimed. */
const brokenFive = ({ happened }: MonthWorld): string[] => {
  const claimed = new Map(
    happened.flatMap((one) => {
      if (one.what !== 'claimed') return [];
      const { periodId, commune, phoneKey, date } = one.reminder;
      return [[fingerprint({ periodId, commune, phoneKey, date }), one] as const];
    }),
  );
  const sent = happened.filter((one) => one.what === 'sms').filter(({ sending }) => sending !== 'refused');
  const wrong = sent.flatMap(({ sms, at }) => {
    const claim = claimed.get(sms.id);
    if (!claim) return ['5: sent without a claim'];
    const { reminder, payouts } = claim;
    const { today, hour } = wallClock(at, hanoi);
    const called = payouts.filter(({ state, attempts }) => {
      const isSilent = attempts.some(({ reason }) => ['DIED', 'MOVED', 'REFUSED'].includes(reason));
      return !isSilent && (state === 'assigned' || reminder.notice !== undefined);
    });
    return [
      ...(called.length === 0 ? [`5: ${reminder.phoneKey} was told though nobody was to be told`] : []),
      ...(today !== reminder.date || hour < 8 || hour >= 19 ? [`5: sent at ${at.toISOString()}`] : []),
      ...(sms.text.length > 160 ? ['5: too long'] : []),
    ];
  });
  const keys = sent.flatMap(({ sms }) => {
    const reminder = claimed.get(sms.id)?.reminder;
    return reminder ? [`${reminder.phoneKey} ${reminder.commune} ${reminder.date}`] : [];
  });
  return [...wrong, ...repeated(keys).map((key) => `5: two messages: ${key}`)];
};

/** Nobody approves their own plan, and nobody but the teller undoes a payment alone. */
const brokenEight = ({ approvals, payouts }: MonthWorld): string[] => [
  ...[...approvals.all].filter(([, one]) => one.submittedBy === one.approvedBy).map(([id]) => `8: ${id}`),
  ...[...payouts.all.values()].flatMap((payout) =>
    (payout.reversals ?? [])
      .filter(({ completion, askedBy, confirmedBy }) =>
        confirmedBy === undefined ? askedBy !== completion.recordedBy : askedBy === confirmedBy,
      )
      .map(() => `8: ${placeOf(payout)} was reversed by one person`),
  ),
];
