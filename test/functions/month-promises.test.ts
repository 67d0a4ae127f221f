import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { approvePeriod } from '../../functions/approve-period/handler.ts';
import { assignPayouts } from '../../functions/assign-payouts/handler.ts';
import { changePayout } from '../../functions/change-payout/handler.ts';
import { closePayouts } from '../../functions/close-payouts/handler.ts';
import { completePayout } from '../../functions/complete-payout/handler.ts';
import { decideLate } from '../../functions/decide-late/handler.ts';
import { queueReminders } from '../../functions/queue-reminders/handler.ts';
import { sendReminder } from '../../functions/send-reminder/handler.ts';
import { writePack } from '../../functions/write-pack/handler.ts';
import { writeSheets } from '../../functions/write-sheets/handler.ts';
import { followingPeriod, type PeriodStatus } from '../../shared/domain/payment-period.ts';
import { tally } from '../../shared/domain/payout.ts';
import type { PayoutAct } from '../../shared/domain/payout-acts.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { standingOf, sumOfStanding } from '../../shared/domain/standing.ts';
import type { ReminderMessage } from '../../shared/domain/reminder.ts';
import { logger } from '../../shared/runtime/logger.ts';
import {
  aCollector,
  aDay,
  aLate,
  aLine,
  aMonth,
  aPayout,
  aRecipient,
  aSheet,
  carriedOver,
  inAugust,
  inJuly,
  noon,
  yenHan,
} from '../support/build.ts';
import { nextDoor, person } from '../support/facts.ts';
import { fakeSms } from '../support/function-fakes.ts';
import { announced, atEveryStep } from '../support/at-every-step.ts';
import {
  applyList,
  openMonth,
  payoutIn,
  planIn,
  prepare,
  preparedMonth,
  readAgain,
  resultsSaid,
  type SmallMonth,
  submitBy,
} from '../support/small-month.ts';

/** What design.md 11 promises, at the doors of a month's functions. */

