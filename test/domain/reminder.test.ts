import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isWorkingDay } from '../../shared/domain/calendar.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import { type Morning, planReminders, Reminder } from '../../shared/domain/reminder.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { numbers, shuffled } from '../support/arbitrary.ts';
import {
  aDay,
  anAttempt,
  anId,
  aPayout,
  aPeriod,
  aRecipient,
  aSettings,
  aSheet,
  atHome,
  atPoint,
  carriedOver,
  inAugust,
  inJuly,
  paid,
  yenHan,
} from '../support/build.ts';

const { messages } = aSettings();
const { calendar } = aPeriod();
const reachable = (number: number, phoneKey = `PHONE${String(number)}`) => aRecipient(number, { phoneKey });
type Overdue = Morning & Readonly<{ register: readonly Recipient[] }>;
const overdue = (given: Partial<Overdue> = {}): Overdue => ({
  periodId: inAugust,
  commune: yenHan,
  today: aDay('2016-08-04'),
  calendar,
  rules: messages,
  payouts: [aPayout(1)],
  sheets: [aSheet('reported')],
  moved: new Map(),
  register: [reachable(1)],
  reminders: [],
  ...given,
});
const plan = ({ register, ...morning }: Overdue) => planReminders(morning, register);
const aReminder = (date: string, given: Partial<Reminder> = {}): Reminder => ({
  periodId: inAugust,
  commune: yenHan,
  phoneKey: 'PHONE1',
  date: aDay(date),
  recipientIds: [anId(1)],
  status: 'sent',
  ...given,
});

const withWave = (status: 'waiting' | 'released' | 'refused') => ({
  ...aSheet('reported'),
  wave: { status, overdue: 9, of: 10, at: '2016-08-04T01:00:00.000Z' },
});

