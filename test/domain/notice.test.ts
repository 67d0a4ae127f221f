import { describe, expect, test } from 'vitest';
import { movedDays } from '../../shared/domain/moved-day.ts';
import { dueNotices, planNotices } from '../../shared/domain/notice.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Morning, Reminder } from '../../shared/domain/reminder.ts';
import {
  aDay,
  aMovedDay,
  anAttempt,
  anId,
  aPayout,
  aPeriod,
  aRecipient,
  aSettings,
  atHome,
  carriedOver,
  inAugust,
  paid,
  yenHan,
} from '../support/build.ts';
import { aReminder as someReminder } from '../support/facts.ts';

const aMorning = (given: Partial<Morning> = {}): Morning => ({
  periodId: inAugust,
  commune: yenHan,
  today: aDay('2016-08-02'),
  calendar: aPeriod().calendar,
  rules: aSettings().messages,
  payouts: [],
  sheets: [],
  moved: new Map(),
  reminders: [],
  ...given,
});
const paidTo = (paidTo: 'self' | 'guardian' | 'proxy', number = 1): Payout => {
  const payout = paid(aPayout(number));
  return { ...payout, completion: { ...payout.completion, paidTo } };
};
const moved = movedDays([aMovedDay('2016-08-03', '2016-08-05')]);
const aReminder = (given: Partial<Reminder> = {}) =>
  someReminder({ date: aDay('2016-08-01'), status: 'sent', ...given });
const kindsOf = (morning: Morning) => dueNotices(morning).map(({ notice }) => notice);

describe('dueNotices', () => {
  test.each<[string, Payout, Reminder['notice'][]]>([
    ['a first payment', paid(aPayout(1, { news: 'first' })), ['first-payment']],
    ['somebody new who is not paid yet', aPayout(1, { news: 'first' }), []],
    ['another collector', aPayout(1, { news: 'collector' }), ['new-collector']],
    ['another collector who has come already', paid(aPayout(1, { news: 'collector' })), ['new-collector']],
    ['another collector of what is carried over', carriedOver(aPayout(1, { news: 'collector' })), []],
    ['payment to a proxy', paidTo('proxy'), ['paid-to-proxy']],
    ['payment to a guardian', paidTo('guardian'), []],
    ['payment to oneself', paidTo('self'), []],
    ['whoever died', aPayout(1, { news: 'collector', attempts: [anAttempt('DIED')] }), []],
    ['nothing new', aPayout(1), []],
  ])('tells of %s', (_name, payout, kinds) => {
    expect(kindsOf(aMorning({ payouts: [payout] }))).toEqual(kinds);
  });

  test('tells a moved day to those who are still to come, at the point and at home', () => {
    const payouts = [aPayout(1), aPayout(2, { place: atHome() }), paid(aPayout(3))];
    expect(dueNotices(aMorning({ payouts, moved }))).toEqual([
      { recipientId: anId(1), notice: 'day-moved', day: '2016-08-05', where: 'point 01834-1' },
      { recipientId: anId(2), notice: 'day-moved', day: '2016-08-05', where: 'home 01834-1' },
    ]);
  });

  test('a moved day is no news when it is over', () => {
    expect(kindsOf(aMorning({ payouts: [aPayout(1)], moved, today: aDay('2016-08-05') }))).toHaveLength(1);
    expect(kindsOf(aMorning({ payouts: [aPayout(1)], moved, today: aDay('2016-08-06') }))).toEqual([]);
  });

  test('tells each move once, and moved again or back again tells it anew', () => {
    const told = aReminder({ notice: 'day-moved', day: aDay('2016-08-05') });
    const after = (to: string) =>
      dueNotices(
        aMorning({
          payouts: [aPayout(1)],
          moved: movedDays([aMovedDay('2016-08-03', to)]),
          reminders: [told],
        }),
      ).map(({ day }) => day);
    expect(after('2016-08-05')).toEqual([]);
    expect(after('2016-08-08')).toEqual(['2016-08-08']);
    expect(after('2016-08-03')).toEqual(['2016-08-03']);
    const back = movedDays([aMovedDay('2016-08-03', '2016-08-03')]);
    expect(kindsOf(aMorning({ payouts: [aPayout(1)], moved: back }))).toEqual([]);
  });

  test.each([
    ['sent', 0],
    ['uncertain', 0],
    ['sending', 0],
    ['dropped', 1],
    ['expired', 1],
    ['queued', 1],
  ] as const)('tells each kind once, and makes up for what reached nobody: %s', (status, expected) => {
    const reminders = [aReminder({ notice: 'paid-to-proxy', status })];
    expect(kindsOf(aMorning({ payouts: [paidTo('proxy')], reminders }))).toHaveLength(expected);
  });

  test('what is queued this morning is being told', () => {
    const today = aReminder({ notice: 'paid-to-proxy', status: 'queued', date: aDay('2016-08-02') });
    expect(kindsOf(aMorning({ payouts: [paidTo('proxy')], reminders: [today] }))).toEqual([]);
  });

  test('a reminder, or a notice of something else or to somebody else, tells nothing of it', () => {
    const reminders = [
      aReminder(),
      aReminder({ notice: 'new-collector' }),
      aReminder({ notice: 'paid-to-proxy', recipientIds: [anId(2)] }),
    ];
    expect(kindsOf(aMorning({ payouts: [paidTo('proxy')], reminders }))).toEqual(['paid-to-proxy']);
  });

  test('the settings choose the kinds', () => {
    const payouts = [paid(aPayout(1, { news: 'first' })), aPayout(2, { news: 'collector' })];
    const only = (...notices: NonNullable<Reminder['notice']>[]) => ({ ...aSettings().messages, notices });
    expect(kindsOf(aMorning({ payouts, rules: only('first-payment') }))).toEqual(['first-payment']);
    expect(kindsOf(aMorning({ payouts, rules: only() }))).toEqual([]);
  });
});

