import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextCheck } from '../../functions/next-check/handler.ts';
import { queueReminders } from '../../functions/queue-reminders/handler.ts';
import { sendReminder } from '../../functions/send-reminder/handler.ts';
import { addDays, instantAt, type PlainDate, wallClock } from '../../shared/domain/calendar.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import { ReminderMessage } from '../../shared/domain/reminder.ts';
import type { OutgoingSms, Sending } from '../../shared/gateways/sms.ts';
import {
  aDay,
  aMovedDay,
  anAttempt,
  anId,
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  aSheet,
  atPoint,
  hanoi,
  inAugust,
  paid,
  yenHan,
} from '../support/build.ts';
import { settings } from '../support/facts.ts';
import {
  aCommuneOf,
  fakeDirectory,
  fakeFiles,
  fakeMovedDays,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeQueue,
  fakeRegisters,
  fakeReminders,
  fakeResults,
  fakeSettings,
  fakeSheets,
} from '../support/function-fakes.ts';

const tally = { count: 4, amount: 1_080_000 };
const written = '2016-07-24T03:00:00.000Z';
/** On the wall in Vietnam. */
const wall = (date: string, hour: number) => instantAt(aDay(date), hour, hanoi);

type Sent = OutgoingSms & { at: Date; answer: Sending };

/** A commune in its month, whose run is woken by hand; people 1 and 2 share a phone, 4 has none. */
const aMonth = (given: Payout[] = [1, 2, 3, 4].map((number) => aPayout(number))) => {
  let now = wall('2016-08-01', 9);
  let lastWave = '';
  let answer: Sending = 'sent';
  const sent: Sent[] = [];
  /** What the sender says while a message is on its way. */
  const watchers: (() => void)[] = [];
  const communes = fakePeriodCommunes({
    periodId: inAugust,
    commune: yenHan,
    submitted: { hash: 'H', total: tally, carried: { count: 0, amount: 0 } },
    daySheetsAt: written,
    catchUpSheetsAt: written,
    firstDay: aDay('2016-08-03'),
  });
  const phones = ['SHARED', 'SHARED', 'OWN', undefined];
  const needs = {
    periods: fakePeriods(aPeriod()),
    communes,
    payouts: fakePayouts(...given),
    movedDays: fakeMovedDays(),
    sheets: fakeSheets(aSheet('issued')),
    registers: fakeRegisters(
      [],
      phones.map((phoneKey, at) =>
        aRecipient(at + 1, phoneKey === undefined ? {} : { phoneKey, phone: `+84-${phoneKey}` }),
      ),
    ),
    reminders: fakeReminders(),
    directory: fakeDirectory({ points: [aPoint()], communes: [aCommuneOf(yenHan)] }),
    settings: fakeSettings(settings),
    results: fakeResults(),
    files: fakeFiles(),
    queue: fakeQueue(),
    now: () => now,
    smsBy: async () => ({
      send: async (sms: OutgoingSms) => {
        watchers.forEach((watch) => {
          watch();
        });
        sent.push({ ...sms, at: now, answer });
        return answer;
      },
    }),
  };
  const stir = () => communes.mark(inAugust, { commune: yenHan, stirredAt: now.toISOString() });
  const change = async (number: number, to: (payout: ReturnType<typeof aPayout>) => Payout) => {
    const payout = await needs.payouts.find(inAugust, yenHan, anId(number));
    if (payout?.state !== 'assigned') return;
    needs.payouts.all.set(`${inAugust} ${yenHan} ${anId(number)}`, to(payout));
    await stir();
  };
  return {
    ...needs,
    sent,
    watchers,
    at: (instant: Date) => (now = instant),
    answers: (word: Sending) => (answer = word),
    /** What the run does when it is woken. */
    wake: async () => {
      const next = await nextCheck(needs)({ periodId: inAugust, lastWave });
      if (next.next !== 'remind') return next.next;
      lastWave = next.wave;
      for (const group of next.groups)
        await queueReminders(needs)({ periodId: inAugust, communes: group, wave: next.wave });
      return next.next;
    },
    /** The queue's messages, each at least once. */
    deliver: async (at: number) => {
      const { sent: queued } = needs.queue;
      const message = ReminderMessage.safeParse(queued[at % queued.length]);
      if (message.success) await sendReminder(needs)(message.data).catch(() => undefined);
    },
    deliverAll: async () => {
      for (const message of needs.queue.sent.splice(0))
        await sendReminder(needs)(ReminderMessage.parse(message)).catch(() => undefined);
    },
    sheetBack: async (day = '2016-08-03') => {
      needs.sheets.all.set(aSheet('issued', { day }).sheetId, aSheet('reported', { day }));
      await stir();
    },
    pay: (number: number) => change(number, (payout) => paid(payout)),
    silence: (number: number) =>
      change(number, (payout) => ({ ...payout, attempts: [...payout.attempts, anAttempt('DIED')] })),
    moveDay: async (to: PlainDate) => {
      await needs.movedDays.save(aMovedDay('2016-08-03', to));
      await stir();
    },
  };
};
const phonesOf = (sent: readonly Sent[]) => sent.map(({ to }) => to.slice(4));

