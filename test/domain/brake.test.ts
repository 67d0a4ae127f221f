import { describe, expect, test } from 'vitest';
import { brakesOf } from '../../shared/domain/brake.ts';
import type { Morning } from '../../shared/domain/reminder.ts';
import {
  aDay,
  anAttempt,
  aPayout,
  aPeriod,
  aSettings,
  aSheet,
  atPoint,
  inAugust,
  paid,
  yenHan,
} from '../support/build.ts';
import { aReminder } from '../support/facts.ts';

const at = '2016-08-04T01:00:00.000Z';
/** A point's day of so many people, of whom some were not paid. */
const aDayOf = (people: number, missing: number, given: Partial<Morning> = {}): Morning => ({
  periodId: inAugust,
  commune: yenHan,
  today: aDay('2016-08-04'),
  calendar: aPeriod().calendar,
  rules: aSettings().messages,
  payouts: Array.from({ length: people }, (_, number) =>
    number < missing ? aPayout(number) : paid(aPayout(number)),
  ),
  sheets: [aSheet('reported')],
  moved: new Map(),
  reminders: [],
  ...given,
});
const rulesOf = (brakeShare: number) => ({ ...aSettings().messages, brakeShare });

describe('brakesOf', () => {
  test.each([
    ['just a third of its people', 30, 10, true],
    ['exactly the share', 20, 6, false],
    ['a few', 100, 7, false],
    ['everybody of a small point', 4, 4, false],
    ['five of five', 5, 5, true],
  ])('has a day wait for the planner that misses %s', (_name, people, missing, waits) => {
    const braked = brakesOf(aDayOf(people, missing), at);
    expect(braked).toEqual(
      waits ? [{ ...aSheet('reported'), wave: { status: 'waiting', overdue: missing, of: people, at } }] : [],
    );
  });

  test('knows the share that the settings say', () => {
    expect(brakesOf(aDayOf(100, 11, { rules: rulesOf(0.1) }), at)).toHaveLength(1);
    expect(brakesOf(aDayOf(10, 10, { rules: rulesOf(1) }), at)).toEqual([]);
  });

  test.each(['waiting', 'released', 'refused'] as const)('asks once: %s', (status) => {
    const sheets = [{ ...aSheet('reported'), wave: { status, overdue: 9, of: 10, at } }];
    expect(brakesOf(aDayOf(10, 10, { sheets }), at)).toEqual([]);
  });

  test('looks at each day of each point for itself', () => {
    const quiet = Array.from({ length: 100 }, (_, number) =>
      paid(aPayout(200 + number, { place: atPoint('2016-08-02') })),
    );
    const sheets = [aSheet('reported'), aSheet('reported', { day: '2016-08-02' })];
    const { payouts } = aDayOf(10, 9);
    const braked = brakesOf(aDayOf(0, 0, { payouts: [...payouts, ...quiet], sheets }), at);
    expect(braked.map(({ sheetId }) => sheetId)).toEqual([aSheet().sheetId]);
  });

  test('waits for nothing where nobody would be told: sheet out, all silenced, all told before', () => {
    expect(brakesOf(aDayOf(10, 10, { sheets: [aSheet('issued')] }), at)).toEqual([]);
    const dead = Array.from({ length: 10 }, (_, number) =>
      aPayout(number, { attempts: [anAttempt('DIED')] }),
    );
    expect(brakesOf(aDayOf(0, 0, { payouts: dead }), at)).toEqual([]);
    const { payouts } = aDayOf(10, 10);
    const told = payouts.map(({ recipientId }, number) =>
      aReminder({ phoneKey: String(number), recipientIds: [recipientId], status: 'sent' }),
    );
    expect(brakesOf(aDayOf(10, 10, { reminders: told, today: aDay('2016-08-05') }), at)).toEqual([]);
  });
});
