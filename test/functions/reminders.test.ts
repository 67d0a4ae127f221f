import { describe, expect, test } from 'vitest';
import { queueReminders } from '../../functions/queue-reminders/handler.ts';
import { sendReminder } from '../../functions/send-reminder/handler.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import type { Sending } from '../../shared/gateways/sms.ts';
import {
  aDay,
  anAttempt,
  anId,
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  aSheet,
  inAugust,
  paid,
  yenHan,
} from '../support/build.ts';
import { aReminder, nextDoor, settings } from '../support/facts.ts';
import {
  fakeDirectory,
  fakePayouts,
  fakePeriods,
  fakeQueue,
  fakeRegisters,
  fakeReminders,
  fakeSettings,
  fakeSheets,
  fakeMovedDays,
  fakeSms,
} from '../support/function-fakes.ts';

/** Nine in the morning of Thursday 4 August in Vietnam: the day after the payout day of these stories. */
const nextMorning = new Date('2016-08-04T02:00:00.000Z');
const today = aDay('2016-08-04');
const phone = { phone: '+84912345678', phoneKey: 'PHONEKEY' };
const key = `PHONEKEY ${today}`;

describe('queue-reminders', () => {
  const setting = (payouts: Payout[] = [aPayout(1)], now = nextMorning) => {
    const needs = {
      periods: fakePeriods(aPeriod()),
      payouts: fakePayouts(...payouts),
      movedDays: fakeMovedDays(),
      sheets: fakeSheets(aSheet('reported')),
      registers: fakeRegisters([], [aRecipient(1, phone), aRecipient(2, phone), aRecipient(3)]),
      reminders: fakeReminders(),
      settings: fakeSettings(settings),
      queue: fakeQueue(),
      now: () => now,
    };
    const run = () => queueReminders(needs)({ periodId: inAugust, communes: [yenHan], wave: today });
    return { ...needs, run };
  };
  const message = { periodId: inAugust, commune: yenHan, phoneKey: 'PHONEKEY', date: today };

  test('writes the intent, then queues its key and nothing else', async () => {
    const { run, reminders, queue } = setting();
    await run();
    expect(reminders.written).toEqual([aReminder()]);
    expect(queue.sent).toEqual([message]);
  });

  test('run twice queues again but writes once', async () => {
    const { run, reminders, queue } = setting();
    await run();
    await run();
    expect(reminders.written).toHaveLength(1);
    expect(queue.sent).toEqual([message, message]);
  });

  test('does not queue again what has been sent by then', async () => {
    const { run, reminders, queue } = setting();
    await run();
    reminders.all.set(key, aReminder({ status: 'sent' }));
    await run();
    expect(queue.sent).toHaveLength(1);
  });

  test('says it once to a phone that several share', async () => {
    const { run, reminders, queue } = setting([aPayout(1), aPayout(2), aPayout(3)]);
    await run();
    expect(reminders.written).toEqual([aReminder({ recipientIds: [anId(1), anId(2)] })]);
    expect(queue.sent).toEqual([message]);
  });

  test('chases nobody while the sheet is out', async () => {
    const { run, sheets, queue } = setting();
    sheets.all.set(aSheet().sheetId, aSheet('issued'));
    await run();
    expect(queue.sent).toEqual([]);
  });

  test('has nothing to say where everybody was paid', async () => {
    const { run, queue } = setting([paid(aPayout(1))]);
    await run();
    expect(queue.sent).toEqual([]);
  });

  test.each([
    ['after its morning', aPeriod(), new Date('2016-08-04T18:00:00.000Z')],
    ['when the period is closing', aPeriod({ status: 'closing' }), nextMorning],
  ])('does nothing %s', async (_name, period, now) => {
    const { run, periods, reminders, queue } = setting([aPayout(1)], now);
    periods.all.set(inAugust, period);
    await run();
    expect(reminders.written).toEqual([]);
    expect(queue.sent).toEqual([]);
  });

  test('a commune that fails does not stop the others', async () => {
    const { sheets, ...needs } = setting();
    const failing = {
      list: (async (periodId, commune) => {
        if (commune === nextDoor) throw new Error('throttled');
        return sheets.list(periodId, commune);
      }) as typeof sheets.list,
    };
    const running = queueReminders({ ...needs, sheets: failing });
    await expect(
      running({ periodId: inAugust, communes: [nextDoor, yenHan], wave: today }),
    ).rejects.toThrow();
    expect(needs.queue.sent).toEqual([message]);
  });
});

