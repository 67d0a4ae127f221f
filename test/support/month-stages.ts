import { releaseWave } from '../../functions/release-wave/handler.ts';
import { settlePeriod } from '../../functions/settle-period/handler.ts';
import { submitPeriod } from '../../functions/submit-period/handler.ts';
import { followingPeriod, type PeriodId } from '../../shared/domain/payment-period.ts';
import { sheetOfPlace } from '../../shared/domain/sheet.ts';
import type { Running } from './interleaved.ts';
import { actsOn, type Answers, theOne } from './month-acts.ts';
import { wronglyCarried } from './month-promises.ts';
import { communes, everyone, july, machines, type MonthWorld, monthWorld } from './month-world.ts';
import { atOnce } from './watched-calls.ts';

export const august = followingPeriod(july);

/** What two of are run at the same time. */
export const actNames = [
  'complete',
  'record an attempt',
  'record-results',
  'undo',
  'ask and confirm a reversal',
  'hand back',
  'place',
  'close-payouts',
  'queue and send reminders',
  'a late result',
  'confirm a late result',
  'reject a late result',
  're-plan and submit',
  'carry over',
] as const;
export type ActName = (typeof actNames)[number];

export const stageNames = ['due', 'paid', 'held', 'closing', 'planned'] as const;
export type StageName = (typeof stageNames)[number];

/** A moment of a month, and everything that may be done in it; it can be led back to as often as wanted. */
export type Stage = Readonly<{
  world: MonthWorld;
  acts: Readonly<Record<ActName, Running>>;
  restore: () => Answers;
  /** Closes what is open and plans what follows; what is wrong with that plan. */
  end: () => Promise<string[]>;
}>;

/** July is approved and its paper is out. */
const julyOpen = async () => {
  const world = monthWorld();
  const machine = machines(world);
  await machine.morning();
  await machine.submit(july);
  await machine.approve(july);
  await machine.work();
  return { world, machine };
};

/** Nobody was paid in July, and August is planned. */
const augustPlanned = async () => {
  const { world, machine } = await julyOpen();
  await machine.finish(july);
  world.clock.now = new Date('2016-07-20T01:00:00.000Z');
  await machine.morning();
  return { world, machine };
};

/** The 15th of August: whose sheet is back and who was not paid is called for the last time. */
const augustOpen = async () => {
  const { world, machine } = await augustPlanned();
  await machine.submit(august);
  await machine.approve(august);
  for (const at of ['2016-08-01T02:00:00.000Z', '2016-08-15T02:00:00.000Z']) {
    world.clock.now = new Date(at);
    await machine.morning();
  }
  return { world, machine };
};

type Prepared = Awaited<ReturnType<typeof julyOpen>>;

const due = async ({ world, machine }: Prepared, answers: Answers): Promise<void> => {
  const acts = actsOn(world, august, answers);
  await acts.file([2], 'before')(atOnce);
  // Too many at once: the wave waits for the planner, and whoever is due is told the morning after.
  world.clock.now = new Date('2016-08-16T02:00:00.000Z');
  await machine.morning();
  const sheetId = sheetOfPlace(acts.payoutOf(theOne).place);
  const released = { periodId: august, sheetId, decision: 'release' as const, actor: everyone.planner };
  const answer = await releaseWave(machine.needs)(released);
  if (!('done' in answer)) throw new Error(`the wave is not released: ${answer.refused}`);
  world.clock.now = new Date('2016-08-17T02:00:00.000Z');
};

export const stageOf = async (name: StageName): Promise<Stage> => {
  const answers: Answers = { told: [], paidTwice: new Set() };
  switch (name) {
    case 'due': {
      const prepared = await augustOpen();
      await due(prepared, answers);
      return stage(prepared, answers, august);
    }
    case 'paid': {
      const prepared = await augustOpen();
      const acts = actsOn(prepared.world, august, answers);
      await acts.complete(acts.paidTo('self'))(atOnce);
      return stage(prepared, answers, august);
    }
    case 'held': {
      const prepared = await augustOpen();
      const acts = actsOn(prepared.world, july, answers);
      await acts.complete(acts.paidTo('self'))(atOnce);
      return stage(prepared, answers, august);
    }
    case 'closing': {
      const prepared = await julyOpen();
      prepared.world.clock.now = new Date('2016-07-20T01:00:00.000Z');
      await prepared.machine.signOffAll(july);
      return stage(prepared, answers, july);
    }
    case 'planned': {
      const prepared = await augustPlanned();
      const acts = actsOn(prepared.world, july, answers);
      await acts.complete(acts.paidTo('self'))(atOnce);
      return stage(prepared, answers, july);
    }
  }
};

