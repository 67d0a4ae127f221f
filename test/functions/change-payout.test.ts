import { describe, expect, test } from 'vitest';
import { changePayout } from '../../functions/change-payout/handler.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import type { PayoutAct } from '../../shared/domain/payout-acts.ts';
import type { Period } from '../../shared/domain/payment-period.ts';
import type { AssignedPayout, Payout } from '../../shared/domain/payout.ts';
import type { Actor } from '../../shared/domain/person.ts';
import type { Sheet } from '../../shared/domain/sheet.ts';
import { LeaseHeld, planScope } from '../../shared/store/leases.ts';
import {
  aDecision,
  aLate,
  aLine,
  anAttempt,
  aPayout,
  aPeriod,
  aPoint,
  aSheet,
  atPoint,
  carriedOver,
  inAugust,
  inJuly,
  noon,
  yenHan,
} from '../support/build.ts';
import { at, paidBy, person, settings } from '../support/facts.ts';
import {
  fakeAudit,
  fakeContradictions,
  fakeDirectory,
  fakeLeases,
  fakeMovedDays,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeSettings,
  fakeSheets,
} from '../support/function-fakes.ts';

const handBack: PayoutAct = { kind: 'hand-back', reason: 'DIED', paper: '112/QĐ-UBND' };
const toFriday: PayoutAct = { kind: 'place', place: atPoint('2016-08-05'), reason: 'SICK' };
const undo: PayoutAct = { kind: 'undo', reason: 'TYPED_WRONG' };
const outOfPlan: Payout = { ...aPayout(1), state: 'withheld', decision: aDecision() };
const [planner, approver] = [person('planner'), person('approver')];
const teller = person('teller', 'teller-1');

type Given = { payouts?: Payout[]; sheets?: Sheet[]; period?: Partial<Period>; isSealed?: boolean };
const setting = ({ payouts = [aPayout(1)], sheets = [aSheet()], period = {}, isSealed }: Given = {}) => {
  const stored = fakePayouts(...payouts);
  const needs = {
    periods: fakePeriods(aPeriod(period)),
    communes: fakePeriodCommunes({
      periodId: inAugust,
      commune: yenHan,
      daySheetsAt: '2016-07-28T05:00:00.000Z',
      ...(isSealed && { sealedAt: at }),
    }),
    payouts: stored,
    acts: stored,
    sheets: fakeSheets(...sheets),
    movedDays: fakeMovedDays(),
    directory: fakeDirectory({ points: [aPoint()] }),
    settings: fakeSettings(settings),
    contradictions: fakeContradictions(),
    leases: fakeLeases(),
    audit: fakeAudit(),
    now: () => noon,
  };
  const run = (act: PayoutAct, actor: Actor, payout = payoutNumber(aPayout(1))) =>
    changePayout(needs)({ periodId: inAugust, payout, act, actor });
  const one = () => [...stored.all.values()][0]!;
  const commune = () => needs.communes.all.get(`${inAugust} ${yenHan}`);
  return { ...needs, run, one, commune };
};
const statusesOf = ({ sheets }: ReturnType<typeof setting>) =>
  Object.fromEntries([...sheets.all.values()].map(({ sheetId, status }) => [sheetId, status]));