describe('planNotices', () => {
  const shared = [1, 2, 3].map((number) => aRecipient(number, { phoneKey: 'SHARED' }));

  test('tells those together who share a phone and have the same to be told', () => {
    const payouts = [aPayout(2), aPayout(1), paid(aPayout(3))];
    expect(planNotices(aMorning({ payouts, moved }), shared, [])).toEqual([
      {
        periodId: inAugust,
        commune: yenHan,
        phoneKey: 'SHARED',
        date: '2016-08-02',
        recipientIds: [anId(1), anId(2)],
        notice: 'day-moved',
        day: '2016-08-05',
        status: 'queued',
      },
    ]);
  });

  test('tells the most pressing first, one a phone', () => {
    const payouts = [paidTo('proxy', 3), aPayout(1, { news: 'collector' }), aPayout(2)];
    const first = (given: Partial<Morning>) =>
      planNotices(aMorning({ payouts, moved, ...given }), shared, []).map(({ notice }) => notice);
    expect(first({})).toEqual(['day-moved']);
    expect(first({ moved: new Map() })).toEqual(['new-collector']);
    const told = aReminder({ phoneKey: 'SHARED', notice: 'new-collector' });
    expect(first({ moved: new Map(), reminders: [told] })).toEqual(['paid-to-proxy']);
  });

  test.each<[string, Partial<Morning>, Reminder[]]>([
    ['is reminded this morning', {}, [aReminder({ phoneKey: 'SHARED', date: aDay('2016-08-02') })]],
    [
      'has had its message of today, whatever became of it',
      { reminders: [aReminder({ phoneKey: 'SHARED', date: aDay('2016-08-02'), status: 'dropped' })] },
      [],
    ],
  ])('leaves a phone in peace that %s', (_name, given, planned) => {
    const payouts = [paidTo('proxy')];
    expect(planNotices(aMorning({ payouts, ...given }), shared, planned)).toEqual([]);
  });

  test('cannot tell whoever has no phone', () => {
    expect(planNotices(aMorning({ payouts: [paidTo('proxy')] }), [aRecipient(1)], [])).toEqual([]);
    expect(planNotices(aMorning({ payouts: [paidTo('proxy')] }), [], [])).toEqual([]);
  });
});