const logged: unknown[][] = [];
beforeEach(() => {
  logged.length = 0;
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(logger, level).mockImplementation((...given: unknown[]) => {
      logged.push(given);
    });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const inSeptember = followingPeriod(inAugust);
const change = (month: SmallMonth, number: number, act: PayoutAct, actor = person('approver')) =>
  changePayout(month)({ periodId: inAugust, payout: payoutNumber(aPayout(number)), act, actor });
const close = async (month: SmallMonth): Promise<void> => {
  await month.periods.move(inAugust, { status: 'open' }, { status: 'closing' });
  await closePayouts(month)({ periodId: inAugust, communes: [yenHan] });
  await month.periods.move(inAugust, { status: 'closing' }, { status: 'closed' });
};
const fromJuly = aLine(270_000, { month: aMonth('2016-07') });
const owed = carriedOver(aPayout(1, { periodId: inJuly, lines: [fromJuly] }));

test('promise 1: however often a month is planned, everybody has one payout and one regular line of it', async () => {
  const month = await preparedMonth({
    owed: [owed],
    people: [aRecipient(1, { status: 'stopped' }), aRecipient(1, { commune: nextDoor }), aRecipient(2)],
  });
  for (const changed of [aRecipient(3), aRecipient(3, { hamlet: 'Bản Áng' })]) {
    await applyList(month, changed);
    await prepare(month);
    await assignPayouts(month)({ periodId: inAugust, communes: [nextDoor, yenHan] });
  }
  const plan = planIn(month);
  const keys = plan.map(({ commune, recipientId }) => `${commune} ${recipientId}`);
  expect(keys).toHaveLength(4);
  expect(new Set(keys).size).toBe(4);
  const regular = plan.flatMap(({ recipientId, lines }) =>
    lines.map(({ benefit, month: of }) => `${recipientId} ${benefit} ${of}`),
  );
  expect(new Set(regular).size).toBe(regular.length);
});

test('promise 2: at any moment of a month approved = paid + open + carried over + handed back + withheld', async () => {
  const people = [1, 2, 3, 4, 5].map((number) => aRecipient(number));
  const questioned = () => openMonth({ people, owed: [owed], lates: [aLate(1)] });
  const live = async (month: SmallMonth) => {
    await resultsSaid(month, { 2: 'x,self,03/08/2016', 3: 'ABSENT,,' });
    await change(month, 3, { kind: 'withhold', reason: 'UNDER_REVIEW', paper: '1/QĐ' });
    await change(month, 4, { kind: 'hand-back', reason: 'DIED', paper: '2/QĐ' });
    const about = { periodId: inJuly, payout: payoutNumber(aPayout(1)), proofId: aLate(1).proofId };
    const said = { decision: 'confirm' as const, paper: '3/QĐ', actor: person('accountant') };
    await decideLate(month)({ ...about, ...said });
    await change(month, 2, { kind: 'ask-reversal', reason: 'WRONG_PERSON' }, person('teller'));
    await change(month, 2, { kind: 'confirm-reversal' });
    await close(month);
  };
  const seen = new Set<string>();
  const look = async (month: SmallMonth) => {
    const submitted = month.communes.all.get(`${inAugust} ${yenHan}`)?.submitted?.total;
    const standing = standingOf(planIn(month));
    seen.add(JSON.stringify(standing));
    expect(sumOfStanding(standing)).toEqual(submitted);
  };
  await atEveryStep({ world: questioned, first: live, second: look }, look);
  expect(seen.size).toBeGreaterThan(5);
});

describe('promise 3: a payout is paid at most once, whole, only in an open period', () => {
  const statuses: PeriodStatus[] = ['preparing', 'prepared', 'submitted', 'closing', 'closed', 'cancelled'];
  test.each(statuses)('nobody is paid while it is %s, in a file or one by one', async (status) => {
    const month = await openMonth();
    await month.periods.move(inAugust, { status: 'open' }, { status });
    const answers = await resultsSaid(month, { 1: 'x,self,03/08/2016' });
    const result = { outcome: 'paid', paidTo: 'self', on: aDay('2016-08-03') } as const;
    const said = { periodId: inAugust, payout: payoutNumber(aPayout(2)), result, actor: person('teller') };
    await completePayout(month)(said);
    expect(planIn(month).filter(({ state }) => state === 'paid')).toEqual([]);
    expect(answers).not.toContain('recorded');
  });

  test('a second payment in other words is kept beside the first', async () => {
    const month = await openMonth();
    await resultsSaid(month, { 1: 'x,self,03/08/2016' });
    const first = payoutIn(month, 1);
    expect(await resultsSaid(month, { 1: 'x,proxy,03/08/2016' }, { name: 'khac' })).toEqual(['conflict']);
    expect(payoutIn(month, 1)).toEqual(first);
  });
});

test('promise 4: what August did not pay is due once in September, and a late payment of it holds it', async () => {
  const month = await openMonth();
  await resultsSaid(month, { 2: 'x,self,03/08/2016' });
  await close(month);
  await prepare(month, inSeptember);
  await assignPayouts(month)({ periodId: inSeptember, communes: [yenHan] });
  const september = () => planIn(month, inSeptember);
  const carried = september().flatMap(({ recipientId, lines }) =>
    lines.filter(({ carriedFrom }) => carriedFrom).map(({ month: of }) => `${recipientId} ${of}`),
  );
  expect(carried).toEqual([`${aPayout(1).recipientId} 2016-08`]);
  await month.periods.move(inSeptember, { status: 'prepared' }, { status: 'open' });
  expect(await resultsSaid(month, { 1: 'x,self,03/08/2016' }, { name: 'muon' })).toEqual(['late']);
  const later = { ...month, now: () => new Date('2016-09-05T05:00:00.000Z') };
  const again = await resultsSaid(later, { 1: 'x,self,05/09/2016' }, { name: 'chin', periodId: inSeptember });
  expect(again).toEqual(['held']);
  expect(september().filter(({ state }) => state === 'paid')).toEqual([]);
});

test('promise 5: one SMS a phone and date, none to who is paid when it is claimed, none outside the hours', async () => {
  const people = [1, 2].map((number) => aRecipient(number, { phoneKey: 'SHARED', phone: '+84912345678' }));
  const month = await openMonth({ people });
  await month.sheets.end(aSheet(), 'reported', { by: 'teller', at: noon });
  const sms = fakeSms();
  const at = (instant: string) => ({ ...month, now: () => new Date(instant), smsBy: async () => sms });
  const wave = () =>
    queueReminders(at('2016-08-04T01:00:00.000Z'))({
      periodId: inAugust,
      communes: [yenHan],
      wave: aDay('2016-08-04'),
    });
  await wave();
  await wave();
  const [message] = month.queue.sent as ReminderMessage[];
  const send = async (instant: string) => {
    await sendReminder(at(instant))(message!);
    await sendReminder(at(instant))(message!);
  };
  await resultsSaid(month, { 1: 'x,self,03/08/2016' });
  await send('2016-08-04T02:00:00.000Z');
  expect(sms.sent).toHaveLength(1);
  expect(sms.sent[0]?.text).toContain('HOANG THI 2');
  const asQueued = { ...month.reminders.written[0]! };
  month.reminders.all.set(`${asQueued.phoneKey} ${asQueued.date}`, asQueued);
  await send('2016-08-04T12:00:00.000Z');
  await resultsSaid(month, { 2: 'x,self,03/08/2016' }, { name: 'hai' });
  month.reminders.all.set(`${asQueued.phoneKey} ${asQueued.date}`, asQueued);
  await send('2016-08-04T03:00:00.000Z');
  expect(sms.sent).toHaveLength(1);
});

test('promise 6: the same results again write nothing to payouts, sheets or registry', async () => {
  const month = await openMonth();
  const rows = { 1: 'x,self,03/08/2016', 2: 'AWAY,,' };
  await resultsSaid(month, rows);
  const written = () => [planIn(month), [...month.sheets.all], [...month.notes.all], [...month.communes.all]];
  const stands = written();
  const again = await readAgain(month, `inbox/results/${inAugust}/phieu.csv`);
  expect(again).toEqual(['already-recorded', 'already-recorded']);
  expect(written()).toEqual(stands);
});

test('promise 7: of any rows each has one answer, in the order of the file', async () => {
  const said = fc.constantFrom(
    'x,self,03/08/2016',
    'x,proxy,02/08/2016',
    '270000,,',
    '99000,,',
    'AWAY,,',
    ',,',
    'hm,,',
  );
  const who = fc.constantFrom(
    payoutNumber(aPayout(1)),
    payoutNumber(aPayout(2)),
    payoutNumber(aPayout(9)),
    'nobody',
  );
  const rows = fc.array(fc.tuple(who, said), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const month = await openMonth();
      const key = `inbox/results/${inAugust}/bat-ky.csv`;
      const lines = given.map(([number, words]) => `${aSheet().sheetId},${number},,${words}`);
      await month.files.write(key, ['sheet,payout,amount,result,paid_to,paid_on', ...lines].join('\n'));
      const answers = await readAgain(month, key);
      expect(answers).toHaveLength(given.length);
      const counted = month.audit.acts.find(({ act }) => act === 'record-results')?.facts ?? {};
      const total = Object.values(counted).reduce<number>((sum, count) => sum + Number(count), 0);
      expect(total).toBe(given.length);
      const recorded = answers.filter((answer) => answer === 'recorded').length;
      expect(planIn(month).flatMap(({ proofs }) => proofs)).toHaveLength(recorded);
    }),
    { numRuns: 40 },
  );
});

