import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideResult, type Result } from '../../shared/domain/completion.ts';
import type { Late } from '../../shared/domain/late.ts';
import { movedDays } from '../../shared/domain/moved-day.ts';
import {
  type ActDecision,
  type ActFacts,
  decideAct,
  PayoutAct,
  roleRefusal,
} from '../../shared/domain/payout-acts.ts';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { type AssignedPayout, Payout, totalOf } from '../../shared/domain/payout.ts';
import type { Role } from '../../shared/domain/person.ts';
import { periodsOwing } from '../../shared/domain/reversal.ts';
import { standingOf, sumOfStanding } from '../../shared/domain/standing.ts';
import {
  aDay,
  aDecision,
  aLate,
  aLine,
  aMovedDay,
  aPayout,
  aPeriod,
  aPoint,
  aSheet,
  atHome,
  atPoint,
  carriedOver,
  inJuly,
  noon,
  paid,
} from '../support/build.ts';
import { at, person } from '../support/facts.ts';

const facts = (given: Partial<ActFacts> = {}): ActFacts => ({
  period: aPeriod(),
  isSealed: false,
  lates: [],
  today: aDay('2016-08-03'),
  points: [aPoint('01834-1', { days: [3, 5] }), aPoint('01834-2', { sessions: ['AM'] })],
  sheets: [
    aSheet(),
    aSheet('reported', { pointId: '01834-2' }),
    aSheet('signedOff', { day: '2016-08-09' }),
    aSheet('reported', { day: '2016-08-04' }),
  ],
  holidays: new Set(['2016-08-08']),
  moved: movedDays([aMovedDay('2016-08-10', '2016-08-12')]),
  by: 'planner',
  at,
  ...given,
});

const toPlace = (place: AssignedPayout['place']): PayoutAct => ({
  kind: 'place',
  place,
  reason: 'ASKED',
});
const move = toPlace(atPoint('2016-08-05'));
const handBack: PayoutAct & { kind: 'hand-back' } = {
  kind: 'hand-back',
  reason: 'DIED',
  paper: '112/QĐ-UBND',
};
const withhold: PayoutAct & { kind: 'withhold' } = { kind: 'withhold', reason: 'DETAINED', paper: '7/QĐ' };
const undo: PayoutAct = { kind: 'undo', reason: 'TYPED_WRONG' };
const ask: PayoutAct = { kind: 'ask-reversal', reason: 'NOT_HANDED_OVER' };
const confirm: PayoutAct = { kind: 'confirm-reversal' };
const refuse: PayoutAct = { kind: 'refuse-reversal' };
const restore: PayoutAct = { kind: 'restore' };
const every = [move, handBack, withhold, restore, undo, ask, confirm, refuse];

const held = { periodId: inJuly, proofId: 'L' };
const asked = { reason: 'NOT_HANDED_OVER' as const, by: 'teller-1', at };
const paidOne = paid(aPayout(1));
const { completion } = paidOne;

describe('who may', () => {
  test.each<[PayoutAct['kind'], Role[], string]>([
    ['place', ['planner'], 'not-a-planner'],
    ['hand-back', ['approver'], 'not-an-approver'],
    ['withhold', ['approver'], 'not-an-approver'],
    ['restore', ['approver'], 'not-an-approver'],
    ['undo', ['teller'], 'not-a-teller'],
    ['ask-reversal', ['teller', 'accountant', 'planner'], 'may-not-ask'],
    ['confirm-reversal', ['approver', 'accountant'], 'may-not-decide'],
    ['refuse-reversal', ['approver', 'accountant'], 'may-not-decide'],
  ])('%s', (kind, roles, word) => {
    const act = every.find((one) => one.kind === kind)!;
    const all: Role[] = ['list-officer', 'approver', 'planner', 'teller', 'accountant', 'auditor', 'system'];
    for (const role of all)
      expect(roleRefusal(act, person(role))).toBe(roles.includes(role) ? undefined : word);
  });
});