describe('change-payout: place', () => {
  test('moves somebody, adds the sheet that they are on now, and has the paper written again', async () => {
    const it = setting({ payouts: [aPayout(1), aPayout(2)] });
    expect(await it.run(toFriday, planner)).toEqual({ done: 'placed' });
    expect(it.one()).toEqual({
      ...aPayout(1),
      place: atPoint('2016-08-05'),
      chosen: { reason: 'SICK', by: 'planner', at },
    });
    expect(it.sheets.all.get('01834-1.2016-08-05')).toEqual(aSheet('issued', { day: '2016-08-05' }));
    expect(it.commune()).toMatchObject({ daySheetsAt: undefined, stirredAt: at });
    expect(it.leases.taken).toEqual([planScope(inAugust, yenHan)]);
    expect(it.audit.acts).toMatchObject([
      {
        subject: `PERIOD#${inAugust}`,
        act: 'payout-place',
        actId: payoutNumber(aPayout(1)),
        actor: planner,
        facts: { reason: 'SICK', place: 'point', pointId: '01834-1', day: '2016-08-05' },
      },
    ]);
  });

  test('stirs the commune by when it was done: a morning that began meanwhile has not seen it', async () => {
    const it = setting();
    let now = noon;
    const savePlace: typeof it.acts.savePlace = async (payout) => {
      now = new Date(noon.getTime() + 1_000);
      return it.acts.savePlace(payout);
    };
    const place = changePayout({ ...it, acts: { ...it.acts, savePlace }, now: () => now });
    await place({ periodId: inAugust, payout: payoutNumber(aPayout(1)), act: toFriday, actor: planner });
    expect(it.commune()?.stirredAt).toBe(now.toISOString());
    expect(now).not.toEqual(noon);
  });

  test('leaves a sheet that is out already as it is', async () => {
    const wave = { status: 'waiting' as const, overdue: 1, of: 2, at };
    const friday = { ...aSheet('issued', { day: '2016-08-05' }), wave };
    const it = setting({ payouts: [aPayout(1), aPayout(2)], sheets: [aSheet(), friday] });
    await it.run(toFriday, planner);
    expect(it.sheets.all.get('01834-1.2016-08-05')).toEqual(friday);
  });

  test('of the last one whom a sheet waited for ends that sheet, and not the one that waits for them now', async () => {
    const tried = aPayout(2, { attempts: [anAttempt('ABSENT')] });
    const it = setting({ payouts: [aPayout(1, { attempts: [anAttempt('AWAY')] }), tried] });
    await it.run(toFriday, planner);
    expect(statusesOf(it)).toEqual({ '01834-1.2016-08-03': 'reported', '01834-1.2016-08-05': 'issued' });
    expect(it.sheets.all.get('01834-1.2016-08-03')).toMatchObject({ settledBy: 'planner', settledAt: at });
  });

  test('back to a day to come that nobody was left on puts its sheet out again', async () => {
    const there = aPayout(1, { place: atPoint('2016-08-05') });
    const sheets = [aSheet(), aSheet('issued', { day: '2016-08-05' })];
    const it = setting({ payouts: [there, aPayout(2)], sheets });
    await it.run({ kind: 'place', place: atPoint('2016-08-03'), reason: 'ASKED' }, planner);
    expect(statusesOf(it)).toEqual({ '01834-1.2016-08-03': 'issued', '01834-1.2016-08-05': 'reported' });
    expect(await it.run(toFriday, planner)).toEqual({ done: 'placed' });
    expect(statusesOf(it)).toEqual({ '01834-1.2016-08-03': 'issued', '01834-1.2016-08-05': 'issued' });
  });

  test.each(['preparing', 'prepared'] as const)(
    'in a plan that is %s changes the plan alone',
    async (status) => {
      const it = setting({ period: { status }, sheets: [] });
      const before = it.commune();
      expect(await it.run(toFriday, planner)).toEqual({ done: 'placed' });
      expect(it.one()).toMatchObject({ place: atPoint('2016-08-05'), chosen: { by: 'planner' } });
      expect(it.sheets.all.size).toBe(0);
      expect(it.commune()).toEqual(before);
      expect(it.audit.acts).toHaveLength(1);
    },
  );

  test('said again makes up for what a run that died had left out, and is on record once', async () => {
    const it = setting({ payouts: [aPayout(1), aPayout(2)] });
    it.sheets.add = async () => {
      throw new Error('the run died');
    };
    await expect(it.run(toFriday, planner)).rejects.toThrow('the run died');
    // The paper will be written again all the same, and issues the sheet.
    expect(it.commune()).toMatchObject({ daySheetsAt: undefined });
    const again = setting({ payouts: [...it.payouts.all.values()] });
    expect(await again.run(toFriday, planner)).toEqual({ done: 'placed' });
    expect(again.sheets.all.has('01834-1.2016-08-05')).toBe(true);
    await again.run(toFriday, planner);
    expect(
      new Set(again.audit.acts.map(({ at: said, actId }) => `${said.toISOString()} ${actId}`)).size,
    ).toBe(1);
  });
});

