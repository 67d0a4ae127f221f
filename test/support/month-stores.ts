import type { Late } from '../../shared/domain/late.ts';
import type { MovedDay } from '../../shared/domain/moved-day.ts';
import type { PeriodStatus } from '../../shared/domain/payment-period.ts';
import type { PaidPayout, Payout } from '../../shared/domain/payout.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import type { Sheet } from '../../shared/domain/sheet.ts';
import type { OutgoingSms, Sending, Sms } from '../../shared/gateways/sms.ts';
import type { Workflow } from '../../shared/gateways/workflows.ts';
import { LeaseHeld } from '../../shared/store/leases.ts';
import type { MovedDayStore } from '../../shared/store/moved-days.ts';
import type { PayoutActStore } from '../../shared/store/payout-acts.ts';
import type { Outcome } from '../../shared/store/payout-items.ts';
import type { PayoutStore } from '../../shared/store/payouts.ts';
import type { ReminderStore } from '../../shared/store/reminders.ts';
import type { ResultFile, ResultStore } from '../../shared/store/results.ts';
import type { SheetStore } from '../../shared/store/sheets.ts';
import { fakePayouts, fakeSheets } from './function-fakes.ts';

/**
 * Stores of many periods and communes at once. Unlike the fakes of one story, a write changes exactly the fields that
 * the real one sets: what two functions write at the same time to one payout must be seen here as it would be there.
 */

/** What nobody may forget: each payment and reversal as it was written, each message as it was claimed and sent. */
export type Happened =
  | Readonly<{
      what: 'paid';
      payout: PaidPayout;
      status: PeriodStatus | undefined;
      isSealed: boolean;
      lates: readonly Late[];
    }>
  | Readonly<{ what: 'reversed'; payout: Payout; proofId: string }>
  | Readonly<{ what: 'claimed'; reminder: Reminder; payouts: readonly Payout[] }>
  | Readonly<{ what: 'sms'; sms: OutgoingSms; sending: Sending; at: Date }>;

type Known = Readonly<{
  happened: Happened[];
  statusOf: (payout: Payout) => PeriodStatus | undefined;
  isSealed: (payout: Payout) => boolean;
  latesOf: (payout: Payout) => readonly Late[];
}>;

const keyOf = ({ periodId, commune, recipientId }: Pick<Payout, 'periodId' | 'commune' | 'recipientId'>) =>
  `${periodId} ${commune} ${recipientId}`;

/** The fields that each write sets, and those that it takes away; nothing is set to nothing. */
const changed = (stands: Payout, set: object, remove: readonly string[] = []): Payout =>
  Object.fromEntries(
    Object.entries({
      ...stands,
      ...Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)),
    }).filter(([name]) => !remove.includes(name)),
  ) as Payout;

