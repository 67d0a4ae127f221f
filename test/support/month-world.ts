import { approvePeriod } from '../../functions/approve-period/handler.ts';
import { assignPayouts } from '../../functions/assign-payouts/handler.ts';
import { closePayouts } from '../../functions/close-payouts/handler.ts';
import { nextCheck } from '../../functions/next-check/handler.ts';
import { openDuePeriods } from '../../functions/open-due-periods/handler.ts';
import { openPeriod } from '../../functions/open-period/handler.ts';
import { queueReminders } from '../../functions/queue-reminders/handler.ts';
import { sendReminder } from '../../functions/send-reminder/handler.ts';
import { settlePeriod } from '../../functions/settle-period/handler.ts';
import { signOffSheet } from '../../functions/sign-off-sheet/handler.ts';
import { submitPeriod } from '../../functions/submit-period/handler.ts';
import { writePack } from '../../functions/write-pack/handler.ts';
import { writeSheets } from '../../functions/write-sheets/handler.ts';
import { decideLate } from '../../functions/decide-late/handler.ts';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import { isOpenQuestion, type Late } from '../../shared/domain/late.ts';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import type { ReminderMessage } from '../../shared/domain/reminder.ts';
import { Settings } from '../../shared/domain/settings.ts';
import { aBenefit, aCollector, aPoint, aPointId, aRecipient, assistance, yenHan } from './build.ts';
import { here, nextDoor, person, settings } from './facts.ts';
import {
  aCommuneOf,
  fakeApprovals,
  fakeAudit,
  fakeContradictions,
  fakeDirectory,
  fakeFiles,
  fakeLists,
  fakeNotes,
  fakePeriodCommunes,
  fakePeriods,
  fakeQueue,
  fakeRegisters,
  fakeSettings,
  fakeSettlements,
} from './function-fakes.ts';
import {
  type Happened,
  monthLeases,
  monthMovedDays,
  monthPayouts,
  monthReminders,
  monthResults,
  monthSheets,
  monthSms,
  monthWorkflow,
} from './month-stores.ts';
import { atOnce, type Caller, through } from './watched-calls.ts';

/** Two communes that share nothing but the phone of somebody with a relative on either side. */
export const communes = [yenHan, nextDoor] as const;

const phone = (key: string) => ({ phone: `+8491234567${key}`, phoneKey: `PHONE${key}` });
const there = { commune: nextDoor };

export const people: readonly Recipient[] = [
  aRecipient(1, phone('1')),
  aRecipient(2, phone('1')),
  aRecipient(3, { ...phone('2'), collector: aCollector('K'), pointId: aPointId('01834-2') }),
  aRecipient(4, { collector: aCollector('K'), pointId: aPointId('01834-2') }),
  aRecipient(5, { ...phone('3'), homeVisit: 'SICK' }),
  aRecipient(6, { ...there, ...phone('1') }),
  aRecipient(7, { ...there, benefits: [aBenefit(), { ...aBenefit(405_000), group: '5(6)' }] }),
  aRecipient(8, { ...there, ...phone('4'), collector: aCollector('M') }),
  // So many of one point's day that reminders to them wait for a planner.
  ...[9, 10, 11, 12].map((number) => aRecipient(number, number === 9 ? phone('5') : {})),
];

const points = [
  aPoint('01834-1'),
  aPoint('01834-2', { days: [4], isCatchUpOffice: false }),
  aPoint('01835-1', { days: [5] }),
];

/** As the first day of the story begins: the list of the first month has been read. */
const beginning = '2016-06-20T01:00:00.000Z';

export type MonthWorld = ReturnType<typeof monthWorld>;
export type Needs = ReturnType<MonthWorld['as']>;

