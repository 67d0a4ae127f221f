import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { movedDays } from '../../shared/domain/moved-day.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Morning, Reminder } from '../../shared/domain/reminder.ts';
import { planWave, stillToTell } from '../../shared/domain/wave.ts';
import { numbers } from '../support/arbitrary.ts';
import {
  aDay,
  aMovedDay,
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
import { aReminder } from '../support/facts.ts';

const aMorning = (given: Partial<Morning> = {}): Morning => ({
  periodId: inAugust,
  commune: yenHan,
  today: aDay('2016-08-04'),
  calendar: aPeriod().calendar,
  rules: aSettings().messages,
  payouts: [aPayout(1)],
  sheets: [aSheet('reported')],
  moved: new Map(),
  reminders: [],
  ...given,
});
const shared = [1, 2].map((number) => aRecipient(number, { phoneKey: 'PHONEKEY' }));
const byProxy = (number: number): Payout => {
  const payout = paid(aPayout(number));
  return { ...payout, completion: { ...payout.completion, paidTo: 'proxy' } };
};

describe('planWave', () => {
  test('a reminder goes first, and the notice waits for another morning', () => {
    const wave = planWave(aMorning({ payouts: [aPayout(1), byProxy(2)] }), shared);
    expect(wave.reminders).toHaveLength(1);
    expect(wave.notices).toEqual([]);
    expect(wave.isWaiting).toBe(true);
    const [sent] = wave.reminders.map((one) => ({ ...one, status: 'sent' as const }));
    const next = planWave(
      aMorning({
        payouts: [aPayout(1), byProxy(2)],
        today: aDay('2016-08-05'),
        reminders: sent ? [sent] : [],
      }),
      shared,
    );
    expect(next.reminders).toEqual([]);
    expect(next.notices).toMatchObject([{ notice: 'paid-to-proxy', recipientIds: [anId(2)] }]);
    expect(next.isWaiting).toBe(false);
  });

  test.each<[string, Partial<Morning>, boolean]>([
    ['everybody is being told', {}, false],
    ['nobody is to be told', { payouts: [paid(aPayout(1))] }, false],
    ['a phone has had its message of today', { reminders: [aReminder({ recipientIds: [anId(2)] })] }, true],
    ['the message of today is the right one', { reminders: [aReminder()] }, false],
    ['a sheet is back before its day is over', { today: aDay('2016-08-03') }, true],
    [
      'the day of a sheet that is back is moved',
      {
        moved: movedDays([aMovedDay('2016-08-03', '2016-08-09')]),
        rules: { ...aSettings().messages, notices: [] },
      },
      true,
    ],
    ['nobody may be told any more', { rules: { ...aSettings().messages, perPhoneMax: 0 } }, false],
    [
      'the wave waits for the planner',
      {
        sheets: [
          {
            ...aSheet('reported'),
            wave: { status: 'waiting', overdue: 5, of: 5, at: '2016-08-04T01:00:00.000Z' },
          },
        ],
      },
      false,
    ],
  ])('says whether to look again the next morning: %s', (_name, given, isWaiting) => {
    expect(planWave(aMorning(given), shared).isWaiting).toBe(isWaiting);
  });

  test('waits for nobody without a phone', () => {
    expect(planWave(aMorning(), [aRecipient(1)]).isWaiting).toBe(false);
  });

  const fate = fc.constantFrom('open', 'paid', 'proxy', 'new', 'collector', 'DIED', 'home');
  const payoutOf = (number: number, is: string): Payout => {
    switch (is) {
      case 'paid':
        return paid(aPayout(number));
      case 'proxy':
        return byProxy(number);
      case 'new':
        return paid(aPayout(number, { news: 'first' }));
      case 'collector':
        return aPayout(number, { news: 'collector' });
      case 'DIED':
        return aPayout(number, { attempts: [anAttempt('DIED')] });
      case 'home':
        return aPayout(number, { place: atHome() });
      default:
        return aPayout(number, { place: atPoint() });
    }
  };
  const people = numbers(15).chain((all) =>
    fc.tuple(
      ...all.map((number) =>
        fc.record({
          number: fc.constant(number),
          is: fate,
          phone: fc.constantFrom(undefined, 'A', 'B', 'C'),
        }),
      ),
    ),
  );
  const status = fc.constantFrom<Reminder['status']>('sent', 'uncertain', 'dropped', 'expired', 'queued');

  test('whatever is to be told to whom: one message a phone and morning, and in the end nobody waits', () => {
    fc.assert(
      fc.property(people, fc.boolean(), fc.infiniteStream(status), (all, isMoved, statuses) => {
        const register = all.map(({ number, phone }) => aRecipient(number, { phoneKey: phone }));
        const payouts = all.map(({ number, is }) => payoutOf(number, is));
        const moved = movedDays(isMoved ? [aMovedDay('2016-08-03', '2016-08-12')] : []);
        let reminders: Reminder[] = [];
        let isWaiting = true;
        for (const day of ['03', '04', '05', '08', '09', '10', '11', '12', '15', '16', '17']) {
          const today = aDay(`2016-08-${day}`);
          const wave = planWave(aMorning({ payouts, moved, today, reminders }), register);
          const told = [...wave.reminders, ...wave.notices];
          expect(new Set(told.map(({ phoneKey }) => phoneKey)).size).toBe(told.length);
          for (const { recipientIds, phoneKey } of told)
            for (const id of recipientIds)
              expect(register.find(({ recipientId }) => recipientId === id)?.phoneKey).toBe(phoneKey);
          reminders = [
            ...reminders,
            ...told.map((one) => ({
              ...one,
              status: day < '11' ? (statuses.next().value as Reminder['status']) : ('sent' as const),
            })),
          ];
          isWaiting = wave.isWaiting;
        }
        expect(isWaiting).toBe(false);
        const keys = reminders.map(({ phoneKey, date }) => `${phoneKey} ${date}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

describe('stillToTell', () => {
  const still = (reminder: Partial<Reminder>, payouts: Payout[], moved = movedDays([])) =>
    stillToTell(aReminder({ status: 'sending', ...reminder }), payouts, moved).map(
      ({ recipientId }) => recipientId,
    );

  test('of a reminder is whoever is still to come: not paid, silenced, visited at home, held or moved to a later day', () => {
    const payouts = [
      aPayout(1),
      paid(aPayout(2)),
      aPayout(3, { attempts: [anAttempt('DIED')] }),
      aPayout(4, { place: atHome() }),
      aPayout(5, { held: { periodId: inJuly, proofId: 'L' } }),
      aPayout(6, { place: atPoint('2016-08-09') }),
      carriedOver(aPayout(7)),
      aPayout(8),
    ];
    const recipientIds = [1, 2, 3, 4, 5, 6, 7].map(anId);
    expect(still({ recipientIds }, payouts)).toEqual([anId(1)]);
  });

  test('of a moved day is whoever is still to come on exactly that day', () => {
    const moved = movedDays([aMovedDay('2016-08-03', '2016-08-05')]);
    const notice = { notice: 'day-moved', day: aDay('2016-08-05') } as const;
    expect(still(notice, [aPayout(1)], moved)).toEqual([anId(1)]);
    expect(still(notice, [aPayout(1)])).toEqual([]);
    expect(still(notice, [paid(aPayout(1))], moved)).toEqual([]);
    const again = movedDays([aMovedDay('2016-08-03', '2016-08-08')]);
    expect(still(notice, [aPayout(1)], again)).toEqual([]);
  });

  test('of a payment to a proxy is nobody once it was undone', () => {
    expect(still({ notice: 'paid-to-proxy' }, [byProxy(1)])).toEqual([anId(1)]);
    expect(still({ notice: 'paid-to-proxy' }, [aPayout(1)])).toEqual([]);
  });

  test('of another collector, or a first payment, is whom it is still true of', () => {
    expect(still({ notice: 'new-collector' }, [aPayout(1, { news: 'collector' })])).toEqual([anId(1)]);
    expect(still({ notice: 'new-collector' }, [aPayout(1)])).toEqual([]);
    expect(still({ notice: 'first-payment' }, [paid(aPayout(1, { news: 'first' }))])).toEqual([anId(1)]);
    expect(still({ notice: 'first-payment' }, [aPayout(1, { news: 'first' })])).toEqual([]);
  });
});