export const monthPayouts = ({ happened, statusOf, isSealed, latesOf }: Known) => {
  const fake = fakePayouts();
  const { all } = fake;
  type Change = Readonly<{ set: object; remove?: readonly string[]; isStill: (stands: Payout) => boolean }>;
  const update = (about: Payout, { set, remove, isStill }: Change): Outcome => {
    const stands = all.get(keyOf(about));
    if (!stands || !isStill(stands)) return { saved: false, found: stands };
    all.set(keyOf(about), changed(stands, set, remove));
    return { saved: true };
  };
  const isPayment =
    (proofId: string) =>
    (stands: Payout): boolean =>
      stands.state === 'paid' && stands.completion.proofId === proofId;
  return {
    ...fake,
    savePaid: async (payout) => {
      const { completion, proofs, amount } = payout;
      const lates = latesOf(payout);
      const saved = update(payout, {
        set: { state: 'paid', completion, proofs },
        isStill: (stands) =>
          stands.state === 'assigned' &&
          !stands.held &&
          stands.amount === amount &&
          !stands.proofs.includes(completion.proofId) &&
          stands.proofs.length === proofs.length - 1,
      });
      const now = all.get(keyOf(payout));
      if (saved.saved && now?.state === 'paid')
        happened.push({
          what: 'paid',
          payout: now,
          status: statusOf(payout),
          isSealed: isSealed(payout),
          lates,
        });
      return saved;
    },
    saveAttempt: async (payout, proofId) =>
      update(payout, {
        set: { attempts: payout.attempts, proofs: payout.proofs },
        isStill: ({ state, proofs }) =>
          state === 'assigned' && !proofs.includes(proofId) && proofs.length === payout.proofs.length - 1,
      }),
    saveCarriedOver: async (payout, at) =>
      update(payout, {
        set: { state: 'carriedOver', carriedOverAt: at.toISOString() },
        isStill: ({ state, proofs }) => state === 'assigned' && proofs.length === payout.proofs.length,
      }),
    savePlace: async (payout) =>
      update(payout, {
        set: { place: payout.place, chosen: payout.chosen },
        isStill: ({ state }) => state === 'assigned',
      }),
    saveDecided: async (payout) =>
      update(payout, {
        set: { state: payout.state, decision: payout.decision },
        isStill: ({ state, amount, held }) => state === 'assigned' && !held && amount === payout.amount,
      }),
    saveRestored: async (payout) => {
      const { restored, held } = payout;
      return update(payout, {
        set: { state: 'assigned', restored, held },
        remove: ['decision'],
        isStill: (stands) =>
          'decision' in stands &&
          stands.decision.by !== restored.by &&
          stands.decision.at === restored.decision.at &&
          stands.decision.reason !== 'PAID_LATE',
      });
    },
    saveReversalAsked: async (payout) =>
      update(payout, {
        set: { reversalAsked: payout.reversalAsked },
        isStill: (stands) =>
          isPayment(payout.completion.proofId)(stands) && stands.state === 'paid' && !stands.reversalAsked,
      }),
    dropReversalAsked: async (payout) =>
      update(payout, {
        set: {},
        remove: ['reversalAsked'],
        isStill: (stands) =>
          isPayment(payout.completion.proofId)(stands) &&
          stands.state === 'paid' &&
          stands.reversalAsked?.by === payout.reversalAsked?.by,
      }),
    saveReversed: async (payout, proofId) => {
      const last = payout.reversals?.at(-1);
      const saved = update(payout, {
        set: { state: 'assigned', reversals: payout.reversals, held: payout.held },
        remove: ['completion', 'reversalAsked'],
        isStill: (stands) =>
          isPayment(proofId)(stands) &&
          stands.state === 'paid' &&
          (last?.confirmedBy === undefined || stands.reversalAsked?.by === last.askedBy),
      });
      if (saved.saved) happened.push({ what: 'reversed', payout, proofId });
      return saved;
    },
    saveHeld: async (payout, held) =>
      update(payout, { set: { held }, isStill: (stands) => stands.state === payout.state && !stands.held }),
    liftHeld: async (payout, proofId) =>
      update(payout, {
        set: {},
        remove: ['held'],
        isStill: ({ state, held }) => state === 'assigned' && held?.proofId === proofId,
      }),
    passHeld: async (payout, proofId, next) =>
      update(payout, {
        set: { held: next },
        isStill: ({ state, held }) => state === 'assigned' && held?.proofId === proofId,
      }),
    saveSettledLate: async (payout, proofId) =>
      update(payout, {
        set: {
          state: payout.state,
          lines: payout.lines,
          amount: payout.amount,
          settledLate: payout.settledLate,
          ...(payout.held && { held: payout.held }),
          ...('decision' in payout && { decision: payout.decision }),
        },
        remove: payout.held ? [] : ['held'],
        isStill: ({ state, held }) => state === 'assigned' && held?.proofId === proofId,
      }),
  } satisfies Partial<PayoutStore> & PayoutActStore & { all: unknown };
};

/** One fake a period: the same point may have the same day in two of them. */
export const monthSheets = () => {
  const of = new Map<string, ReturnType<typeof fakeSheets>>();
  const all = new Map<string, Sheet>();
  const inPeriod = (periodId: string) => {
    const fake = of.get(periodId) ?? fakeSheets();
    of.set(periodId, fake);
    fake.all.clear();
    for (const sheet of all.values()) if (sheet.periodId === periodId) fake.all.set(sheet.sheetId, sheet);
    return fake;
  };
  const inside = async <Answer>(
    periodId: string,
    work: (fake: ReturnType<typeof fakeSheets>) => Promise<Answer>,
  ): Promise<Answer> => {
    const fake = inPeriod(periodId);
    const pending = work(fake);
    for (const sheet of fake.all.values()) all.set(`${periodId} ${sheet.sheetId}`, sheet);
    return pending;
  };
  return {
    all,
    list: async (periodId, commune) => inside(periodId, (fake) => fake.list(periodId, commune)),
    add: async (sheet) => inside(sheet.periodId, (fake) => fake.add(sheet)),
    end: async (sheet, as, by) => inside(sheet.periodId, (fake) => fake.end(sheet, as, by)),
    reopen: async (sheet) => inside(sheet.periodId, (fake) => fake.reopen(sheet)),
    brake: async (sheet, wave) => inside(sheet.periodId, (fake) => fake.brake(sheet, wave)),
    decideWave: async (sheet, wave) => inside(sheet.periodId, (fake) => fake.decideWave(sheet, wave)),
  } satisfies Partial<SheetStore> & { all: unknown };
};