describe('promise 8: approver ≠ submitter; an approval counts for one exact plan', () => {
  const approving = (month: SmallMonth, hash: string, by: string) =>
    approvePeriod({ ...month, now: () => new Date('2016-07-25T01:00:00.000Z') })({
      periodId: inAugust,
      hash,
      received: 10_000_000,
      voucher: 'UNC-1',
      actor: person('approver', by),
    });

  test('whoever submitted it does not approve it, whatever their role is by then', async () => {
    const month = await preparedMonth();
    await submitBy(month, 'lan');
    const { hash } = month.approvals.all.get(inAugust)!;
    expect(await approving(month, hash, 'lan')).toEqual({ refused: 'own-submission' });
    expect(month.periods.all.get(inAugust)?.status).toBe('submitted');
    expect(await approving(month, hash, 'minh')).toMatchObject({ done: 'approved' });
  });

  test('who, collector, lines and amounts are in what is approved; where and when are not', async () => {
    const hashOf = async (people: Parameters<typeof aRecipient>[1][]) => {
      const month = await preparedMonth({ people: people.map((given, at) => aRecipient(at + 1, given)) });
      await submitBy(month);
      return month.approvals.all.get(inAugust)?.hash;
    };
    const plain = await hashOf([{}, {}]);
    const others = [
      await hashOf([{}, {}, {}]),
      await hashOf([{ collector: aCollector('C1') }, {}]),
      await hashOf([{ benefits: [{ group: '5(5)b', coefficient: 1, amount: 280_000 }] }, {}]),
    ];
    expect(new Set([plain, ...others]).size).toBe(4);
    expect(await hashOf([{ homeVisit: 'SICK' }, { hamlet: 'Bản Áng' }])).toBe(plain);
  });
});