describe('a month of messages', () => {
  test('reminders stop the moment someone is recorded', async () => {
    const month = aMonth();
    month.at(wall('2016-08-03', 16));
    await month.sheetBack();
    month.at(wall('2016-08-04', 8));
    expect(await month.wake()).toBe('remind');
    expect(month.queue.sent).toHaveLength(2);
    await month.pay(3);
    await month.deliverAll();
    expect(phonesOf(month.sent)).toEqual(['SHARED']);
    expect(month.sent[0]?.text).toContain('2 nguoi');
    await month.pay(1);
    for (const day of ['05', '08', '15', '16', '17']) {
      month.at(wall(`2016-08-${day}`, 8));
      await month.wake();
      await month.deliverAll();
    }
    expect(phonesOf(month.sent)).toEqual(['SHARED', 'SHARED']);
    expect(month.sent[1]?.at).toEqual(wall('2016-08-15', 8));
    expect(month.sent[1]?.text).toContain('HOANG THI 2');
  });

  test('a quiet morning costs nothing', async () => {
    const month = aMonth();
    for (const day of ['02', '03', '04', '05']) {
      month.at(wall(`2016-08-${day}`, 8));
      expect(await month.wake()).toBe('wait');
    }
  });

  test.each([
    ['smsBy', { smsBy: () => Promise.reject(new Error('no secret')) }],
    ['registers', { registers: { listSome: () => Promise.reject(new Error('no people')) } }],
  ])(
    'messages that fail every time before they are sent are made up for another morning: %s',
    async (_, broken) => {
      const month = aMonth();
      month.at(wall('2016-08-03', 16));
      await month.sheetBack();
      month.at(wall('2016-08-04', 8));
      await month.wake();
      for (const message of month.queue.sent.splice(0))
        for (let tries = 0; tries < 3; tries += 1)
          await sendReminder({ ...month, ...broken })(ReminderMessage.parse(message)).catch(() => undefined);
      month.at(wall('2016-08-05', 8));
      expect(await month.wake()).toBe('remind');
      await month.deliverAll();
      expect(phonesOf(month.sent)).toEqual(['SHARED', 'OWN']);
    },
  );

  test('who was paid to a proxy on the last day is told the day after, and nobody is called on any more', async () => {
    const month = aMonth();
    month.at(wall('2016-08-03', 16));
    await month.sheetBack();
    month.at(wall('2016-08-17', 16));
    const proxy = paid(aPayout(3));
    month.payouts.all.set(`${inAugust} ${yenHan} ${anId(3)}`, {
      ...proxy,
      completion: { ...proxy.completion, paidTo: 'proxy' },
    });
    await month.communes.mark(inAugust, { commune: yenHan, stirredAt: wall('2016-08-17', 16).toISOString() });
    month.at(wall('2016-08-18', 8));
    expect(await month.wake()).toBe('remind');
    await month.deliverAll();
    expect(phonesOf(month.sent)).toEqual(['OWN']);
    expect(month.reminders.written).toMatchObject([{ notice: 'paid-to-proxy' }]);
    expect([...month.files.all.keys()].filter((key) => key.startsWith('call-lists/'))).toEqual([]);
  });

  test('where messages do not go out for a day, they expire, and the next morning makes them up', async () => {
    const month = aMonth();
    month.at(wall('2016-08-03', 16));
    await month.sheetBack();
    month.at(wall('2016-08-04', 8));
    await month.wake();
    month.at(wall('2016-08-04', 19));
    await month.deliverAll();
    expect(month.sent).toEqual([]);
    month.at(wall('2016-08-05', 8));
    expect(await month.wake()).toBe('remind');
    await month.deliverAll();
    expect(phonesOf(month.sent)).toEqual(['SHARED', 'OWN']);
    month.at(wall('2016-08-08', 8));
    expect(await month.wake()).toBe('wait');
  });

  test('what the provider refused until it was a dead letter is made up the next morning', async () => {
    const month = aMonth([aPayout(3)]);
    month.at(wall('2016-08-03', 16));
    await month.sheetBack();
    month.at(wall('2016-08-04', 8));
    await month.wake();
    month.answers('refused');
    for (let tries = 0; tries < 3; tries += 1) await month.deliver(0);
    expect(month.sent.map(({ answer }) => answer)).toEqual(['refused', 'refused', 'refused']);
    month.queue.sent.splice(0);
    month.answers('sent');
    month.at(wall('2016-08-05', 8));
    expect(await month.wake()).toBe('remind');
    await month.deliverAll();
    expect(month.sent.at(-1)).toMatchObject({ to: '+84-OWN', answer: 'sent' });
  });

  test('whose day is moved before it comes is told the next morning, and reminded only after the new day', async () => {
    const month = aMonth([aPayout(3)]);
    month.at(wall('2016-08-01', 15));
    await month.moveDay(aDay('2016-08-05'));
    month.at(wall('2016-08-02', 8));
    expect(await month.wake()).toBe('remind');
    await month.deliverAll();
    expect(month.sent.map(({ text }) => text)).toEqual([expect.stringContaining('doi sang 05/08')]);
    month.at(wall('2016-08-05', 16));
    await month.sheetBack();
    month.at(wall('2016-08-08', 8));
    await month.wake();
    await month.deliverAll();
    expect(month.sent).toHaveLength(2);
    expect(month.sent[1]?.text).toContain('chua nhan');
  });

  test('a sheet that is back before its day is over is not forgotten', async () => {
    const month = aMonth([aPayout(3)]);
    month.at(wall('2016-08-03', 7));
    await month.sheetBack();
    month.at(wall('2016-08-03', 8));
    await month.wake();
    expect(month.queue.sent).toEqual([]);
    month.at(wall('2016-08-04', 8));
    await month.wake();
    expect(month.queue.sent).toHaveLength(1);
  });
});