type Message = Pick<Reminder, 'periodId' | 'commune' | 'phoneKey' | 'date'>;
const messageKey = ({ periodId, commune, phoneKey, date }: Message) =>
  `${periodId} ${commune} ${phoneKey} ${date}`;

export const monthReminders = (
  happened: Happened[],
  payoutsOf: (reminder: Reminder) => readonly Payout[],
) => {
  const all = new Map<string, Reminder>();
  return {
    all,
    list: async (periodId, commune) =>
      [...all.values()].filter((one) => one.periodId === periodId && one.commune === commune),
    find: async (message) => all.get(messageKey(message)),
    add: async (reminder) => {
      if (all.has(messageKey(reminder))) return 'taken';
      all.set(messageKey(reminder), reminder);
      return 'added';
    },
    move: async (message, from, to) => {
      const stands = all.get(messageKey(message));
      if (stands?.status !== from) return 'superseded';
      const reminder = { ...stands, ...to };
      all.set(messageKey(message), reminder);
      if (to.status === 'sending') happened.push({ what: 'claimed', reminder, payouts: payoutsOf(reminder) });
      return 'moved';
    },
  } satisfies Partial<ReminderStore> & { all: unknown };
};

export const monthResults = () => {
  const all = new Map<string, ResultFile & { periodId: string }>();
  return {
    all,
    list: async (periodId) => [...all.values()].filter((one) => one.periodId === periodId),
    add: async (periodId, file) => {
      const key = `${periodId} ${file.listId}`;
      const stands = all.get(key);
      if (!stands) all.set(key, { ...file, periodId });
      return { ...(stands ?? file), isMetAgain: stands !== undefined };
    },
    finish: async (periodId, file) => {
      const key = `${periodId} ${file.listId}`;
      if (all.get(key)?.status === 'reading') all.set(key, { ...file, periodId });
    },
  } satisfies Partial<ResultStore> & { all: unknown };
};

export const monthMovedDays = () => {
  const all = new Map<string, MovedDay>();
  return {
    all,
    list: async (periodId) => [...all.values()].filter((one) => one.periodId === periodId),
    save: async (one) => {
      all.set(`${one.periodId} ${one.pointId} ${one.day}`, one);
    },
  } satisfies MovedDayStore & { all: unknown };
};

/** Who holds what; `hold` is put together where the calls are watched, since taking and giving back are two calls. */
export const monthLeases = () => {
  const all = new Set<string>();
  return {
    all,
    take: async (scope: string) => {
      if (all.has(scope)) throw new LeaseHeld(scope);
      all.add(scope);
    },
    give: async (scope: string) => {
      all.delete(scope);
    },
  };
};

/** Machines that were started and have not been run yet, by what they were given. */
export const monthWorkflow = () => {
  const waiting: unknown[] = [];
  const running = new Set<string>();
  return {
    waiting,
    running,
    start: async (_name, input) => {
      waiting.push(input);
      return 'started';
    },
    startUnlessRunning: async (subject, _stamp, input) => {
      if (running.has(subject)) return 'running';
      running.add(subject);
      waiting.push(input);
      return 'started';
    },
  } satisfies Workflow & Record<'waiting' | 'running', unknown>;
};

/** A provider that refuses every fifth message and does not answer to every seventh. */
export const monthSms = (happened: Happened[], now: () => Date) => {
  let count = 0;
  return {
    send: async (sms) => {
      count += 1;
      const sending: Sending = count % 5 === 0 ? 'refused' : count % 7 === 0 ? 'uncertain' : 'sent';
      happened.push({ what: 'sms', sms, sending, at: now() });
      return sending;
    },
  } satisfies Sms;
};
