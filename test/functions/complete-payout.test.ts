import { describe, expect, test } from 'vitest';
import { completePayout } from '../../functions/complete-payout/handler.ts';
import type { Result } from '../../shared/domain/completion.ts';
import type { PeriodStatus } from '../../shared/domain/payment-period.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Role } from '../../shared/domain/person.ts';
import { SheetId } from '../../shared/domain/sheet.ts';
import { questionsKeyOf } from '../../shared/lists/files.ts';
import {
  aDay,
  aDecision,
  aMovedDay,
  aPayout,
  aPeriod,
  aSheet,
  carriedOver,
  inAugust,
  inJuly,
  noon,
  yenHan,
} from '../support/build.ts';
import { paidBy, person, settings } from '../support/facts.ts';
import { fakeFiles, fakeSettings, fakeSheets } from '../support/function-fakes.ts';
import { fakeRecording } from '../support/recording.ts';

const today = aDay('2016-08-03');
const handedOver: Result = { outcome: 'paid', paidTo: 'self', on: today };
const absent: Result = { outcome: 'attempt', reason: 'ABSENT', on: today };
type Given = Readonly<{ payouts?: Payout[]; status?: PeriodStatus }>;

const setting = ({ payouts = [aPayout(1), aPayout(2)], status = 'open' }: Given = {}) => {
  const needs = {
    ...fakeRecording({ periods: [aPeriod({ status })], payouts }),
    sheets: fakeSheets(aSheet()),
    settings: fakeSettings(settings),
    files: fakeFiles(),
  };
  const complete = (result: Result, role: Role = 'teller', note?: string) =>
    completePayout(needs)({
      periodId: inAugust,
      payout: payoutNumber(aPayout(1)),
      result,
      note,
      actor: person(role),
    });
  const endDay = (sheetId: SheetId = aSheet().sheetId, role: Role = 'teller') =>
    completePayout(needs)({
      periodId: inAugust,
      result: { outcome: 'day-done', sheetId },
      actor: person(role),
    });
  const stirredAt = () => needs.communes.all.get(`${inAugust} ${yenHan}`)?.stirredAt;
  return { ...needs, complete, endDay, stirredAt };
};

describe('what waits for a person', () => {
  test.each<[string, Given]>([
    ['late', { payouts: [carriedOver(aPayout(1))], status: 'closed' }],
    ['conflict', { payouts: [paidBy(aPayout(1), 'OTHER')] }],
  ])('is listed: %s', async (kind, given) => {
    const { complete, files } = setting(given);
    await complete(handedOver);
    expect(files.text(questionsKeyOf(inAugust))).toContain(`${payoutNumber(aPayout(1))},${kind},`);
  });

  test('is not written where nothing waits', async () => {
    const { complete, files } = setting();
    await complete(handedOver);
    expect([...files.all]).toEqual([]);
  });
});