describe('planReminders', () => {
  test('reminds of a wave that the planner released', () => {
    expect(plan(overdue({ sheets: [withWave('released')] }))).toHaveLength(1);
  });

  test('counts no notice against the limits', () => {
    const notices = ['2016-08-01', '2016-08-02', '2016-08-03'].map((date) =>
      aReminder(date, { notice: 'new-collector' }),
    );
    expect(plan(overdue({ reminders: notices }))).toHaveLength(1);
  });

  test('reminds the morning after the sheet came back', () => {
    const [reminder, ...more] = plan(overdue());
    expect(reminder).toEqual({
      periodId: inAugust,
      commune: yenHan,
      phoneKey: 'PHONE1',
      date: '2016-08-04',
      recipientIds: [anId(1)],
      status: 'queued',
    });
    expect(more).toEqual([]);
    expect(Reminder.parse(reminder)).toEqual(reminder);
  });

  test('tells everybody who shares a phone at once', () => {
    const payouts = [aPayout(2), aPayout(1), aPayout(3), paid(aPayout(4))];
    const register = [1, 2, 4].map((number) => reachable(number, 'SHARED')).concat(reachable(3));
    expect(plan(overdue({ payouts, register }))).toMatchObject([
      { phoneKey: 'SHARED', recipientIds: [anId(1), anId(2)] },
      { phoneKey: 'PHONE3', recipientIds: [anId(3)] },
    ]);
  });

  test.each<[string, Partial<Overdue>]>([
    ['who were paid', { payouts: [paid(aPayout(1))] }],
    ['who were carried over', { payouts: [carriedOver(aPayout(1))] }],
    ['who died', { payouts: [aPayout(1, { attempts: [anAttempt('DIED')] })] }],
    ['who moved away', { payouts: [aPayout(1, { attempts: [anAttempt('MOVED')] })] }],
    ['who refused', { payouts: [aPayout(1, { attempts: [anAttempt('REFUSED'), anAttempt('ABSENT')] })] }],
    [
      'who are visited at home',
      { payouts: [aPayout(1, { place: atHome() })], sheets: [aSheet('reported', { kind: 'home' })] },
    ],
    ['whose sheet is out', { sheets: [aSheet('issued')] }],
    ['whose day it is', { today: aDay('2016-08-03') }],
    ['without a phone', { register: [aRecipient(1)] }],
    ['who are in no register', { register: [] }],
    ['after the catch-up', { today: aDay('2016-08-18') }],
    ['who get none by the rules', { rules: { ...messages, perPayoutMax: 0 } }],
    [
      'whose money is an open question',
      { payouts: [aPayout(1, { held: { periodId: inJuly, proofId: 'L' } })] },
    ],
    ['whose wave waits', { sheets: [withWave('waiting')] }],
    ['whose wave was refused', { sheets: [withWave('refused')] }],
    ['whose phone gets none by the rules', { rules: { ...messages, perPhoneMax: 0 } }],
  ])('stays quiet to those %s', (_, given) => {
    expect(plan(overdue(given))).toEqual([]);
  });

  test('still reminds whoever was absent, and on the last day of the catch-up', () => {
    const payouts = [aPayout(1, { attempts: [anAttempt('ABSENT')] })];
    expect(plan(overdue({ payouts }))).toHaveLength(1);
    expect(plan(overdue({ today: aDay('2016-08-17') }))).toHaveLength(1);
  });

  test.each([
    ['two days after the first', '2016-08-04', '2016-08-08', 0],
    ['the day before the last call', '2016-08-04', '2016-08-13', 0],
    ['at the last call, three days before the end', '2016-08-04', '2016-08-14', 1],
    ['the morning after it', '2016-08-04', '2016-08-16', 1],
    ['once the last call was made', '2016-08-15', '2016-08-17', 0],
  ])('calls a second time: %s', (_, first, today, expected) => {
    const asked = overdue({ today: aDay(today), reminders: [aReminder(first)] });
    expect(plan(asked)).toHaveLength(expected);
  });

  test.each([
    ['sending', 0],
    ['sent', 0],
    ['uncertain', 0],
    ['queued', 1],
    ['dropped', 1],
    ['expired', 1],
  ] as const)('makes up for what certainly reached nobody: %s', (status, expected) => {
    const asked = overdue({ today: aDay('2016-08-05'), reminders: [aReminder('2016-08-04', { status })] });
    expect(plan(asked)).toHaveLength(expected);
  });

  test.each(Reminder.shape.status.options.map((status) => [status]))(
    'sends nothing twice to one phone on one day: %s',
    (status) => {
      const other = aReminder('2016-08-04', { status, recipientIds: [anId(2)] });
      expect(plan(overdue({ reminders: [other] }))).toEqual([]);
    },
  );

  test('leaves a phone in peace that had its three, though this person had none', () => {
    const others = ['2016-08-02', '2016-08-03', '2016-08-04'].map((date) =>
      aReminder(date, { recipientIds: [anId(2)] }),
    );
    expect(plan(overdue({ today: aDay('2016-08-05'), reminders: others }))).toEqual([]);
    const two = others.slice(1);
    expect(plan(overdue({ today: aDay('2016-08-05'), reminders: two }))).toHaveLength(1);
  });
});

type Household = { payouts: Payout[]; sheets: Overdue['sheets']; register: Overdue['register'] };
const days = ['2016-08-01', '2016-08-03', '2016-08-05', '2016-08-10'];
const household: fc.Arbitrary<Household> = numbers(12)
  .chain((all) =>
    fc.tuple(
      ...all.map((number) =>
        fc.record({
          number: fc.constant(number),
          day: fc.constantFrom(...days),
          fate: fc.constantFrom('open', 'open', 'open', 'paid', 'DIED', 'ABSENT', 'home'),
          phone: fc.constantFrom(undefined, 'A', 'B', 'C'),
        }),
      ),
    ),
  )
  .map((all) => ({
    payouts: all.map(({ number, day, fate }) => {
      const place = fate === 'home' ? atHome(day) : atPoint(day);
      const attempts = fate === 'DIED' || fate === 'ABSENT' ? [anAttempt(fate)] : [];
      const payout = aPayout(number, { place, attempts });
      return fate === 'paid' ? paid(payout) : payout;
    }),
    sheets: days.flatMap((day) => [aSheet('reported', { day }), aSheet('reported', { day, kind: 'home' })]),
    register: all.map(({ number, phone }) => aRecipient(number, { phoneKey: phone })),
  }));
const rules = fc
  .record({ perPayoutMax: fc.nat(5), perPhoneMax: fc.nat(10), lastCallDaysBefore: fc.nat(10) })
  .map((given) => ({ ...messages, ...given }));
/** What became of a queued reminder by the next morning. */
const fate = fc.constantFrom('sent', 'sent', 'uncertain', 'dropped', 'expired', 'sending', 'queued' as const);