describe('send-reminder', () => {
  const setting = (given: { payouts?: Payout[]; reminder?: Reminder; answer?: Sending; now?: Date } = {}) => {
    const reminder = given.reminder ?? aReminder();
    const needs = {
      periods: fakePeriods(aPeriod()),
      payouts: fakePayouts(...(given.payouts ?? [aPayout(1), aPayout(2)])),
      registers: fakeRegisters([], [aRecipient(1, phone), aRecipient(2, phone)]),
      reminders: fakeReminders(reminder),
      directory: fakeDirectory({ points: [aPoint()] }),
      settings: fakeSettings(settings),
      sms: fakeSms(given.answer),
      now: () => given.now ?? nextMorning,
    };
    const { periodId, commune, phoneKey, date } = reminder;
    const run = () => sendReminder(needs)({ periodId, commune, phoneKey, date });
    return { ...needs, run, ended: () => needs.reminders.all.get(key) };
  };

  test('sends one message and records what it cost', async () => {
    const { run, sms, ended } = setting();
    await run();
    expect(sms.sent).toMatchObject([{ to: '+84912345678', brand: 'BDBACKAN' }]);
    expect(sms.sent[0]?.text).toContain('ong/ba HOANG THI 1');
    expect(ended()).toMatchObject({ status: 'sent', parts: 1, price: 750, at: nextMorning.toISOString() });
  });

  test('run twice sends once', async () => {
    const { run, sms } = setting();
    await run();
    await run();
    expect(sms.sent).toHaveLength(1);
  });

  test('run twice at once sends once', async () => {
    const { run, sms } = setting();
    await Promise.all([run(), run()]);
    expect(sms.sent).toHaveLength(1);
  });

  test('is dropped when everybody was paid after it was queued', async () => {
    const { run, sms, ended } = setting({ payouts: [paid(aPayout(1))] });
    await run();
    expect(sms.sent).toEqual([]);
    expect(ended()).toMatchObject({ status: 'dropped' });
  });

  test('names only who is still to be told', async () => {
    const reminder = aReminder({ recipientIds: [anId(1), anId(2)] });
    const { run, sms } = setting({ reminder, payouts: [paid(aPayout(1)), aPayout(2)] });
    await run();
    expect(sms.sent[0]?.text).toContain('HOANG THI 2');
    expect(sms.sent[0]?.text).not.toContain('HOANG THI 1');
  });

  test.each(['DIED', 'MOVED', 'REFUSED'] as const)('is dropped after %s', async (reason) => {
    const { run, sms, ended } = setting({ payouts: [aPayout(1, { attempts: [anAttempt(reason)] })] });
    await run();
    expect(sms.sent).toEqual([]);
    expect(ended()).toMatchObject({ status: 'dropped' });
  });

  test('is dropped when the phone is somebody else’s by now', async () => {
    const { run, sms, registers, ended } = setting();
    await registers.saveRecipients([aRecipient(1, { ...phone, phoneKey: 'OTHER' })], () => undefined);
    await run();
    expect(sms.sent).toEqual([]);
    expect(ended()).toMatchObject({ status: 'dropped' });
  });

  test.each([
    ['before eight', '2016-08-04T00:59:59.000Z'],
    ['from seven in the evening', '2016-08-04T12:00:00.000Z'],
    ['on another date', '2016-08-05T02:00:00.000Z'],
  ])('expires %s', async (_name, now) => {
    const { run, sms, ended } = setting({ now: new Date(now) });
    await run();
    expect(sms.sent).toEqual([]);
    expect(ended()).toMatchObject({ status: 'expired' });
  });

  test.each([
    ['at eight', '2016-08-04T01:00:00.000Z'],
    ['just before seven in the evening', '2016-08-04T11:59:59.000Z'],
  ])('is sent %s', async (_name, now) => {
    const { run, sms } = setting({ now: new Date(now) });
    await run();
    expect(sms.sent).toHaveLength(1);
  });

  test('expires when the period is closing', async () => {
    const { run, periods, sms, ended } = setting();
    periods.all.set(inAugust, aPeriod({ status: 'closing' }));
    await run();
    expect(sms.sent).toEqual([]);
    expect(ended()).toMatchObject({ status: 'expired' });
  });

  test('refused by the provider gives the claim back and goes to the queue again', async () => {
    const { run, sms, ended } = setting({ answer: 'refused' });
    await expect(run()).rejects.toMatchObject({ name: 'SmsRefused' });
    expect(ended()).toMatchObject({ status: 'queued' });
    await expect(run()).rejects.toMatchObject({ name: 'SmsRefused' });
    expect(sms.sent).toHaveLength(2);
  });

  test('without an answer is uncertain and never sent again', async () => {
    const { run, sms, ended } = setting({ answer: 'uncertain' });
    await run();
    expect(ended()).toMatchObject({ status: 'uncertain', parts: 1, price: 750 });
    await run();
    expect(sms.sent).toHaveLength(1);
  });

  test('that another delivery is sending now is left to it, and comes back', async () => {
    const { run, ...needs } = setting();
    const seen: unknown[] = [];
    const sms: typeof needs.sms = {
      ...needs.sms,
      send: async (...given) => {
        seen.push(await run().catch((error: unknown) => error));
        return needs.sms.send(...given);
      },
    };
    const { periodId, commune, phoneKey, date } = aReminder();
    await sendReminder({ ...needs, sms })({ periodId, commune, phoneKey, date });
    expect(seen).toMatchObject([{ name: 'ReminderInFlight' }]);
    expect(needs.ended()).toMatchObject({ status: 'sent', parts: 1, price: 750 });
    await run();
    expect(needs.sms.sent).toHaveLength(1);
  });

  test('claimed less than two minutes ago may still be under way; later it has died', async () => {
    const claimedMsAgo = (ms: number) => {
      const claimedAt = new Date(nextMorning.getTime() - ms).toISOString();
      return setting({ reminder: aReminder({ status: 'sending', at: claimedAt }) });
    };
    const [fresh, old] = [claimedMsAgo(119_999), claimedMsAgo(120_000)];
    await expect(fresh.run()).rejects.toMatchObject({ name: 'ReminderInFlight' });
    expect(fresh.ended()).toMatchObject({ status: 'sending' });
    await old.run();
    expect(old.ended()).toMatchObject({ status: 'uncertain' });
    expect([fresh.sms.sent, old.sms.sent]).toEqual([[], []]);
  });

  test('that died after its claim is uncertain and never sent again', async () => {
    const { run, sms, ended } = setting({ reminder: aReminder({ status: 'sending' }) });
    await run();
    await run();
    expect(sms.sent).toEqual([]);
    expect(ended()).toMatchObject({ status: 'uncertain' });
  });

  test.each(['sent', 'uncertain', 'dropped', 'expired'] as const)('that is %s stays so', async (status) => {
    const { run, sms, ended } = setting({ reminder: aReminder({ status }) });
    await run();
    expect(sms.sent).toEqual([]);
    expect(ended()).toMatchObject({ status });
  });

  test('that nobody wrote is nobody’s', async () => {
    const { run, reminders, sms } = setting();
    reminders.all.clear();
    await run();
    expect(sms.sent).toEqual([]);
  });
});