describe('one result', () => {
  test('is recorded as the teller said it, and put on record', async () => {
    const { complete, payoutOf, audit, stirredAt } = setting();
    expect(await complete({ ...handedOver, paidTo: 'proxy', amount: 270_000 })).toEqual({
      answer: 'recorded',
    });
    expect(payoutOf(aPayout(1))).toMatchObject({
      state: 'paid',
      completion: { paidTo: 'proxy', paidOn: today, recordedAt: noon.toISOString(), recordedBy: 'teller' },
    });
    expect(payoutOf(aPayout(1))).not.toHaveProperty('completion.source.listId');
    expect(stirredAt()).toBe(noon.toISOString());
    expect(audit.acts).toMatchObject([
      {
        subject: `PERIOD#${inAugust}`,
        act: 'complete-payout',
        actId: payoutNumber(aPayout(1)),
        actor: person('teller'),
        facts: { outcome: 'paid', answer: 'recorded' },
      },
    ]);
  });

  test('of a visit leaves the payout to be paid', async () => {
    const { complete, payoutOf } = setting();
    expect(await complete(absent)).toEqual({ answer: 'recorded' });
    expect(payoutOf(aPayout(1))).toMatchObject({ state: 'assigned', attempts: [{ reason: 'ABSENT' }] });
  });

  test('said twice is recorded once; a first run that died after it was written is made up for', async () => {
    const { communes, audit, ...needs } = setting();
    const dying = { ...communes, mark: () => Promise.reject(new Error('the function died')) };
    const said = {
      periodId: inAugust,
      payout: payoutNumber(aPayout(1)),
      result: handedOver,
      actor: person('teller'),
    };
    await expect(completePayout({ ...needs, audit, communes: dying })(said)).rejects.toThrow('died');
    const stands = needs.payoutOf(aPayout(1));
    expect(await completePayout({ ...needs, audit, communes })(said)).toEqual({ answer: 'already-recorded' });
    expect(needs.payoutOf(aPayout(1))).toEqual(stands);
    expect(needs.stirredAt()).toBe(noon.toISOString());
    expect(audit.acts).toMatchObject([{ facts: { answer: 'already-recorded' } }]);
  });

  test('has its note in the registry', async () => {
    const { complete, notes, audit } = setting();
    await complete(handedOver, 'teller', 'con gái bà Lan đi cùng');
    expect([...notes.all.values()]).toEqual(['con gái bà Lan đi cùng']);
    expect(JSON.stringify(audit.acts)).not.toContain('Lan');
  });

  test('that died before its note gets it when it is said again, once', async () => {
    const { notes, ...needs } = setting();
    const said = {
      periodId: inAugust,
      payout: payoutNumber(aPayout(1)),
      result: handedOver,
      note: 'con gái bà Lan đi cùng',
      actor: person('teller'),
    };
    const dying = { ...notes, add: () => Promise.reject(new Error('the function died')) };
    await expect(completePayout({ ...needs, notes: dying })(said)).rejects.toThrow('died');
    for (const note of [said.note, 'khác']) await completePayout({ ...needs, notes })({ ...said, note });
    expect([...notes.all.values()]).toEqual(['con gái bà Lan đi cùng']);
  });

  test.each<[string, Given, string, 'lates' | 'conflicts' | undefined]>([
    ['conflict', { payouts: [paidBy(aPayout(1), 'OTHER')] }, 'conflict', 'conflicts'],
    [
      'handed back',
      { payouts: [{ ...aPayout(1), state: 'handedBack', decision: aDecision() }] },
      'handed-back',
      'conflicts',
    ],
    ['held', { payouts: [aPayout(1, { held: { periodId: inJuly, proofId: 'L' } })] }, 'held', 'conflicts'],
    ['late', { payouts: [carriedOver(aPayout(1))], status: 'closed' }, 'late', 'lates'],
    ['late, at the moment of the close', { status: 'closing' }, 'late', 'lates'],
    ['unknown', { payouts: [] }, 'unknown-payout', undefined],
    ['not open', { status: 'submitted' }, 'not-open', undefined],
    ['cancelled', { status: 'cancelled' }, 'not-open', undefined],
  ])('has one answer, and what contradicts is kept: %s', async (_, given, answer, kept) => {
    const { complete, contradictions, stirredAt } = setting(given);
    expect(await complete(handedOver)).toEqual({ answer });
    expect(contradictions.conflicts.size).toBe(kept === 'conflicts' ? 1 : 0);
    expect(contradictions.lates.size).toBe(kept === 'lates' ? 1 : 0);
    expect(stirredAt()).toBeUndefined();
  });

  test('of half the money is refused by a word', async () => {
    const { complete, payoutOf } = setting();
    expect(await complete({ ...handedOver, amount: 135_000 })).toEqual({ answer: 'amount-differs' });
    expect(payoutOf(aPayout(1))).toEqual(aPayout(1));
  });

  test('of a day that has not come is refused', async () => {
    const { complete, payoutOf } = setting();
    expect(await complete({ ...handedOver, on: aDay('2016-08-04') })).toEqual({ refused: 'day-to-come' });
    expect(await complete({ ...absent, on: aDay('2016-08-04') })).toEqual({ refused: 'day-to-come' });
    expect(payoutOf(aPayout(1))).toEqual(aPayout(1));
  });

  test('of a day before the period was opened is refused, of that day itself it is not', async () => {
    const { complete, payoutOf } = setting();
    const [before, first] = [aDay('2016-07-19'), aDay('2016-07-20')];
    expect(await complete({ ...handedOver, on: before })).toEqual({ refused: 'day-too-early' });
    expect(await complete({ ...absent, on: before })).toEqual({ refused: 'day-too-early' });
    expect(payoutOf(aPayout(1))).toEqual(aPayout(1));
    expect(await complete({ ...handedOver, on: first })).toEqual({ answer: 'recorded' });
  });

  test('of a number that is mistyped is about nobody', async () => {
    const needs = setting();
    const said = { periodId: inAugust, payout: '01834-1', result: handedOver, actor: person('teller') };
    expect(await completePayout(needs)(said)).toEqual({ answer: 'unknown-payout' });
  });

  test.each(['accountant', 'planner', 'approver', 'system-admin'] as const)(
    'is for tellers, not for %s',
    async (role) => {
      const { complete, endDay, payoutOf } = setting();
      expect(await complete(handedOver, role)).toEqual({ refused: 'not-a-teller' });
      expect(await endDay(aSheet().sheetId, role)).toEqual({ refused: 'not-a-teller' });
      expect(payoutOf(aPayout(1))).toEqual(aPayout(1));
    },
  );

  test('of a period that nobody knows is refused', async () => {
    const { periods, complete } = setting();
    periods.all.clear();
    expect(await complete(handedOver)).toEqual({ refused: 'unknown-period' });
  });
});