describe('when', () => {
  test.each(every)('nothing of a sealed commune changes: $kind', (act) => {
    for (const payout of [aPayout(1), paidOne])
      expect(decideAct(payout, act, facts({ isSealed: true }))).toEqual({ refused: 'sealed' });
  });

  test.each(['preparing', 'prepared', 'submitted', 'closing', 'closed', 'cancelled'] as const)(
    'money does not move while the period is %s',
    (status) => {
      for (const act of every.filter(({ kind }) => kind !== 'place'))
        expect(decideAct(paidOne, act, facts({ period: aPeriod({ status }) }))).toEqual({
          refused: 'not-open',
        });
    },
  );

  test.each([
    [{ status: 'preparing' }, 'placed'],
    [{ status: 'prepared' }, 'placed'],
    [{ status: 'open' }, 'placed'],
    [{ status: 'prepared', isFrozen: true }, 'submitted'],
    [{ status: 'submitted' }, 'submitted'],
    [{ status: 'closing' }, 'not-open'],
    [{ status: 'closed' }, 'not-open'],
    [{ status: 'cancelled' }, 'not-open'],
  ] as const)('a place is given in %o: %s', (given, word) => {
    const decision = decideAct(aPayout(1), move, facts({ period: aPeriod(given) }));
    expect(Object.values(decision)).toContain(word);
  });
});

describe('another place', () => {
  test.each([
    ['point', atPoint('2016-08-05')],
    ['session', { ...atPoint(), session: 'PM' as const }],
    ['way', atHome('2016-08-05')],
    ['day that the point does not have by its own list', atPoint('2016-08-11', '01834-2')],
    ['day, the last of the catch-up', atPoint('2016-08-17')],
    ['day that has not come, and whose sheet is in because nobody was left on it', atPoint('2016-08-04')],
  ])('is another %s, by whom and why; nothing else changes', (_, place) => {
    const payout = aPayout(1, { held, missedBefore: 2 });
    expect(decideAct(payout, toPlace(place), facts())).toEqual({
      done: 'placed',
      placed: { ...payout, place, chosen: { reason: 'ASKED', by: 'planner', at } },
    });
  });

  test.each([
    ['unknown-point', atPoint('2016-08-05', '01834-3')],
    ['unknown-point', atHome('2016-08-05', '01835-1')],
    ['unknown-session', { ...atPoint('2016-08-05', '01834-2'), session: 'PM' as const }],
    ['outside-the-period', atPoint('2016-08-02')],
    ['outside-the-period', atPoint('2016-08-18')],
    ['not-a-working-day', atPoint('2016-08-06')],
    ['not-a-working-day', atHome('2016-08-08')],
    ['sheet-reported', atPoint('2016-08-09')],
    ['sheet-reported', atPoint('2016-08-03', '01834-2')],
    ['day-moved', atPoint('2016-08-10')],
  ] as const)('is refused: %s', (word, place) => {
    expect(decideAct(aPayout(1), toPlace(place), facts())).toEqual({ refused: word });
  });

  test('in a plan is not before its first day', () => {
    const period = aPeriod({ status: 'prepared', notBefore: aDay('2016-08-04') });
    const [before, first] = [toPlace(atPoint('2016-08-03')), toPlace(atPoint('2016-08-04'))];
    expect(decideAct(aPayout(1), before, facts({ period }))).toEqual({ refused: 'outside-the-period' });
    expect(decideAct(aPayout(1), first, facts({ period }))).toMatchObject({ done: 'placed' });
    const july = facts({ period: aPeriod({ status: 'prepared' }), today: aDay('2016-07-25') });
    expect(decideAct(aPayout(1), toPlace(atPoint('2016-07-29')), july)).toEqual({
      refused: 'outside-the-period',
    });
  });

  test('said again by the same planner stands since then; by another it is theirs', () => {
    const chosen = { reason: 'ASKED' as const, by: 'planner', at: '2016-08-02T01:00:00.000Z' };
    const payout = aPayout(1, { place: atPoint('2016-08-05'), chosen });
    expect(decideAct(payout, move, facts())).toEqual({ done: 'placed', stands: chosen.at });
    expect(decideAct(payout, move, facts({ by: 'other' }))).toMatchObject({
      placed: { chosen: { by: 'other' } },
    });
  });
});