describe('change-payout: money', () => {
  test('handed back leaves the plan by name of who decided, and its sheet waits for nobody any more', async () => {
    const it = setting();
    expect(await it.run(handBack, approver)).toEqual({ done: 'handed-back' });
    const decision = { reason: 'DIED', paper: '112/QĐ-UBND', by: 'approver', at };
    expect(it.one()).toEqual({ ...aPayout(1), state: 'handedBack', decision });
    expect(statusesOf(it)).toEqual({ '01834-1.2016-08-03': 'reported' });
    expect(it.commune()).toMatchObject({ stirredAt: at, daySheetsAt: '2016-07-28T05:00:00.000Z' });
    expect(it.audit.acts).toMatchObject([{ act: 'payout-hand-back', facts: { paper: '112/QĐ-UBND' } }]);
  });

  test('withheld is another word for another fate', async () => {
    const it = setting({ payouts: [aPayout(1), aPayout(2)] });
    const act: PayoutAct = { kind: 'withhold', reason: 'DETAINED', paper: '7/QĐ' };
    expect(await it.run(act, approver)).toEqual({ done: 'withheld' });
    expect(it.one()).toMatchObject({ state: 'withheld', decision: { reason: 'DETAINED' } });
    expect(statusesOf(it)).toEqual({ '01834-1.2016-08-03': 'issued' });
  });

  test.each<[string, (payout: AssignedPayout) => Payout]>([
    ['paid', (payout) => paidBy(payout, 'P')],
    ['carried-over', carriedOver],
    ['held', (payout) => ({ ...payout, held: { periodId: inAugust, proofId: 'L' } })],
    ['superseded', (payout) => ({ ...payout, amount: 1 })],
  ])('that was read before somebody else was faster: %s', async (refused, becomes) => {
    const it = setting();
    const { find } = it.payouts;
    it.payouts.find = async (...where) => {
      const found = await find(...where);
      if (found?.state === 'assigned')
        for (const key of it.payouts.all.keys()) it.payouts.all.set(key, becomes(found));
      return found;
    };
    expect(await it.run(handBack, approver)).toEqual({ refused });
    expect(it.one()).toEqual(becomes(aPayout(1)));
    expect(it.audit.acts).toEqual([]);
    expect(it.commune()).not.toHaveProperty('stirredAt');
  });
});

describe('change-payout: restore', () => {
  const restore: PayoutAct = { kind: 'restore' };
  const decision = { reason: 'DIED' as const, paper: '112/QĐ-UBND', by: 'approver', at };
  const other = person('approver', 'approver-2');
  const decided = (given: Partial<AssignedPayout> = {}): Payout => ({
    ...aPayout(1, given),
    state: 'handedBack',
    decision,
  });

  test('makes due again what was handed back by mistake, by name of another approver', async () => {
    const it = setting({ payouts: [decided()] });
    expect(await it.run(restore, other)).toEqual({ done: 'restored' });
    const restored = { decision, by: 'approver-2', at };
    expect(it.one()).toEqual({ ...aPayout(1), restored });
    expect(it.commune()).toMatchObject({ daySheetsAt: undefined, stirredAt: at });
    expect(it.audit.acts).toMatchObject([
      { act: 'payout-restore', actor: other, facts: { reason: 'DIED', paper: '112/QĐ-UBND' } },
    ]);
  });

  test('puts out the sheet of a day to come on which nobody else was left', async () => {
    const place = atPoint('2016-08-05');
    const it = setting({
      payouts: [decided({ place }), aPayout(2)],
      sheets: [aSheet(), aSheet('reported', { day: '2016-08-05' })],
    });
    await it.run(restore, other);
    expect(statusesOf(it)).toEqual({ '01834-1.2016-08-03': 'issued', '01834-1.2016-08-05': 'issued' });
  });

  test('asks for the sheet of somebody whose money was handed back before it was written', async () => {
    const it = setting({ payouts: [decided({ place: atPoint('2016-08-05') })], sheets: [] });
    await it.run(restore, other);
    expect(statusesOf(it)).toEqual({ '01834-1.2016-08-05': 'issued' });
  });

  test('leaves the sheet of a day that is over as it came back: whoever stood on it is overdue', async () => {
    const it = setting({ payouts: [decided()], sheets: [aSheet('reported')] });
    await it.run(restore, other);
    expect(statusesOf(it)).toEqual({ '01834-1.2016-08-03': 'reported' });
  });

  test('waits for a late result that came while the money was out of the plan', async () => {
    const lines = [aLine(270_000, { carriedFrom: inJuly })];
    const it = setting({ payouts: [decided({ lines })] });
    await it.contradictions.keepLate(aLate(1));
    await it.run(restore, other);
    expect(it.one()).toMatchObject({ state: 'assigned', held: { periodId: inJuly, proofId: 'L' } });
  });

  test('said again makes up for what a run that died had left out, and is on record once', async () => {
    const it = setting({ payouts: [decided()] });
    const mark = () => Promise.reject(new Error('the function died'));
    const given = { periodId: inAugust, payout: payoutNumber(aPayout(1)), act: restore, actor: other };
    const dying = changePayout({ ...it, communes: { ...it.communes, mark } });
    await expect(dying(given)).rejects.toThrow('died');
    expect(await it.run(restore, other)).toEqual({ done: 'restored' });
    expect(it.commune()).toMatchObject({ stirredAt: at });
    await it.run(restore, other);
    const onRecord = it.audit.acts.map((act) => `${act.at.toISOString()} ${act.act} ${act.actId}`);
    expect(new Set(onRecord).size).toBe(1);
    expect(it.audit.acts[0]?.facts).toEqual({ reason: 'DIED', paper: '112/QĐ-UBND' });
  });
});

