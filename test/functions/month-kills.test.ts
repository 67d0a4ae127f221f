import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { approvePeriod } from '../../functions/approve-period/handler.ts';
import { assignPayouts } from '../../functions/assign-payouts/handler.ts';
import { cancelPeriod } from '../../functions/cancel-period/handler.ts';
import { closePayouts } from '../../functions/close-payouts/handler.ts';
import { completePayout } from '../../functions/complete-payout/handler.ts';
import { moveDay } from '../../functions/move-day/handler.ts';
import { nextCheck } from '../../functions/next-check/handler.ts';
import { openDuePeriods } from '../../functions/open-due-periods/handler.ts';
import { openPeriod } from '../../functions/open-period/handler.ts';
import { queueReminders } from '../../functions/queue-reminders/handler.ts';
import { recallPeriod } from '../../functions/recall-period/handler.ts';
import { releaseWave } from '../../functions/release-wave/handler.ts';
import { sendReminder } from '../../functions/send-reminder/handler.ts';
import { settlePeriod } from '../../functions/settle-period/handler.ts';
import { signOffSheet } from '../../functions/sign-off-sheet/handler.ts';
import { submitPeriod } from '../../functions/submit-period/handler.ts';
import { writePack } from '../../functions/write-pack/handler.ts';
import { writeSheets } from '../../functions/write-sheets/handler.ts';
import { followingPeriod } from '../../shared/domain/payment-period.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import { sheetOfPlace } from '../../shared/domain/sheet.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { aDay } from '../support/build.ts';
import { person } from '../support/facts.ts';
import { dyingAt } from '../support/dying.ts';
import type { Running } from '../support/interleaved.ts';
import { actsOn, theOne } from '../support/month-acts.ts';
import { expectPromises } from '../support/month-promises.ts';
import {
  communes,
  everyone,
  july,
  machines,
  type Machines,
  monthWorld,
  type MonthWorld,
  type Needs,
} from '../support/month-world.ts';
import { atOnce } from '../support/watched-calls.ts';