const gone: [string, Payout][] = [
  ['paid', paidOne],
  ['carried-over', carriedOver(aPayout(1))],
  ['handed-back', { ...aPayout(1), state: 'handedBack', decision: aDecision() }],
  ['withheld', { ...aPayout(1), state: 'withheld', decision: aDecision() }],
];
test.each(gone)('whoever is %s is neither moved nor taken out of the plan', (word, payout) => {
  for (const act of [move, handBack, withhold])
    expect(decideAct(payout, act, facts())).toEqual({ refused: word });
});

describe('money', () => {
  test.each([
    [handBack, 'handed-back', 'handedBack'],
    [withhold, 'withheld', 'withheld'],
  ] as const)('$kind is by a decision on paper', (act, done, state) => {
    const decision = { reason: act.reason, paper: act.paper, by: 'approver', at };
    const decided = { ...aPayout(1), state, decision };
    expect(decideAct(aPayout(1), act, facts({ by: 'approver' }))).toEqual({ done, decided });
    const again = facts({ by: 'approver', at: '2016-08-04T05:00:00.000Z' });
    expect(decideAct(decided as Payout, act, again)).toEqual({ done, stands: at });
    expect(decideAct(decided as Payout, { ...act, paper: '8/QĐ' }, again)).toEqual({ refused: done });
  });

  test('that waits for a late result is decided by that first', () => {
    expect(decideAct(aPayout(1, { held }), handBack, facts())).toEqual({ refused: 'held' });
    expect(decideAct(aPayout(1, { held }), withhold, facts())).toEqual({ refused: 'held' });
  });

  test.each([
    { ...handBack, reason: 'PAID_LATE' },
    { ...handBack, paper: 'Hoàng Thị Xuân' },
    { ...handBack, paper: '1HoàngThịXuân' },
    { ...handBack, paper: '1/Hoàng-Thị-Xuân' },
    { kind: 'hand-back', reason: 'DIED' },
  ])('is not decided with %o', (act) => {
    expect(PayoutAct.safeParse(act).success).toBe(false);
  });
});

describe('a decision that is taken back', () => {
  const later = '2016-08-04T05:00:00.000Z';
  const decidedAs = (state: 'handedBack' | 'withheld', given: Partial<Payout> = {}): Payout =>
    ({ ...aPayout(1), state, decision: aDecision(), ...given }) as Payout;
  const other = facts({ by: 'approver-2', at: later });

  test.each(['handedBack', 'withheld'] as const)(
    'of %s money: it is due again, and the decision is kept',
    (state) => {
      const restored = { ...aPayout(1), restored: { decision: aDecision(), by: 'approver-2', at: later } };
      expect(decideAct(decidedAs(state), restore, other)).toEqual({ done: 'restored', restored });
      expect(Payout.parse(restored)).toEqual(restored);
    },
  );

  test('said again by the same person stands since then; by another there is nothing to take back', () => {
    const restored = { ...aPayout(1), restored: { decision: aDecision(), by: 'approver-2', at: later } };
    const again = facts({ by: 'approver-2', at: '2016-08-05T05:00:00.000Z' });
    expect(decideAct(restored, restore, again)).toEqual({ done: 'restored', stands: later });
    expect(decideAct(restored, restore, facts({ by: 'approver-3' }))).toEqual({ refused: 'not-decided' });
  });

  test.each<[string, Payout, string]>([
    ['own-decision', decidedAs('handedBack'), 'approver-1'],
    ['own-decision', decidedAs('withheld'), 'approver-1'],
    ['paid-late', decidedAs('handedBack', { decision: aDecision('PAID_LATE') }), 'approver-2'],
    ['not-decided', aPayout(1), 'approver-2'],
    ['not-decided', paidOne, 'approver-2'],
    ['not-decided', carriedOver(aPayout(1)), 'approver-2'],
  ])('is refused: %s', (refused, payout, by) => {
    expect(decideAct(payout, restore, facts({ by }))).toEqual({ refused });
  });

  test('waits for a late result that came meanwhile, and goes on waiting for one that was known', () => {
    const lines = [aLine(270_000), aLine(135_000, { carriedFrom: inJuly })];
    const owing = { lines, amount: totalOf(lines) };
    const heldNow = (payout: Payout, ...lates: Late[]) => {
      const decision = decideAct(payout, restore, { ...other, lates });
      return 'restored' in decision ? decision.restored.held : decision;
    };
    expect(heldNow(decidedAs('withheld', owing), aLate(1))).toEqual(held);
    expect(heldNow(decidedAs('withheld', owing), aLate(1, { decision: 'rejected' }))).toBeUndefined();
    const known = { ...held, proofId: 'K' };
    expect(heldNow(decidedAs('withheld', { ...owing, held: known }), aLate(1))).toEqual(known);
  });
});