describe('change-payout: reversal', () => {
  const paidOne = paidBy(aPayout(1), 'P');

  test('undone by the teller, it is due again, and the payment is kept', async () => {
    const it = setting({ payouts: [paidOne] });
    expect(await it.run(undo, teller)).toEqual({ done: 'undone' });
    expect(it.one()).toMatchObject({
      state: 'assigned',
      proofs: ['P'],
      reversals: [{ completion: { proofId: 'P' }, reason: 'TYPED_WRONG', askedBy: 'teller-1' }],
    });
    expect(it.commune()).toMatchObject({ stirredAt: at });
    expect(it.audit.acts).toMatchObject([{ act: 'payout-undo', facts: { reason: 'TYPED_WRONG' } }]);
  });

  test('waits for a late result that came while it was paid, about what it carries', async () => {
    const lines = [aLine(270_000, { carriedFrom: inJuly })];
    const it = setting({ payouts: [paidBy(aPayout(1, { lines }), 'P')] });
    await it.contradictions.keepLate(aLate(1));
    await it.run(undo, teller);
    expect(it.one()).toMatchObject({ state: 'assigned', held: { periodId: inJuly, proofId: 'L' } });
  });

  test('takes two people once the sheet is back', async () => {
    const it = setting({ payouts: [paidOne], sheets: [aSheet('reported')] });
    const ask: PayoutAct = { kind: 'ask-reversal', reason: 'WRONG_PERSON' };
    expect(await it.run(undo, teller)).toEqual({ refused: 'sheet-reported' });
    const asking = person('accountant', 'accountant-1');
    expect(await it.run(ask, asking)).toEqual({ done: 'asked' });
    expect(it.one()).toMatchObject({ state: 'paid', reversalAsked: { by: 'accountant-1' } });
    expect(await it.run({ kind: 'confirm-reversal' }, asking)).toEqual({ refused: 'own-request' });
    expect(await it.run({ kind: 'confirm-reversal' }, person('accountant', 'accountant-2'))).toEqual({
      done: 'reversed',
    });
    expect(it.one()).toMatchObject({
      state: 'assigned',
      reversals: [{ askedBy: 'accountant-1', confirmedBy: 'accountant-2', reason: 'WRONG_PERSON' }],
    });
    expect(it.audit.acts.map(({ act }) => act)).toEqual(['payout-ask-reversal', 'payout-confirm-reversal']);
  });

  test.each<[string, Actor]>([
    ['planner', planner],
    ['accountant', person('accountant')],
    ['teller', teller],
  ])(
    'of what an unsigned file brought is not one teller’s own: a %s asks before the sheet is back',
    async (_, asking) => {
      const { completion, ...paidByFile } = paidBy(aPayout(1), 'P');
      const it = setting({
        payouts: [{ ...paidByFile, completion: { ...completion, recordedBy: 'inbox' } }],
      });
      expect(statusesOf(it)).toEqual({ '01834-1.2016-08-03': 'issued' });
      expect(await it.run(undo, teller)).toEqual({ refused: 'other-teller' });
      expect(await it.run({ kind: 'ask-reversal', reason: 'TYPED_WRONG' }, asking)).toEqual({
        done: 'asked',
      });
      expect(await it.run({ kind: 'confirm-reversal' }, approver)).toEqual({ done: 'reversed' });
      expect(it.one()).toMatchObject({ state: 'assigned', reversals: [{ askedBy: asking.id }] });
    },
  );

  test('that is refused leaves the payment, and may be asked for again', async () => {
    const it = setting({ payouts: [paidOne] });
    const ask: PayoutAct = { kind: 'ask-reversal', reason: 'OTHER' };
    await it.run(ask, teller);
    expect(await it.run({ kind: 'refuse-reversal' }, approver)).toEqual({ done: 'refused-reversal' });
    expect(it.one()).toEqual(paidOne);
    expect(await it.run({ kind: 'confirm-reversal' }, approver)).toEqual({ refused: 'not-asked' });
    expect(await it.run(ask, planner)).toEqual({ done: 'asked' });
    expect(it.audit.acts.map(({ act }) => act)).toEqual([
      'payout-ask-reversal',
      'payout-refuse-reversal',
      'payout-ask-reversal',
    ]);
  });

  test('that is refused is on record, even where the run died as soon as it was', async () => {
    const it = setting({ payouts: [paidOne] });
    await it.run({ kind: 'ask-reversal', reason: 'OTHER' }, teller);
    const mark = () => Promise.reject(new Error('the function died'));
    const dying = changePayout({ ...it, communes: { ...it.communes, mark } });
    const given = { periodId: inAugust, payout: payoutNumber(aPayout(1)), actor: approver };
    await expect(dying({ ...given, act: { kind: 'refuse-reversal' } })).rejects.toThrow('died');
    expect(it.one()).toEqual(paidOne);
    expect(await it.run({ kind: 'refuse-reversal' }, approver)).toEqual({ refused: 'not-asked' });
    expect(it.audit.acts.map(({ act }) => act)).toEqual(['payout-ask-reversal', 'payout-refuse-reversal']);
  });
});