type Step = Readonly<
  | { kind: 'hours'; hours: number }
  | { kind: 'morning' | 'wake' | 'sheet' | 'again' }
  | { kind: 'pay' | 'silence'; number: number }
  | { kind: 'deliver'; at: number; answer: Sending }
  | { kind: 'move'; to: string }
>;
const answer = fc.constantFrom<Sending>('sent', 'sent', 'refused', 'uncertain');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ kind: 'morning' }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('deliver' as const), at: fc.nat(20), answer }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ kind: 'wake' }, { kind: 'sheet' }, { kind: 'again' }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('hours' as const), hours: fc.integer({ min: 1, max: 14 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('pay' as const, 'silence' as const),
      number: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      to: fc.constantFrom('2016-08-04', '2016-08-05', '2016-08-09', '2016-08-03'),
    }),
  },
);

describe('promise 5, whatever comes between', () => {
  test('one SMS a phone, commune and date; none to anybody paid or silenced when it is claimed; none outside the hours', async () => {
    const story = fc.tuple(
      fc.integer({ min: 0, max: 48 }),
      fc.array(step, { size: 'max', minLength: 30, maxLength: 60 }),
    );
    let sends = 0;
    await fc.assert(
      fc.asyncProperty(story, async ([start, steps]) => {
        const month = aMonth([
          aPayout(1, { news: 'collector' }),
          aPayout(2),
          aPayout(3),
          aPayout(4, { place: atPoint('2016-08-04') }),
        ]);
        const toldInVain: string[] = [];
        month.watchers.push(() => {
          for (const { recipientIds, status, notice } of month.reminders.all.values()) {
            if (status !== 'sending' || notice !== undefined) continue;
            const people = [...month.payouts.all.values()].filter(({ recipientId }) =>
              recipientIds.includes(recipientId),
            );
            const isToCome = (payout: Payout) =>
              payout.state === 'assigned' && payout.attempts.every(({ reason }) => reason !== 'DIED');
            if (!people.some(isToCome)) toldInVain.push(...recipientIds);
          }
        });
        let at = wall('2016-08-01', start);
        month.at(at);
        for (const one of steps) {
          if (one.kind === 'deliver') {
            month.answers(one.answer);
            await month.deliver(one.at);
          } else if (one.kind === 'hours') at = month.at(new Date(at.getTime() + one.hours * 3_600_000));
          else if (one.kind === 'pay') await month.pay(one.number);
          else if (one.kind === 'silence') await month.silence(one.number);
          else if (one.kind === 'move') await month.moveDay(aDay(one.to));
          else if (one.kind === 'sheet') await month.sheetBack();
          else if (one.kind === 'again')
            await Promise.all([month.deliver(0), month.deliver(0), month.pay(2)]);
          else {
            if (one.kind === 'morning') at = month.at(wall(addDays(wallClock(at, hanoi).today, 1), 8));
            await month.wake();
          }
        }
        expect(toldInVain).toEqual([]);
        sends += month.sent.length;
        const arrived = month.sent.filter(({ answer }) => answer !== 'refused');
        const keys = arrived.map(({ to, at: when }) => `${to} ${wallClock(when, hanoi).today}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { at: when, text } of month.sent) {
          const { hour } = wallClock(when, hanoi);
          expect(hour >= 8 && hour < 19).toBe(true);
          expect(text.length).toBeLessThanOrEqual(160);
        }
        for (const { status, parts, price } of month.reminders.all.values())
          if (status === 'sent') expect([parts, price]).toEqual([1, 750]);
      }),
      { numRuns: 200 },
    );
    expect(sends).toBeGreaterThan(100);
  });
});