describe('a reversal', () => {
  const own = facts({ by: 'teller-1' });
  const reversed = (said: object) => ({
    ...aPayout(1),
    reversals: [{ completion, ...said, at }],
  });

  test('by the teller alone, while the sheet is in their hands', () => {
    const undone = reversed({ reason: 'TYPED_WRONG', askedBy: 'teller-1' });
    expect(decideAct(paidOne, undo, own)).toEqual({ done: 'undone', reversed: undone, proofId: 'P' });
    expect(decideAct({ ...paidOne, reversalAsked: asked }, undo, own)).toEqual({
      done: 'undone',
      reversed: undone,
      proofId: 'P',
    });
    expect(decideAct(undone as Payout, undo, own)).toEqual({ done: 'undone', stands: at });
  });

  test.each([
    ['other-teller', paidOne, { by: 'teller-2' }],
    ['sheet-reported', paidOne, { by: 'teller-1', sheets: [aSheet('reported')] }],
    ['sheet-reported', paidOne, { by: 'teller-1', sheets: [aSheet('signedOff')] }],
    ['not-paid', aPayout(1), { by: 'teller-1' }],
  ] as const)('is not undone: %s', (refused, payout, given) => {
    expect(decideAct(payout, undo, facts(given))).toEqual({ refused });
  });

  describe('of what an earlier month may have paid', () => {
    const lines = [aLine(270_000), aLine(135_000, { carriedFrom: inJuly })];
    const carried = paid(aPayout(1, { lines, amount: totalOf(lines) }));
    const heldNow = (payout: Payout, ...lates: Late[]) => {
      const decision = decideAct(payout, undo, facts({ by: 'teller-1', lates }));
      return 'proofId' in decision ? decision.reversed.held : decision;
    };

    test.each([
      ['is not decided', aLate(1)],
      ['was confirmed while this was paid', aLate(1, { decision: 'confirmed' })],
    ])('waits for a late result that %s', (_, late) => {
      expect(heldNow(carried, late)).toEqual(held);
      const confirmed = { ...carried, reversalAsked: asked };
      expect(decideAct(confirmed, confirm, facts({ by: 'accountant', lates: [late] }))).toMatchObject({
        reversed: { held },
      });
    });

    test.each([
      ['was rejected', carried, aLate(1, { decision: 'rejected' })],
      ['does not say that it was paid', carried, aLate(1, { saysPaid: false })],
      ['is about somebody else', carried, aLate(2)],
      ['is about lines that this payout does not have', paidOne, aLate(1)],
    ])('does not wait for one that %s', (_, payout, late) => {
      expect(heldNow(payout, late)).toBeUndefined();
    });

    test('asks every period since the first that owed a line of it', () => {
      const inMay = PeriodId.parse('assistance.06.2016-05');
      const owed = [aLine(), aLine(1_000, { carriedFrom: inMay }), aLine(2_000, { carriedFrom: inJuly })];
      expect(periodsOwing(aPayout(1, { lines: owed }))).toEqual([inMay, 'assistance.06.2016-06', inJuly]);
      expect(periodsOwing(aPayout(1))).toEqual([]);
    });
  });

  test('is asked for once', () => {
    const withAsked = { ...paidOne, reversalAsked: asked };
    expect(decideAct(paidOne, ask, own)).toEqual({ done: 'asked', asked: withAsked });
    expect(decideAct(withAsked, ask, own)).toEqual({ done: 'asked', stands: at });
    expect(decideAct(withAsked, ask, facts({ by: 'accountant' }))).toEqual({ refused: 'asked-already' });
    expect(decideAct(aPayout(1), ask, own)).toEqual({ refused: 'not-paid' });
  });

  test('is confirmed by another person, and says who wanted it', () => {
    const withAsked = { ...paidOne, reversalAsked: asked };
    const by = facts({ by: 'accountant' });
    const done = reversed({ reason: asked.reason, askedBy: 'teller-1', confirmedBy: 'accountant' });
    expect(decideAct(withAsked, confirm, by)).toEqual({ done: 'reversed', reversed: done, proofId: 'P' });
    expect(decideAct(done as Payout, confirm, by)).toEqual({ done: 'reversed', stands: at });
  });

  test('is refused by another person: the payment stands', () => {
    const withAsked = { ...paidOne, reversalAsked: asked };
    const decided = decideAct(withAsked, refuse, facts({ by: 'approver' }));
    expect(decided).toEqual({ done: 'refused-reversal', dropped: withAsked });
  });

  test.each([confirm, refuse])('$kind: not what nobody asked for, not what one asked for oneself', (act) => {
    const withAsked = { ...paidOne, reversalAsked: asked };
    expect(decideAct(paidOne, act, own)).toEqual({ refused: 'not-asked' });
    expect(decideAct(withAsked, act, own)).toEqual({ refused: 'own-request' });
    expect(decideAct(aPayout(1), act, facts({ by: 'other' }))).toEqual({ refused: 'not-paid' });
  });
});