describe('change-payout changes nothing', () => {
  const unchanged = async (it: ReturnType<typeof setting>, answer: Promise<unknown>, refused: string) => {
    const before = [it.one(), statusesOf(it), it.commune()];
    expect(await answer).toEqual({ refused });
    expect([it.one(), statusesOf(it), it.commune()]).toEqual(before);
    expect(it.audit.acts).toEqual([]);
  };

  test.each<[string, PayoutAct, Actor, Given]>([
    ['not-a-planner', toFriday, approver, {}],
    ['not-an-approver', handBack, planner, {}],
    ['not-a-teller', undo, planner, {}],
    ['sealed', handBack, approver, { isSealed: true }],
    ['not-decided', { kind: 'restore' }, approver, {}],
    ['own-decision', { kind: 'restore' }, person('approver', 'approver-1'), { payouts: [outOfPlan] }],
    ['not-an-approver', { kind: 'restore' }, planner, { payouts: [outOfPlan] }],
    ['sealed', { kind: 'restore' }, approver, { payouts: [outOfPlan], isSealed: true }],
    ['not-open', { kind: 'restore' }, approver, { payouts: [outOfPlan], period: { status: 'closing' } }],
    ['not-open', handBack, approver, { period: { status: 'closing' } }],
    ['submitted', toFriday, planner, { period: { status: 'prepared', isFrozen: true } }],
    ['submitted', toFriday, planner, { period: { status: 'submitted' } }],
    ['paid', toFriday, planner, { payouts: [paidBy(aPayout(1), 'P')] }],
    ['sheet-reported', toFriday, planner, { sheets: [aSheet('signedOff', { day: '2016-08-05' })] }],
    ['other-teller', undo, person('teller', 'teller-2'), { payouts: [paidBy(aPayout(1), 'P')] }],
  ])('where it is refused: %s', async (refused, act, actor, given) => {
    const it = setting(given);
    await unchanged(it, it.run(act, actor), refused);
  });

  test('for a number that is mistyped or nobody’s', async () => {
    const it = setting();
    await unchanged(it, it.run(handBack, approver, 'no number'), 'unknown-payout');
    await unchanged(it, it.run(handBack, approver, payoutNumber(aPayout(2))), 'unknown-payout');
  });

  test('in a period that nobody knows', async () => {
    const it = setting();
    it.periods.all.clear();
    await unchanged(it, it.run(handBack, approver), 'unknown-period');
  });

  test('on a day that was moved', async () => {
    const it = setting();
    it.movedDays.list = async () => [
      {
        ...aSheet(),
        pointId: aPoint().pointId,
        day: atPoint('2016-08-05').day,
        to: atPoint('2016-08-09').day,
        reason: 'OTHER',
        by: 'planner',
        at,
      },
    ];
    await unchanged(it, it.run(toFriday, planner), 'day-moved');
  });

  test('while somebody else holds the commune', async () => {
    const it = setting();
    it.leases.hold = async (scope) => {
      throw new LeaseHeld(scope);
    };
    await expect(it.run(handBack, approver)).rejects.toThrow(LeaseHeld);
    expect(it.one()).toEqual(aPayout(1));
  });
});