/** A province in which every function of a month runs; the test moves the clock, and says who calls whom when. */
export const monthWorld = () => {
  const clock = { now: new Date(beginning) };
  const happened: Happened[] = [];
  const periods = fakePeriods();
  const periodCommunes = fakePeriodCommunes();
  const contradictions = fakeContradictions();
  const queue = fakeQueue();
  const payouts = monthPayouts({
    happened,
    statusOf: ({ periodId }) => periods.all.get(periodId)?.status,
    isSealed: ({ periodId, commune }) =>
      periodCommunes.all.get(`${periodId} ${commune}`)?.sealedAt !== undefined,
    latesOf: ({ recipientId }) =>
      [...contradictions.lates.values()].filter((late) => late.recipientId === recipientId),
  });
  const stores = {
    periods,
    communes: periodCommunes,
    payouts,
    acts: payouts,
    approvals: fakeApprovals(),
    settlements: fakeSettlements(),
    sheets: monthSheets(),
    reminders: monthReminders(happened, ({ periodId, commune, recipientIds }) =>
      recipientIds.flatMap((recipientId) => payouts.all.get(`${periodId} ${commune} ${recipientId}`) ?? []),
    ),
    results: monthResults(),
    contradictions,
    movedDays: monthMovedDays(),
    notes: fakeNotes(),
    lists: fakeLists(),
    registers: fakeRegisters(
      communes.map((commune) => ({
        commune,
        version: 1,
        size: people.filter((one) => one.commune === commune).length,
      })),
      [...people],
    ),
    directory: fakeDirectory({ programmes: [here], communes: communes.map(aCommuneOf), points }),
    settings: fakeSettings(Settings.parse(settings)),
    files: fakeFiles(),
    queue,
    sms: monthSms(happened, () => clock.now),
    preparePeriod: monthWorkflow(),
    runPeriod: monthWorkflow(),
    leases: monthLeases(),
    audit: fakeAudit(),
    now: () => clock.now,
  };

  /** Everything that one running function needs. */
  const as = (caller: Caller) => {
    const needs = through(stores, caller);
    return { ...needs, smsBy: async () => needs.sms };
  };

  const containers: (Map<unknown, unknown> | Set<unknown> | unknown[])[] = [
    happened,
    queue.sent,
    stores.audit.acts,
    stores.leases.all,
    stores.directory.periods,
    contradictions.lates,
    contradictions.conflicts,
    stores.preparePeriod.waiting,
    stores.preparePeriod.running,
    stores.runPeriod.waiting,
    stores.runPeriod.running,
    stores.registers.people,
    ...[
      ...[stores.periods, stores.communes, stores.payouts, stores.approvals, stores.settlements],
      ...[stores.sheets, stores.reminders, stores.results, stores.movedDays, stores.notes],
      ...[stores.registers, stores.files],
    ].map(({ all }) => all as Map<unknown, unknown>),
  ];
  /** Facts are replaced and never changed: to keep them is to keep where they were. */
  const keep = () => {
    const kept = containers.map((one) => (one instanceof Map ? [...one] : [...one]));
    const now = clock.now;
    return () => {
      clock.now = now;
      for (const [at, one] of containers.entries()) refill(one, kept[at] ?? []);
    };
  };

  const period = (periodId: PeriodId) => stores.periods.all.get(periodId);
  const payoutsOf = (periodId: PeriodId): Payout[] =>
    [...payouts.all.values()].filter((payout) => payout.periodId === periodId);
  const payoutOf = (periodId: PeriodId, number: number): Payout | undefined => {
    const one = people[number - 1];
    return one && payouts.all.get(`${periodId} ${one.commune} ${one.recipientId}`);
  };
  return { ...stores, stores, clock, happened, as, keep, period, payoutsOf, payoutOf };
};

const refill = (one: Map<unknown, unknown> | Set<unknown> | unknown[], kept: readonly unknown[]): void => {
  if (Array.isArray(one)) {
    one.length = 0;
    one.push(...kept);
    return;
  }
  one.clear();
  for (const entry of kept) {
    if (one instanceof Map) one.set(...(entry as [unknown, unknown]));
    else one.add(entry);
  }
};

export const everyone = {
  planner: person('planner', 'planner-1'),
  approver: person('approver', 'approver-1'),
  accountant: person('accountant', 'accountant-1'),
  otherAccountant: person('accountant', 'accountant-2'),
  teller: person('teller', 'teller-1'),
  otherTeller: person('teller', 'teller-2'),
};