test('promise 9: a month says no name, number, phone or note in logs, queues, machines, acts or payouts', async () => {
  const person1 = aRecipient(1, {
    name: 'Triệu Mùi Pham',
    hamlet: 'Khuổi Slưn',
    phone: '+84912345678',
    phoneKey: 'P1',
    idNumber: '006136000123',
    collector: { ...aCollector('C1'), name: 'Bàn Tòn Chiêu' },
  });
  const month = await openMonth({ people: [person1, aRecipient(2)] });
  const sms = fakeSms('uncertain');
  const answers: unknown[] = [];
  for (const which of ['days', 'catch-up'] as const)
    answers.push(await writeSheets(month)({ periodId: inAugust, communes: [yenHan], which }));
  await resultsSaid(month, { 2: 'x,self,03/08/2016' });
  await month.sheets.end(aSheet(), 'reported', { by: 'teller', at: noon });
  const morning = { ...month, now: () => new Date('2016-08-04T01:00:00.000Z'), smsBy: async () => sms };
  const wave = { periodId: inAugust, communes: [yenHan] as [typeof yenHan], wave: aDay('2016-08-04') };
  answers.push(await queueReminders(morning)(wave));
  for (const message of month.queue.sent as ReminderMessage[]) await sendReminder(morning)(message);
  expect(sms.sent).toHaveLength(1);
  const result = { outcome: 'paid', paidTo: 'proxy', on: aDay('2016-08-03') } as const;
  const said = { periodId: inAugust, payout: payoutNumber(aPayout(1)), result, actor: person('teller') };
  answers.push(await completePayout(month)({ ...said, note: 'đưa cho Bàn Tòn Chiêu, 0912345678' }));
  await close(month);
  answers.push(await writePack(month)({ periodId: inAugust, communes: [yenHan] }));

  const { periods, communes, approvals, payouts, sheets, reminders, results, contradictions } = month;
  const tables = [periods, communes, approvals, payouts, sheets, reminders, results].map(({ all }) => [
    ...all,
  ]);
  const told = [logged, answers, month.queue.sent, month.audit.acts, month.runPeriod.inputs];
  const text = JSON.stringify([
    ...tables,
    ...told,
    [...contradictions.conflicts],
    month.preparePeriod.inputs,
  ]);
  expect(text.length).toBeGreaterThan(2_000);
  expect(logged.length).toBeGreaterThan(0);
  expect(text).not.toMatch(/Triệu|Pham|Khuổi|Chiêu|912345678|006136000123/);
  expect([...month.notes.all.values()]).toHaveLength(1);
});

test('promise 10: less or more than is due is not recorded, whoever says it', async () => {
  const month = await openMonth();
  for (const amount of ['269000', '271000', '27000', '540000'])
    expect(await resultsSaid(month, { 1: `${amount},self,03/08/2016` }, { name: amount })).toEqual([
      'amount-differs',
    ]);
  const result = { outcome: 'paid', paidTo: 'self', on: aDay('2016-08-03'), amount: 269_000 } as const;
  const said = { periodId: inAugust, payout: payoutNumber(aPayout(1)), result, actor: person('teller') };
  expect(await completePayout(month)(said)).toEqual({ answer: 'amount-differs' });
  expect(payoutIn(month, 1)).toMatchObject({ state: 'assigned', proofs: [] });
  await resultsSaid(month, { 1: '270000,self,03/08/2016' }, { name: 'du' });
  expect(standingOf(planIn(month)).paid).toEqual(tally([{ amount: 270_000 }]));
});

describe('promise 11: a step that is stopped half-way, or run beside itself, ends like one that is not', () => {
  const steps: Record<string, (month: SmallMonth) => Promise<unknown>> = {
    'record-results': (month) => resultsSaid(month, { 1: 'x,self,03/08/2016', 2: 'AWAY,,' }),
    'change-payout': (month) => change(month, 1, { kind: 'hand-back', reason: 'DIED', paper: '1/QĐ' }),
    'close-payouts': close,
  };
  const endOf = (month: SmallMonth) => ({
    payouts: planIn(month).map(({ state, amount, proofs, attempts }) => ({
      state,
      amount,
      proofs,
      attempts: attempts.map(({ reason }) => reason),
    })),
    sheets: [...month.sheets.all.values()].map(({ status }) => status),
    standing: month.communes.all.get(`${inAugust} ${yenHan}`)?.standing,
  });

  test.each(Object.entries(steps))('%s, at each of its steps', async (_name, step) => {
    const undisturbed = await openMonth();
    await step(undisturbed);
    let hasDied = true;
    let deaths = 0;
    for (; hasDied; deaths += 1) {
      const month = await openMonth();
      hasDied = false;
      let left = deaths;
      const dying = announced(month, async () => {
        hasDied ||= left === 0;
        left -= 1;
        if (left === -1) throw new Error('the function died');
      });
      await step(dying).catch(() => undefined);
      await step(month);
      expect(endOf(month)).toEqual(endOf(undisturbed));
    }
    expect(deaths).toBeGreaterThan(5);
  });

  test.each(Object.entries(steps))('%s, beside itself', async (_name, step) => {
    const undisturbed = await openMonth();
    await step(undisturbed);
    await atEveryStep({ world: openMonth, first: step, second: step }, (month) => {
      expect(endOf(month)).toEqual(endOf(undisturbed));
    });
  });
});
