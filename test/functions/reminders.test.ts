import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test, vi } from 'vitest';
import { queueReminders } from '../../functions/queue-reminders/handler.ts';
import { sendReminder } from '../../functions/send-reminder/handler.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import type { MessageGateway } from '../../shared/domain/settings.ts';
import type { Sending } from '../../shared/gateways/sms.ts';
import { logger } from '../../shared/runtime/logger.ts';
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
  atHome,
  atPoint,
  inAugust,
  paid,
  yenHan,
} from '../support/build.ts';
import { aReminder, nextDoor, paidBy, settings } from '../support/facts.ts';
import {
  aCommuneOf,
  fakeDirectory,
  fakeFiles,
  fakePayouts,
  fakePeriodCommunes,
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
const priced = { parts: 1, price: 750 };

describe('queue-reminders', () => {
  const setting = (payouts: Payout[] = [aPayout(1)], now = nextMorning) => {
    const needs = {
      periods: fakePeriods(aPeriod()),
      communes: fakePeriodCommunes({ periodId: inAugust, commune: yenHan }),
      payouts: fakePayouts(...payouts),
      movedDays: fakeMovedDays(),
      sheets: fakeSheets(aSheet('reported')),
      registers: fakeRegisters([], [aRecipient(1, phone), aRecipient(2, phone), aRecipient(3)]),
      reminders: fakeReminders(),
      directory: fakeDirectory({ points: [aPoint()], communes: [aCommuneOf(yenHan)] }),
      settings: fakeSettings(settings),
      files: fakeFiles(),
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
    expect(reminders.written).toEqual([aReminder(priced)]);
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
    expect(reminders.written).toEqual([aReminder({ recipientIds: [anId(1), anId(2)], ...priced })]);
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

  const commune = (needs: ReturnType<typeof setting>) => needs.communes.all.get(`${inAugust} ${yenHan}`);
  const byProxy = (number: number): Payout => {
    const payout = paid(aPayout(number));
    return { ...payout, completion: { ...payout.completion, paidTo: 'proxy' } };
  };

  test('notes that the commune was looked at, when the look began, and what was out', async () => {
    const needs = setting();
    needs.sheets.all.set('other', aSheet('issued', { day: '2016-08-10' }));
    needs.sheets.all.set('office', aSheet('issued', { day: '2016-08-17', kind: 'catch-up' }));
    await needs.run();
    expect(commune(needs)).toMatchObject({
      lookedAt: nextMorning.toISOString(),
      sheetsOut: 1,
      callList: 1,
    });
  });

  test('stays to be looked at while somebody waits for another morning', async () => {
    const needs = setting([aPayout(1), byProxy(2)]);
    await needs.run();
    expect(needs.reminders.written).toHaveLength(1);
    expect(commune(needs)?.lookedAt).toBeUndefined();
  });

  test('stays to be looked at where another run told a phone something else first', async () => {
    const needs = setting();
    const beaten: typeof needs.reminders.list = async () => [];
    needs.reminders.all.set(key, aReminder({ notice: 'new-collector', status: 'sent' }));
    await queueReminders({ ...needs, reminders: { ...needs.reminders, list: beaten } })({
      periodId: inAugust,
      communes: [yenHan],
      wave: today,
    });
    expect(needs.reminders.written).toEqual([]);
    expect(commune(needs)?.lookedAt).toBeUndefined();
  });

  test('tells of a moved day before any sheet is back', async () => {
    const needs = setting([aPayout(1)], new Date('2016-08-02T02:00:00.000Z'));
    needs.sheets.all.set(aSheet().sheetId, aSheet('issued'));
    await needs.movedDays.save(aMovedDay('2016-08-03', '2016-08-05'));
    const tuesday = aDay('2016-08-02');
    await queueReminders(needs)({ periodId: inAugust, communes: [yenHan], wave: tuesday });
    const notice = { notice: 'day-moved' as const, day: aDay('2016-08-05'), date: tuesday };
    expect(needs.reminders.written).toEqual([aReminder({ ...notice, ...priced })]);
    expect(needs.queue.sent).toEqual([{ ...message, date: tuesday }]);
    expect([...needs.files.all.keys()]).toEqual([]);
  });

  test('has a wave that misses too many wait for the planner, and sends it when it is released', async () => {
    const warned = vi.spyOn(logger, 'warn');
    const people = [1, 2, 3, 4, 5].map((number) => aPayout(number));
    const needs = setting(people);
    await needs.run();
    const { sheetId } = aSheet();
    expect(needs.sheets.all.get(sheetId)?.wave).toMatchObject({ status: 'waiting', overdue: 5, of: 5 });
    expect(needs.queue.sent).toEqual([]);
    const said = { periodId: inAugust, commune: yenHan, sheetId, overdue: 5, of: 5 };
    expect(warned).toHaveBeenCalledWith('wave waits', said);
    expect(commune(needs)).toMatchObject({ lookedAt: nextMorning.toISOString(), callList: 5 });
    const wave = { status: 'released' as const, overdue: 5, of: 5, at: nextMorning.toISOString() };
    needs.sheets.all.set(sheetId, { ...aSheet('reported'), wave });
    await needs.run();
    expect(needs.queue.sent).toEqual([message]);
  });

  test('a wave that was refused reaches nobody, but the officer’s list has them all', async () => {
    const needs = setting([1, 2, 3, 4, 5].map((number) => aPayout(number)));
    const wave = { status: 'refused' as const, overdue: 5, of: 5, at: nextMorning.toISOString() };
    needs.sheets.all.set(aSheet().sheetId, { ...aSheet('reported'), wave });
    await needs.run();
    expect(needs.queue.sent).toEqual([]);
    expect(commune(needs)?.callList).toBe(5);
  });

  test('writes whom the officer calls, and writes it anew when nobody is left', async () => {
    const needs = setting([aPayout(1), aPayout(3)]);
    const key = `call-lists/${inAugust}/01834.xlsx`;
    const namesOn = async () => {
      const { sheets } = await readXlsx(await needs.files.read(key));
      return JSON.stringify(sheets[0]?.rows).match(/Hoàng Thị \d/g) ?? [];
    };
    await needs.run();
    expect(await namesOn()).toEqual(['Hoàng Thị 1', 'Hoàng Thị 3']);
    for (const number of [1, 3]) await needs.payouts.savePaid(paidBy(aPayout(number), 'P'));
    await needs.run();
    expect(await namesOn()).toEqual([]);
    const { sheets } = await readXlsx(await needs.files.read(key));
    const text = JSON.stringify(sheets[0]?.rows);
    expect(text).toContain('Nơi nhận: BĐVHX Yên Hân, đến hết');
    expect(text).toContain('Không còn ai phải gọi.');
    expect(commune(needs)?.callList).toBe(0);
  });

  test('the officer’s list has the day to which a day was moved', async () => {
    const needs = setting([aPayout(1, { place: atPoint('2016-08-02') })]);
    const planned = aSheet('reported', { day: '2016-08-02' });
    needs.sheets.all.clear();
    needs.sheets.all.set(planned.sheetId, planned);
    await needs.movedDays.save(aMovedDay('2016-08-02', '2016-08-03'));
    await needs.run();
    const { sheets } = await readXlsx(await needs.files.read(`call-lists/${inAugust}/01834.xlsx`));
    expect(JSON.stringify(sheets[0]?.rows)).toMatch(/Tại điểm 03\/8/);
  });

  test('a commune that fails does not stop the others', async () => {
    const { sheets, ...needs } = setting();
    const failing = {
      ...sheets,
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
    const sms = fakeSms(given.answer);
    const needs = {
      periods: fakePeriods(aPeriod()),
      communes: fakePeriodCommunes({ periodId: inAugust, commune: yenHan }),
      payouts: fakePayouts(...(given.payouts ?? [aPayout(1), aPayout(2)])),
      movedDays: fakeMovedDays(),
      registers: fakeRegisters([], [aRecipient(1, phone), aRecipient(2, phone)]),
      reminders: fakeReminders(reminder),
      directory: fakeDirectory({ points: [aPoint()] }),
      settings: fakeSettings(settings),
      smsBy: async () => sms,
      now: () => given.now ?? nextMorning,
    };
    const { periodId, commune, phoneKey, date } = reminder;
    const run = () => sendReminder(needs)({ periodId, commune, phoneKey, date });
    const stirredAt = () => needs.communes.all.get(`${inAugust} ${yenHan}`)?.stirredAt;
    return { ...needs, sms, run, ended: () => needs.reminders.all.get(key), stirredAt };
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
      send: async (given) => {
        seen.push(await run().catch((error: unknown) => error));
        return needs.sms.send(given);
      },
    };
    const { periodId, commune, phoneKey, date } = aReminder();
    await sendReminder({ ...needs, smsBy: async () => sms })({ periodId, commune, phoneKey, date });
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

  test.each<[string, Parameters<typeof setting>[0], Reminder['status']]>([
    ['expired', { now: new Date('2016-08-04T12:00:00.000Z') }, 'expired'],
    ['was dropped', { payouts: [paid(aPayout(1))] }, 'dropped'],
  ])('that %s is looked at the next morning, and costs nothing', async (_name, given, status) => {
    const { run, ended, stirredAt } = setting({ ...given, reminder: aReminder(priced) });
    await run();
    expect(ended()).toMatchObject({ status, parts: 0, price: 0 });
    expect(stirredAt()).toBe((given?.now ?? nextMorning).toISOString());
  });

  test('that was refused is looked at the next morning; one that was sent is not', async () => {
    const refused = setting({ answer: 'refused' });
    await refused.run().catch(() => undefined);
    expect(refused.stirredAt()).toBe(nextMorning.toISOString());
    const sent = setting();
    await sent.run();
    expect(sent.stirredAt()).toBeUndefined();
  });

  test('that could not be looked at again gives its claim back', async () => {
    const { run, sms, ended, ...needs } = setting();
    const failing: typeof needs.payouts.listSome = async () => {
      throw new Error('throttled');
    };
    const { periodId, commune, phoneKey, date } = aReminder();
    const running = sendReminder({ ...needs, payouts: { listSome: failing } });
    await expect(running({ periodId, commune, phoneKey, date })).rejects.toThrow('throttled');
    expect(ended()).toMatchObject({ status: 'queued' });
    await run();
    expect(sms.sent).toHaveLength(1);
  });

  test('has an id of its own, the same at every try', async () => {
    const { run, sms } = setting({ answer: 'refused' });
    await run().catch(() => undefined);
    await run().catch(() => undefined);
    const [first, second] = sms.sent.map(({ id }) => id);
    expect(first).toBe(second);
    expect(first).not.toContain('PHONEKEY');
  });

  test('goes through the gateway that the settings name', async () => {
    const { sms, ...needs } = setting();
    const gateway = { kind: 'http' as const, url: 'https://sms.example.vn/send', account: 'bdbk' };
    const asked: unknown[] = [];
    const smsBy = async (named: MessageGateway | undefined) => {
      asked.push(named);
      return sms;
    };
    const { periodId, commune, phoneKey, date } = aReminder();
    const own = fakeSettings({ ...settings, messages: { ...settings.messages, gateway } });
    await sendReminder({ ...needs, settings: own, smsBy })({ periodId, commune, phoneKey, date });
    expect(asked).toEqual([gateway]);
    expect(sms.sent).toHaveLength(1);
  });

  test.each<[Partial<Reminder>, Payout, string]>([
    [
      { notice: 'day-moved', day: aDay('2016-08-05') },
      aPayout(1),
      'doi sang 05/08 tai BDVHX Yen Han, mang CCCD.',
    ],
    [
      { notice: 'day-moved', day: aDay('2016-08-05') },
      aPayout(1, { place: atHome() }),
      'doi ngay den nha tra',
    ],
    [{ notice: 'new-collector' }, aPayout(1, { news: 'collector' }), 'Nguoi nhan thay'],
    [{ notice: 'first-payment' }, paid(aPayout(1, { news: 'first' })), 'da duoc tra lan dau ngay 03/08'],
  ])('tells a notice as it is now: %o', async (notice, payout, words) => {
    const { run, sms, movedDays, ended } = setting({ reminder: aReminder(notice), payouts: [payout] });
    await movedDays.save(aMovedDay('2016-08-03', '2016-08-05'));
    await run();
    expect(sms.sent[0]?.text).toContain(words);
    expect(sms.sent[0]?.text).toContain('HOANG THI 1');
    expect(ended()).toMatchObject({ status: 'sent', ...priced });
  });

  test('drops a notice that is not true any more', async () => {
    const notice = { notice: 'day-moved', day: aDay('2016-08-05') } as const;
    const { run, sms, movedDays, ended } = setting({ reminder: aReminder(notice) });
    await movedDays.save(aMovedDay('2016-08-03', '2016-08-08'));
    await run();
    expect(sms.sent).toEqual([]);
    expect(ended()).toMatchObject({ status: 'dropped' });
  });

  test('that nobody wrote is nobody’s', async () => {
    const { run, reminders, sms } = setting();
    reminders.all.clear();
    await run();
    expect(sms.sent).toEqual([]);
  });
});