/** What the state machines and the schedule do, and what people do to bring a period to its end. */
export const machines = (world: MonthWorld, caller: Caller = atOnce) => {
  const needs = world.as(caller);
  const { clock } = world;
  const nobodyLeft = [] as const;
  const inGroups = async (
    groups: readonly CommuneCode[][],
    step: (group: CommuneCode[]) => Promise<unknown>,
  ) => {
    for (const group of groups) await step(group);
  };

  const prepare = async (periodId: PeriodId) => {
    for (let round = 0; round < 4; round += 1) {
      const opened = await openPeriod(needs)({ periodId });
      if (opened.next !== 'assign') return opened;
      await inGroups(opened.groups ?? [...nobodyLeft], (group) =>
        assignPayouts(needs)({ periodId, communes: group }),
      );
    }
    return { next: 'failed' };
  };

  const lastWaves = new Map<PeriodId, string>();
  /** Until it waits or has ended. */
  const run = async (periodId: PeriodId): Promise<'waits' | 'done'> => {
    for (let step = 0; step < 20; step += 1) {
      const next = await nextCheck(needs)({ periodId, lastWave: lastWaves.get(periodId) ?? '' });
      switch (next.next) {
        case 'sheets':
          await inGroups(next.groups, (group) =>
            writeSheets(needs)({ periodId, communes: group, which: next.which }),
          );
          break;
        case 'remind':
          await inGroups(next.groups, (group) =>
            queueReminders(needs)({ periodId, communes: group, wave: next.wave }),
          );
          lastWaves.set(periodId, next.wave);
          break;
        case 'close':
          await inGroups(next.groups, (group) => closePayouts(needs)({ periodId, communes: group }));
          break;
        case 'pack':
          await inGroups(next.groups, ([first, ...rest]) =>
            first ? writePack(needs)({ periodId, communes: [first, ...rest] }) : Promise.resolve(),
          );
          break;
        case 'settle':
          await settlePeriod(needs)({ periodId });
          break;
        case 'wait':
          return 'waits';
        case 'done':
          return 'done';
      }
    }
    throw new Error(`the run of ${periodId} goes round in circles`);
  };

  const work = async () => {
    const { preparePeriod, runPeriod } = world;
    for (const machine of [preparePeriod, runPeriod]) {
      const asked = machine.waiting.splice(0) as { periodId: PeriodId }[];
      for (const { periodId } of asked) {
        if (machine === preparePeriod) await prepare(periodId);
        machine.running.delete(periodId);
      }
    }
    for (const { periodId, status } of [...world.periods.all.values()])
      if (status === 'open' || status === 'closing') await run(periodId);
  };
  const morning = async () => {
    await openDuePeriods(needs)();
    await work();
  };

  /** At least once: every other message comes twice. */
  const deliver = async () => {
    const messages = world.queue.sent.splice(0) as ReminderMessage[];
    for (const [at, message] of messages.entries())
      for (let time = 0; time <= at % 2; time += 1) await deliverOne(message);
  };
  /** One that was refused, or whose other delivery is still under way, comes back to the queue. */
  const deliverOne = async (message: ReminderMessage) => {
    try {
      await sendReminder(needs)(message);
    } catch (error) {
      if (!(error instanceof Error) || !['SmsRefused', 'ReminderInFlight'].includes(error.name)) throw error;
      world.queue.sent.push(message);
    }
  };

  const signOffAll = async (periodId: PeriodId) => {
    for (const { sheetId, ...sheet } of [...world.sheets.all.values()])
      if (sheet.periodId === periodId && sheet.status === 'issued')
        await signOffSheet(needs)({ periodId, sheetId, actor: everyone.accountant });
  };

  const submit = (periodId: PeriodId) => submitPeriod(needs)({ periodId, actor: everyone.planner });
  const approve = (periodId: PeriodId) => {
    const { hash = 'none', total } = world.approvals.all.get(periodId) ?? {};
    const received = total?.amount ?? 0;
    return approvePeriod(needs)({ periodId, hash, received, voucher: 'UNC-1', actor: everyone.approver });
  };

  /** Every other question is confirmed; answers what turned out to be paid twice. */
  const decideLates = async () => {
    const open = [...world.contradictions.lates.values()].filter(isOpenQuestion);
    const paidTwice: Late[] = [];
    for (const [at, late] of open.entries()) {
      const { periodId, proofId } = late;
      const decision = at % 2 === 0 ? ('confirm' as const) : ('reject' as const);
      const asked = { periodId, payout: payoutNumber(late), proofId, decision, paper: '112/QD' };
      const answer = await decideLate(needs)({ ...asked, actor: everyone.accountant });
      if ('done' in answer && answer.done === 'paid-twice') paidTwice.push(late);
    }
    return paidTwice;
  };

  const toClosing = (periodId: PeriodId): void => {
    const closeOn = world.period(periodId)?.calendar.closeOn;
    const at = new Date(`${closeOn ?? ''}T01:00:00.000Z`);
    if (clock.now < at) clock.now = at;
  };

  /** The way out of any state: what people and machines do until the period has ended. */
  const finish = async (periodId: PeriodId): Promise<void> => {
    const told: unknown[] = [];
    for (let round = 0; round < 25; round += 1) {
      const status = world.period(periodId)?.status;
      switch (status) {
        case undefined:
        case 'preparing':
          told.push(await prepare(periodId));
          break;
        case 'prepared':
          told.push(await submit(periodId), await prepare(periodId));
          break;
        case 'submitted': {
          const approved = await approve(periodId);
          told.push(approved);
          if ('refused' in approved) await morning();
          break;
        }
        case 'open':
          toClosing(periodId);
          await run(periodId);
          await signOffAll(periodId);
          break;
        case 'closing':
          await run(periodId);
          break;
        case 'closed':
        case 'cancelled':
          return;
      }
    }
    throw new Error(
      `no way out of ${world.period(periodId)?.status ?? 'nothing'}: ${JSON.stringify(told.slice(-6))}`,
    );
  };

  return {
    needs,
    prepare,
    run,
    work,
    morning,
    deliver,
    signOffAll,
    submit,
    approve,
    decideLates,
    toClosing,
    finish,
  };
};

export type Machines = ReturnType<typeof machines>;

export const july = PeriodId.parse(`${assistance}.06.2016-07`);