test('two tellers at once: one payment, one conflict, both kept', async () => {
  const { complete, payoutOf, contradictions } = setting();
  const answers = await Promise.all([complete(handedOver), complete({ ...handedOver, paidTo: 'proxy' })]);
  expect(answers.map((one) => ('answer' in one ? one.answer : one.refused)).toSorted()).toEqual([
    'conflict',
    'recorded',
  ]);
  expect(payoutOf(aPayout(1))?.proofs).toHaveLength(1);
  expect(contradictions.conflicts.size).toBe(1);
});

describe('"day done"', () => {
  test('ends the sheet, and the next morning looks at its blanks', async () => {
    const { endDay, sheets, audit, stirredAt } = setting();
    expect(await endDay()).toEqual({ answer: 'ended' });
    expect([...sheets.all.values()]).toMatchObject([{ status: 'reported', settledBy: 'teller' }]);
    expect(stirredAt()).toBe(noon.toISOString());
    expect(audit.acts).toMatchObject([
      { act: 'end-day', actId: aSheet().sheetId, facts: { answer: 'ended' } },
    ]);
  });

  test('said again finds it ended', async () => {
    const { endDay } = setting();
    await endDay();
    expect(await endDay()).toEqual({ answer: 'ended-before' });
  });

  test('of a sheet that was never issued is answered so', async () => {
    const { endDay, audit } = setting();
    expect(await endDay(SheetId.parse('01834-9.2016-08-03'))).toEqual({ answer: 'no-such-sheet' });
    expect(audit.acts).toEqual([]);
  });

  test('before the day has come is refused, as it is now', async () => {
    const { endDay, movedDays, sheets } = setting();
    await movedDays.save(aMovedDay('2016-08-03', '2016-08-05'));
    expect(await endDay()).toEqual({ refused: 'day-to-come' });
    expect([...sheets.all.values()]).toMatchObject([{ status: 'issued' }]);
  });
});