beforeEach(() => {
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(logger, level).mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const august = followingPeriod(july);
const all = [...communes];

type Prepared = Readonly<{ world: MonthWorld; machine: Machines }>;
type Acts = ReturnType<typeof actsOn>;
/** What comes before it, and the one function that dies. */
type Step = Readonly<{
  before: (prepared: Prepared) => Promise<unknown>;
  step: (needs: Needs, world: MonthWorld, acts: Acts) => Promise<unknown>;
}>;

const noAnswers = () => ({ told: [], paidTwice: new Set<string>() });
const at = (world: MonthWorld, instant: string) => {
  world.clock.now = new Date(instant);
};

const nothing = async () => undefined;
const planned = ({ machine }: Prepared) => machine.morning();
const submitted = async (prepared: Prepared) => {
  await planned(prepared);
  await prepared.machine.submit(july);
};
const approved = async (prepared: Prepared) => {
  await submitted(prepared);
  await prepared.machine.approve(july);
};
const open = async (prepared: Prepared) => {
  await approved(prepared);
  await prepared.machine.work();
  at(prepared.world, '2016-07-04T03:00:00.000Z');
};
const paidByTeller = async (prepared: Prepared) => {
  await open(prepared);
  const acts = actsOn(prepared.world, july, noAnswers());
  await acts.complete(acts.paidTo('self'))(atOnce);
};
const outOfPlan = async (prepared: Prepared) => {
  await open(prepared);
  const acts = actsOn(prepared.world, july, noAnswers());
  const act = { kind: 'withhold', reason: 'DETAINED', paper: '1/QD' } as const;
  await acts.change(act, person('approver', 'approver-2'))(atOnce);
};
const asked = async (prepared: Prepared) => {
  await paidByTeller(prepared);
  const acts = actsOn(prepared.world, july, noAnswers());
  await acts.change({ kind: 'ask-reversal', reason: 'OTHER' }, everyone.otherAccountant)(atOnce);
};
/** The day after a day of which nobody's result but one came back. */
const missed = async (prepared: Prepared) => {
  await paidByTeller(prepared);
  const { world, machine } = prepared;
  const acts = actsOn(world, july, noAnswers());
  await completePayout(machine.needs)({
    periodId: july,
    result: { outcome: 'day-done', sheetId: sheetOfPlace(acts.payoutOf(theOne).place) },
    actor: everyone.teller,
  });
  await completePayout(machine.needs)({
    periodId: july,
    result: { outcome: 'day-done', sheetId: sheetOfPlace(acts.payoutOf(3).place) },
    actor: everyone.teller,
  });
  at(world, '2016-07-05T02:00:00.000Z');
};
const braked = async (prepared: Prepared) => {
  await missed(prepared);
  await queueReminders(prepared.machine.needs)({ periodId: july, communes: all, wave: aDay('2016-07-05') });
};
const released = async (prepared: Prepared) => {
  await braked(prepared);
  for (const sheet of [...prepared.world.sheets.all.values()].filter(({ wave }) => wave))
    await releaseWave(prepared.machine.needs)({ ...sheet, decision: 'release', actor: everyone.planner });
};
const queued = async (prepared: Prepared) => {
  await released(prepared);
  await queueReminders(prepared.machine.needs)({ periodId: july, communes: all, wave: aDay('2016-07-05') });
};
const lastDay = async (prepared: Prepared) => {
  await paidByTeller(prepared);
  at(prepared.world, '2016-07-19T23:30:00.000Z');
  await prepared.machine.work();
  await prepared.machine.signOffAll(july);
};
const closing = async (prepared: Prepared) => {
  await lastDay(prepared);
  await prepared.world.periods.move(july, { status: 'open' }, { status: 'closing' });
};
const sealed = async (prepared: Prepared) => {
  await closing(prepared);
  await closePayouts(prepared.machine.needs)({ periodId: july, communes: all });
};
const nobodyPaid = async (prepared: Prepared) => {
  await open(prepared);
  await prepared.machine.finish(july);
  at(prepared.world, '2016-07-20T01:00:00.000Z');
  await prepared.machine.morning();
};
const late = async (prepared: Prepared) => {
  await nobodyPaid(prepared);
  const acts = actsOn(prepared.world, july, noAnswers());
  await acts.complete(acts.paidTo('self'))(atOnce);
};
const augustOpen = async (prepared: Prepared) => {
  await nobodyPaid(prepared);
  await prepared.machine.submit(august);
  await prepared.machine.approve(august);
  await prepared.machine.work();
};
const held = async (prepared: Prepared) => {
  await augustOpen(prepared);
  const acts = actsOn(prepared.world, july, noAnswers());
  await acts.complete(acts.paidTo('self'))(atOnce);
};
const overslept = async (prepared: Prepared) => {
  await submitted(prepared);
  at(prepared.world, '2016-07-02T01:00:00.000Z');
};

const acted =
  (of: (acts: Acts) => Running): Step['step'] =>
  (_needs, _world, acts) =>
    of(acts)(dead.caller);
/** The caller of the one function that runs now. */
const dead: { caller: Parameters<Running>[0] } = { caller: atOnce };

const steps: Readonly<Record<string, Step>> = {
  'open-period': { before: nothing, step: (needs) => openPeriod(needs)({ periodId: july }) },
  'assign-payouts': {
    before: ({ machine }) => openPeriod(machine.needs)({ periodId: july }),
    step: (needs) => assignPayouts(needs)({ periodId: july, communes: all }),
  },
  'assign-payouts of what was carried over': {
    before: async (prepared) => {
      await nobodyPaid(prepared);
      for (const commune of communes) await prepared.world.communes.savePlan(august, { commune });
      for (const [key, payout] of prepared.world.payouts.all)
        if (payout.periodId === august) prepared.world.payouts.all.delete(key);
    },
    step: (needs) => assignPayouts(needs)({ periodId: august, communes: all }),
  },
  'submit-period': {
    before: planned,
    step: (needs) => submitPeriod(needs)({ periodId: july, actor: everyone.planner }),
  },
  'approve-period': {
    before: submitted,
    step: (needs, { approvals }) => {
      const { hash = '', total } = approvals.all.get(july) ?? {};
      const given = { hash, received: total?.amount ?? 0, voucher: 'UNC-1' };
      return approvePeriod(needs)({ periodId: july, ...given, actor: everyone.approver });
    },
  },
  'recall-period': {
    before: submitted,
    step: (needs) => recallPeriod(needs)({ periodId: july, reason: 'other', actor: everyone.planner }),
  },
  'cancel-period': {
    before: submitted,
    step: (needs) => cancelPeriod(needs)({ periodId: july, reason: 'other', actor: everyone.approver }),
  },
  'open-due-periods, of what was not approved in time': {
    before: overslept,
    step: (needs) => openDuePeriods(needs)(),
  },
  'write-sheets of days': {
    before: approved,
    step: (needs) => writeSheets(needs)({ periodId: july, communes: all, which: 'days' }),
  },
  'write-sheets of the catch-up': {
    before: open,
    step: (needs) => writeSheets(needs)({ periodId: july, communes: all, which: 'catch-up' }),
  },
  'record-results': { before: open, step: acted((acts) => acts.file([1, 2, 5, 6])) },
  'record-results that come late': { before: augustOpen, step: acted((acts) => acts.file([1, 2, 6])) },
  'complete-payout, paid': {
    before: open,
    step: (needs, _world, acts) =>
      completePayout(needs)({
        ...{ periodId: july, payout: payoutNumber(acts.payoutOf(theOne)), note: 'ghi chú' },
        ...{ result: acts.paidTo('proxy'), actor: everyone.teller },
      }),
  },
  'complete-payout, an attempt': {
    before: open,
    step: acted((acts) => acts.complete({ outcome: 'attempt', reason: 'ABSENT', on: acts.today() })),
  },
  'complete-payout, day done': {
    before: open,
    step: (needs, _world, acts) => {
      const sheetId = sheetOfPlace(acts.payoutOf(theOne).place);
      const result = { outcome: 'day-done' as const, sheetId };
      return completePayout(needs)({ periodId: july, result, actor: everyone.teller });
    },
  },
  'complete-payout, late': { before: augustOpen, step: acted((acts) => acts.complete(acts.paidTo('self'))) },
  'change-payout, place': { before: open, step: acted((acts) => acts.place('2016-07-15')) },
  'change-payout, place in a plan': { before: planned, step: acted((acts) => acts.place('2016-07-15')) },
  'change-payout, hand-back': {
    before: open,
    step: acted((acts) =>
      acts.change({ kind: 'hand-back', reason: 'DIED', paper: '112/QD' }, everyone.approver),
    ),
  },
  'change-payout, withhold': {
    before: open,
    step: acted((acts) =>
      acts.change({ kind: 'withhold', reason: 'DETAINED', paper: '1/QD' }, everyone.approver),
    ),
  },
  'change-payout, restore': {
    before: outOfPlan,
    step: acted((acts) => acts.change({ kind: 'restore' }, everyone.approver)),
  },
  'change-payout, undo': {
    before: paidByTeller,
    step: acted((acts) => acts.change({ kind: 'undo', reason: 'TYPED_WRONG' }, everyone.teller)),
  },
  'change-payout, ask-reversal': {
    before: paidByTeller,
    step: acted((acts) => acts.change({ kind: 'ask-reversal', reason: 'OTHER' }, everyone.planner)),
  },
  'change-payout, confirm-reversal': {
    before: asked,
    step: acted((acts) => acts.change({ kind: 'confirm-reversal' }, everyone.approver)),
  },
  'change-payout, refuse-reversal': {
    before: asked,
    step: acted((acts) => acts.change({ kind: 'refuse-reversal' }, everyone.approver)),
  },
  'move-day': {
    before: approved,
    step: (needs, _world, acts) => {
      const { pointId, day } = acts.payoutOf(theOne).place;
      const given = { periodId: july, pointId, day, to: aDay('2016-07-06'), reason: 'OTHER' as const };
      return moveDay(needs)({ ...given, actor: everyone.planner });
    },
  },
  'queue-reminders that wait': {
    before: missed,
    step: (needs) => queueReminders(needs)({ periodId: july, communes: all, wave: aDay('2016-07-05') }),
  },
  'release-wave': {
    before: braked,
    step: (needs, { sheets }) => {
      const sheet = [...sheets.all.values()].find(({ wave }) => wave);
      if (!sheet) throw new Error('no wave waits');
      return releaseWave(needs)({ ...sheet, decision: 'release', actor: everyone.planner });
    },
  },
  'queue-reminders': {
    before: released,
    step: (needs) => queueReminders(needs)({ periodId: july, communes: all, wave: aDay('2016-07-05') }),
  },
  'sign-off-sheet': {
    before: missed,
    step: (needs, _world, acts) => {
      const sheetId = sheetOfPlace(acts.payoutOf(5).place);
      return signOffSheet(needs)({ periodId: july, sheetId, actor: everyone.accountant });
    },
  },
  'next-check that closes': {
    before: lastDay,
    step: (needs) => nextCheck(needs)({ periodId: july, lastWave: '' }),
  },
  'close-payouts': {
    before: closing,
    step: (needs) => closePayouts(needs)({ periodId: july, communes: all }),
  },
  'write-pack': {
    before: sealed,
    step: (needs) => writePack(needs)({ periodId: july, communes: [communes[0], communes[1]] }),
  },
  'settle-period': { before: sealed, step: (needs) => settlePeriod(needs)({ periodId: july }) },
  'decide-late, confirm before it is planned': {
    before: late,
    step: acted((acts) => acts.decide('confirm')),
  },
  'decide-late, confirm in an open month': { before: held, step: acted((acts) => acts.decide('confirm')) },
  'decide-late, reject in an open month': { before: held, step: acted((acts) => acts.decide('reject')) },
};

const textOf = (content: unknown): unknown => (typeof content === 'string' ? content : 'a workbook');

/** Everything that there is; what may be told more than once is told at all. */
const facts = (world: MonthWorld) => ({
  ...Object.fromEntries(
    (
      [
        ...(['periods', 'communes', 'payouts', 'approvals', 'settlements', 'sheets'] as const),
        ...(['reminders', 'results', 'movedDays', 'notes'] as const),
      ] as const
    ).map((name) => [name, new Map<string, unknown>([...world[name].all].toSorted())]),
  ),
  lates: new Map([...world.contradictions.lates].toSorted()),
  files: [...world.files.all].map(([key, content]) => [key, textOf(content)] as const).toSorted(),
  acts: [
    ...new Set(world.audit.acts.map(({ subject, act, actId }) => `${subject} ${act} ${actId}`)),
  ].toSorted(),
  queued: [...new Set(world.queue.sent.map((one) => JSON.stringify(one)))].toSorted(),
});

describe('promise 11: whatever write it dies at, run again it ends as if nothing had happened:', () => {
  test.each(Object.entries(steps))('%s', async (_name, { before, step }) => {
    const world = monthWorld();
    const machine = machines(world);
    await before({ world, machine });
    const back = world.keep();
    const acts = actsOn(world, july, noAnswers());
    const run = async (n: number) => {
      const dying = dyingAt(n);
      dead.caller = dying.caller;
      try {
        return { dying, answer: await step(world.as(dying.caller), world, acts) };
      } catch (error) {
        if (!dying.hasDied()) throw error;
        return { dying };
      }
    };

    const { dying } = await run(Number.POSITIVE_INFINITY);
    expect(dying.writes).not.toEqual([]);
    await machines(world).morning();
    expectPromises(world);
    const undisturbed = facts(world);

    for (let n = 1; n <= dying.writes.length; n += 1) {
      back();
      const died = await run(n);
      expect(died.dying.hasDied()).toBe(true);
      // Its leases run out.
      world.leases.all.clear();
      await run(Number.POSITIVE_INFINITY);
      await machines(world).morning();
      expectPromises(world);
      expect({ n, at: dying.writes[n - 1], ...facts(world) }).toEqual({
        n,
        at: dying.writes[n - 1],
        ...undisturbed,
      });
    }
  });
});

test('promises 5 and 11: whatever write send-reminder dies at, nobody is told twice, and what may have been sent is not sent again', async () => {
  const world = monthWorld();
  const machine = machines(world);
  await queued({ world, machine });
  const [message] = world.queue.sent as Reminder[];
  if (!message) throw new Error('nothing is queued');
  const back = world.keep();
  const sent = () => world.happened.filter(({ what }) => what === 'sms').length;
  const writes = dyingAt(Number.POSITIVE_INFINITY);
  await sendReminder(world.as(writes.caller))(message);
  expect(sent()).toBe(1);
  for (let n = 1; n <= writes.writes.length; n += 1) {
    back();
    await expect(sendReminder(world.as(dyingAt(n).caller))(message)).rejects.toThrow();
    // The queue delivers it again when its first delivery has certainly ended.
    world.clock.now = new Date(world.clock.now.getTime() + 5 * 60_000);
    await sendReminder(machine.needs)(message);
    await sendReminder(machine.needs)(message);
    expectPromises(world);
    const [status] = [...world.reminders.all.values()]
      .filter(({ phoneKey }) => phoneKey === message.phoneKey)
      .map((one) => one.status);
    expect({ n, sent: sent() <= 1, status }).toEqual({
      n,
      sent: true,
      status: n === 1 ? 'sent' : 'uncertain',
    });
  }
});