/** Every morning of a period, with what became of each reminder. */
const month = (
  given: Pick<Overdue, 'rules'> & Household,
  fates: Iterator<Reminder['status']>,
): Reminder[] => {
  let reminders: Reminder[] = [];
  for (let today = calendar.payoutFrom; today <= calendar.closeOn; today = addDays(today, 1)) {
    if (!isWorkingDay(today, new Set())) continue;
    const wave = plan(overdue({ ...given, today, reminders }));
    reminders = [
      ...reminders,
      ...wave.map((one) => ({ ...one, status: fates.next().value as Reminder['status'] })),
    ];
  }
  return reminders;
};
const reached = ({ status }: Reminder) => ['sent', 'uncertain', 'sending'].includes(status);
const anyMonth = fc
  .tuple(household, rules, fc.infiniteStream(fate))
  .map(([home, own, fates]) => ({ home, rules: own, reminders: month({ ...home, rules: own }, fates) }));

describe('the promises of a month of reminders', () => {
  test('at most one a phone and date, and never outside the dates', () => {
    fc.assert(
      fc.property(anyMonth, ({ reminders }) => {
        const keys = reminders.map(({ phoneKey, date }) => `${phoneKey} ${date}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { date } of reminders)
          expect(date > calendar.payoutFrom && date <= calendar.catchUpUntil).toBe(true);
      }),
    );
  });

  test('never to people who are paid, silenced or visited at home, nor before their day is over', () => {
    fc.assert(
      fc.property(anyMonth, ({ home, reminders }) => {
        for (const { recipientIds, date, phoneKey } of reminders)
          for (const told of recipientIds) {
            const payout = home.payouts.find(({ recipientId }) => recipientId === told);
            expect(payout?.state).toBe('assigned');
            expect(payout?.place.kind).toBe('point');
            expect(payout?.attempts.map(({ reason }) => reason)).not.toContain('DIED');
            expect((payout?.place.day ?? '9') < date).toBe(true);
            expect(home.register.find(({ recipientId }) => recipientId === told)?.phoneKey).toBe(phoneKey);
          }
      }),
    );
  });

  test('at most so many a payout and a phone', () => {
    fc.assert(
      fc.property(anyMonth, ({ home, rules: own, reminders }) => {
        const arrived = reminders.filter(reached);
        for (const { recipientId } of home.payouts) {
          const had = arrived.filter(({ recipientIds }) => recipientIds.includes(recipientId));
          expect(had.length).toBeLessThanOrEqual(own.perPayoutMax);
          expect(had.length).toBeLessThanOrEqual(2);
        }
        for (const phone of ['A', 'B', 'C'])
          expect(arrived.filter(({ phoneKey }) => phoneKey === phone).length).toBeLessThanOrEqual(
            own.perPhoneMax,
          );
      }),
    );
  });

  test('everybody who can be reached and is overdue is told the next working morning, where all goes well', () => {
    fc.assert(
      fc.property(household, (home) => {
        const own = { ...messages, perPhoneMax: 10 };
        const reminders = month(
          { ...home, rules: own },
          fc.sample(fc.infiniteStream(fc.constant('sent' as const)), 1)[0]!,
        );
        for (const payout of home.payouts) {
          const phone = home.register.find(({ recipientId }) => recipientId === payout.recipientId)?.phoneKey;
          const isTold = reminders.some(({ recipientIds }) => recipientIds.includes(payout.recipientId));
          const isQuiet = payout.attempts.some(({ reason }) => reason === 'DIED');
          expect(isTold).toBe(
            phone !== undefined && payout.state === 'assigned' && payout.place.kind === 'point' && !isQuiet,
          );
        }
      }),
    );
  });

  test('asked twice in one morning, says nothing new; the order of payouts does not matter', () => {
    const both = household.chain((home) => fc.tuple(fc.constant(home), shuffled(home.payouts)));
    fc.assert(
      fc.property(both, ([home, payouts]) => {
        const today = aDay('2016-08-11');
        const wave = plan(overdue({ ...home, today }));
        expect(plan(overdue({ ...home, today, reminders: wave }))).toEqual([]);
        const again = plan(overdue({ ...home, payouts, today }));
        expect(new Set(again)).toEqual(new Set(wave));
      }),
    );
  });
});