/** As the store would have it after that decision. */
const after = (payout: Payout, decision: ActDecision): Payout => {
  if ('placed' in decision) return decision.placed;
  if ('decided' in decision) return decision.decided;
  if ('restored' in decision) return decision.restored;
  if ('asked' in decision) return decision.asked;
  if ('dropped' in decision) return { ...decision.dropped, reversalAsked: undefined };
  return 'proofId' in decision ? decision.reversed : payout;
};

test('whatever people do and tellers say: the money stays, is paid once, and no payment is forgotten', () => {
  const results: Result[] = [
    { outcome: 'paid', paidTo: 'self', on: aDay('2016-08-03') },
    { outcome: 'paid', paidTo: 'proxy', on: aDay('2016-08-03') },
    { outcome: 'attempt', reason: 'ABSENT', on: aDay('2016-08-03') },
  ];
  const step = fc.record({
    who: fc.nat(2),
    by: fc.constantFrom('teller-1', 'accountant', 'approver'),
    does: fc.oneof(fc.constantFrom(...every), fc.constantFrom(...results)),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const lines = [aLine(270_000), aLine(135_000, { carriedFrom: inJuly })];
      const all: Payout[] = [1, 2, 3].map((one) => aPayout(one, { lines, amount: totalOf(lines) }));
      const approved = sumOfStanding(standingOf(all));
      const payments = new Map<string, number>();
      steps.forEach(({ who, by, does }, count) => {
        const before = all[who]!;
        const recording = { at: new Date(noon.getTime() + count), today: aDay('2016-08-03'), by };
        const said = 'outcome' in does ? decideResult(before, does, 'open', recording) : undefined;
        if (said && 'paid' in said) {
          expect(before.state).toBe('assigned');
          payments.set(said.paid.completion.proofId, (payments.get(said.paid.completion.proofId) ?? 0) + 1);
        }
        const now =
          'outcome' in does
            ? said && 'paid' in said
              ? said.paid
              : said && 'attempted' in said
                ? said.attempted
                : before
            : after(before, decideAct(before, does, facts({ by, at: recording.at.toISOString() })));
        all[who] = now;
        expect(Payout.parse(now)).toEqual(now);
        expect(now.amount).toBe(totalOf(now.lines));
        expect(sumOfStanding(standingOf(all))).toEqual(approved);
        // Every payment is either the one that stands or among the reversed ones, each proof once.
        const kept = all.flatMap((one) => [
          ...(one.reversals ?? []).map((reversal) => reversal.completion.proofId),
          ...(one.state === 'paid' ? [one.completion.proofId] : []),
        ]);
        expect(kept.toSorted()).toEqual([...payments.keys()].toSorted());
        expect([...payments.values()].every((times) => times === 1)).toBe(true);
        for (const { reversals = [] } of all)
          for (const { askedBy, confirmedBy } of reversals) expect(confirmedBy).not.toBe(askedBy);
      });
    }),
  );
});