/** `running`: the period that is open, or was closed last. */
const stage = ({ world, machine }: Prepared, answers: Answers, running: PeriodId): Stage => {
  const back = world.keep();
  const told = [...answers.told];
  const here = actsOn(world, running, answers);
  const inJuly = actsOn(world, july, answers);
  const next = followingPeriod(running);
  const last = world.period(next) ? next : running;
  const place = actsOn(world, last, answers).place(last === next ? '2016-08-04' : dayToChoose(running));
  const inTurn =
    (...all: readonly Running[]): Running =>
    async (caller) => {
      for (const one of all) await one(caller);
    };
  const carryOver: Running = async (caller) => {
    if (world.period(running)?.status === 'open') await here.close(caller);
    if (isSealed(world, running)) await settlePeriod(world.as(caller))({ periodId: running });
    await machines(world, caller).prepare(next);
  };
  const acts: Record<ActName, Running> = {
    complete: here.complete(here.paidTo('self'), theOne, everyone.otherTeller),
    'record an attempt': here.complete({ outcome: 'attempt', reason: 'ABSENT', on: here.today() }),
    'record-results': here.file([theOne, 2, 6], 'beside'),
    undo: here.change({ kind: 'undo', reason: 'TYPED_WRONG' }, everyone.teller),
    'ask and confirm a reversal': inTurn(
      here.change({ kind: 'ask-reversal', reason: 'NOT_HANDED_OVER' }, everyone.otherAccountant),
      here.change({ kind: 'confirm-reversal' }, everyone.approver),
    ),
    'hand back': here.change({ kind: 'hand-back', reason: 'DIED', paper: '112/QD' }, everyone.approver),
    place,
    'close-payouts': here.close,
    'queue and send reminders': here.remind,
    'a late result': inJuly.complete(inJuly.paidTo('proxy'), theOne, everyone.otherTeller),
    'confirm a late result': inJuly.decide('confirm'),
    'reject a late result': inJuly.decide('reject'),
    're-plan and submit': async (caller) => {
      const needs = world.as(caller);
      applyList(world);
      await machines(world, caller).prepare(last);
      await submitPeriod(needs)({ periodId: last, actor: everyone.planner });
    },
    'carry over': carryOver,
  };
  return {
    world,
    acts,
    restore: () => {
      back();
      answers.told.splice(0, answers.told.length, ...told);
      answers.paidTwice.clear();
      return answers;
    },
    end: async () => {
      if (world.period(running)?.status !== 'closed') {
        await here.close(atOnce);
        await machine.needs.periods.move(running, { status: 'closing' }, { status: 'closed' });
      }
      if (world.period(next)?.status !== 'submitted') await machine.prepare(next);
      return wronglyCarried(world, next, running);
    },
  };
};

const dayToChoose = (periodId: PeriodId): string => (periodId === july ? '2016-07-15' : '2016-08-17');

const isSealed = ({ communes: all }: MonthWorld, periodId: PeriodId): boolean =>
  communes.every((commune) => all.all.get(`${periodId} ${commune}`)?.sealedAt !== undefined);

/** A list was applied: the register says another amount, and has another version. */
const applyList = ({ registers }: MonthWorld): void => {
  for (const [key, register] of registers.all)
    registers.all.set(key, { ...register, version: register.version + 1 });
  for (const [key, one] of registers.people)
    registers.people.set(key, {
      ...one,
      benefits: one.benefits.map((benefit) => ({ ...benefit, amount: benefit.amount + 90_000 })),
    });
};
