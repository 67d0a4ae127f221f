import fc from 'fast-check';
import { approvePeriod } from '../../functions/approve-period/handler.ts';
import { cancelPeriod } from '../../functions/cancel-period/handler.ts';
import { changePayout } from '../../functions/change-payout/handler.ts';
import { completePayout } from '../../functions/complete-payout/handler.ts';
import { decideLate } from '../../functions/decide-late/handler.ts';
import { moveDay } from '../../functions/move-day/handler.ts';
import { recallPeriod } from '../../functions/recall-period/handler.ts';
import { recordResults } from '../../functions/record-results/handler.ts';
import { releaseWave } from '../../functions/release-wave/handler.ts';
import { signOffSheet } from '../../functions/sign-off-sheet/handler.ts';
import { submitPeriod } from '../../functions/submit-period/handler.ts';
import { addDays, addWorkingDays, type PlainDate, wallClock } from '../../shared/domain/calendar.ts';
import { proofOf, Result } from '../../shared/domain/completion.ts';
import type { PayoutAct } from '../../shared/domain/payout-acts.ts';
import type { PeriodId, PeriodStatus } from '../../shared/domain/payment-period.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { ArrivedFile, listIdOf } from '../../shared/domain/payout-list.ts';
import { type Payout, Place } from '../../shared/domain/payout.ts';
import type { Role } from '../../shared/domain/person.ts';
import { sheetOfPlace } from '../../shared/domain/sheet.ts';
import { answersKeyOf } from '../../shared/lists/files.ts';
import { hanoi } from './build.ts';
import { person } from './facts.ts';
import type { Told } from './month-promises.ts';
import { type Machines, type MonthWorld, people } from './month-world.ts';

/** What somebody, or the time, may do at any moment of a month, rightly or wrongly. */

const roles = [
  'planner',
  'approver',
  'accountant',
  'teller',
  'list-officer',
  'auditor',
] as const satisfies Role[];
/** Mostly one of the right role, of whom there are two; one person may try everything. */
const actorOf = (right: Role, { one, wrong }: Who) => {
  if (wrong !== undefined) return person(wrong, `${wrong}-1`);
  return person(right, one === 2 ? 'everybody' : `${right}-${String(one)}`);
};
const who = fc.record({
  one: fc.constantFrom(0, 0, 0, 1, 2),
  wrong: fc.oneof(
    { arbitrary: fc.constant(undefined), weight: 12 },
    { arbitrary: fc.constantFrom(...roles), weight: 1 },
  ),
});
type Who = Readonly<{ one: number; wrong: Role | undefined }>;

const back = fc.constantFrom(0, 0, 0, 0, 1, 1, 2);
const whom = fc.integer({ min: 1, max: people.length });
const said = fc.constantFrom(
  'self',
  'self',
  'self',
  'proxy',
  'ABSENT',
  'DIED',
  'SICK_AT_HOME',
  'wrong-amount',
);
const acts = fc.constantFrom(
  ...(['place-home', 'place-point', 'place-point', 'hand-back', 'withhold', 'restore'] as const),
  ...([
    'undo',
    'undo',
    'ask-reversal',
    'ask-reversal',
    'confirm-reversal',
    'confirm-reversal',
    'refuse-reversal',
  ] as const),
);

const commands = {
  tick: fc.record({ kind: fc.constant('tick'), hours: fc.constantFrom(1, 3, 5, 24, 24, 48, 96) }),
  work: fc.record({ kind: fc.constant('work') }),
  deliver: fc.record({ kind: fc.constant('deliver') }),
  onward: fc.record({ kind: fc.constant('onward') }),
  finish: fc.record({ kind: fc.constant('finish') }),
  list: fc.record({
    kind: fc.constant('list'),
    whom,
    change: fc.constantFrom('stop', 'return', 'amount', 'collector'),
  }),
  submit: fc.record({ kind: fc.constant('submit'), back, who }),
  approve: fc.record({ kind: fc.constant('approve'), back, who, isStale: fc.boolean() }),
  recall: fc.record({ kind: fc.constant('recall'), back, who }),
  cancel: fc.record({ kind: fc.constant('cancel'), back, who }),
  file: fc.record({
    kind: fc.constant('file'),
    back,
    one: fc.constantFrom(0, 1),
    rows: fc.array(fc.record({ whom, said }), { minLength: 1, maxLength: 10 }),
    isDone: fc.boolean(),
    again: fc.constantFrom('no', 'no', 'same', 'copied'),
  }),
  complete: fc.record({ kind: fc.constant('complete'), back, who, whom, said }),
  day: fc.record({ kind: fc.constant('day'), who, nth: fc.constantFrom(0, 0, 0, 1, 2, 3) }),
  act: fc.record({
    kind: fc.constant('act'),
    back,
    who,
    whom,
    act: acts,
    days: fc.integer({ min: 0, max: 9 }),
  }),
  move: fc.record({ kind: fc.constant('move'), back, who, whom, days: fc.integer({ min: 0, max: 6 }) }),
  wave: fc.record({
    kind: fc.constant('wave'),
    who,
    nth: fc.nat(3),
    decision: fc.constantFrom('release' as const, 'refuse' as const),
  }),
  sign: fc.record({ kind: fc.constant('sign'), who, nth: fc.constantFrom(0, 0, 1, 2, 3) }),
  late: fc.record({
    kind: fc.constant('late'),
    who,
    nth: fc.nat(4),
    decision: fc.constantFrom('confirm', 'reject'),
  }),
};

const weights: Record<keyof typeof commands, number> = {
  ...{ tick: 6, work: 2, deliver: 5, onward: 15, finish: 2, list: 2 },
  ...{ submit: 1, approve: 2, recall: 1, cancel: 1, file: 8, complete: 8 },
  ...{ day: 4, act: 11, move: 2, wave: 3, sign: 3, late: 4 },
};

export const someCommands = fc.array(
  fc.oneof(
    ...Object.entries(commands).map(([kind, arbitrary]) => ({
      arbitrary: arbitrary as fc.Arbitrary<AnyCommand>,
      weight: weights[kind as keyof typeof commands],
    })),
  ),
  { minLength: 20, maxLength: 60, size: 'max' },
);

type CommandOf<One> = One extends fc.Arbitrary<infer Value> ? Value : never;
export type AnyCommand = CommandOf<(typeof commands)[keyof typeof commands]>;

/** What was answered so far that has to stay true. */
export type Answered = {
  told: Told[];
  paidTwice: Set<string>;
  broken: string[];
};

export const nothingAnswered = (): Answered => ({
  told: [],
  paidTwice: new Set(),
  broken: [],
});

const dayOf = (world: MonthWorld): PlainDate => wallClock(world.clock.now, hanoi).today;
const written = (day: PlainDate): string => day.split('-').toReversed().join('/');

const resultOf = (what: string, payout: Payout, on: PlainDate): Result => {
  if (what === 'wrong-amount')
    return Result.parse({ outcome: 'paid', paidTo: 'self', on, amount: payout.amount + 1_000 });
  if (what === 'self' || what === 'proxy') return Result.parse({ outcome: 'paid', paidTo: what, on });
  return Result.parse({ outcome: 'attempt', reason: what, on });
};

let files = 0;

/** Carries out commands, one after the other. */
export const carryOut = (world: MonthWorld, machine: Machines, answered: Answered) => {
  const { needs } = machine;
  const periodAt = (n: number): PeriodId | undefined =>
    [...world.periods.all.values()]
      .map(({ periodId }) => periodId)
      .toSorted()
      .at(-1 - n);
  /** Of the papers that are out, the earliest first. */
  const outAt = (n: number) => {
    const out = [...world.sheets.all.values()].filter(({ status }) => status === 'issued');
    return out.toSorted((a, b) => (a.day < b.day ? -1 : 1))[n % Math.max(out.length, 1)];
  };
  /** Mostly somebody whom that act may be about. */
  const meantBy = (act: string, periodId: PeriodId, number: number): Payout | undefined => {
    const isUndoing = act === 'undo' || act.endsWith('reversal');
    const isFitting = ({ state }: Payout): boolean =>
      act === 'restore' ? state === 'handedBack' || state === 'withheld' : (state === 'paid') === isUndoing;
    const fitting = world.payoutsOf(periodId).filter(isFitting);
    return fitting[number % Math.max(fitting.length, 1)] ?? world.payoutOf(periodId, number);
  };
  const note = (payout: Payout, result: Result, answer: string) => {
    const now = world.payouts.all.get(`${payout.periodId} ${payout.commune} ${payout.recipientId}`) ?? payout;
    if (['recorded', 'already-recorded', 'reversed'].includes(answer))
      answered.told.push({ payout: now, proofId: proofOf(now, result) });
  };

  const file = async (command: Extract<AnyCommand, { kind: 'file' }>) => {
    const periodId = periodAt(command.back);
    if (!periodId) return;
    const on = dayOf(world);
    const rows = command.rows.flatMap((row) => {
      const payout = world.payoutOf(periodId, row.whom);
      return payout ? [{ payout, result: resultOf(row.said, payout, on), said: row.said }] : [];
    });
    const [first] = rows;
    if (!first) return;
    const lines = rows.map(({ payout, result, said: what }) => {
      const isPaid = result.outcome === 'paid';
      return [
        sheetOfPlace(payout.place),
        payoutNumber(payout),
        payout.amount,
        isPaid ? (result.amount ?? 'x') : what,
        isPaid ? result.paidTo : '',
        written(on),
        '',
      ].join(',');
    });
    const done = command.isDone ? [`${sheetOfPlace(first.payout.place)},DAY-DONE,,x,,,`] : [];
    const content = ['sheet,payout,amount,result,paid_to,paid_on,note', ...lines, ...done].join('\n');
    files += 1;
    const key = `inbox/results/${periodId}/${String(files)}.csv`;
    world.files.all.set(key, content);
    world.files.signed.set(key, { uploader: `teller-${String(command.one)}` });
    const arrive = async (sequencer: string) => {
      const arrived = ArrivedFile.parse({ key, sequencer, at: world.clock.now.toISOString() });
      await recordResults(needs)(arrived);
      const answers = world.files
        .text(answersKeyOf(listIdOf(arrived)))
        .trim()
        .split('\r\n')
        .slice(1);
      const words = answers.map((line) => line.split(',')[2] ?? '');
      // A day that is called done too early is a row of its own that is unclear.
      const isAnswered =
        words.length === rows.length ||
        (done.length > 0 && words.length === rows.length + 1 && words.at(-1) === 'unclear');
      if (!isAnswered)
        answered.broken.push(`7: ${String(words.length)} answers to ${String(rows.length)} rows`);
      for (const [at, { payout, result }] of rows.entries()) note(payout, result, words[at] ?? '');
    };
    const sequencer = `0A${String(files)}`;
    await arrive(sequencer);
    if (command.again === 'same') await arrive(sequencer);
    if (command.again === 'copied') await arrive(`${sequencer}B`);
  };

  const complete = async (command: Extract<AnyCommand, { kind: 'complete' }>) => {
    const periodId = periodAt(command.back);
    const payout = periodId && world.payoutOf(periodId, command.whom);
    if (!payout) return;
    const result = resultOf(command.said, payout, dayOf(world));
    const actor = actorOf('teller', command.who);
    const answer = await completePayout(needs)({ periodId, payout: payoutNumber(payout), result, actor });

    if ('answer' in answer) note(payout, result, answer.answer);
  };

  const act = async (command: Extract<AnyCommand, { kind: 'act' }>) => {
    const periodId = periodAt(command.back);
    const payout = periodId && meantBy(command.act, periodId, command.whom);
    if (!payout) return;
    const [said, right] = actOf(command, payout, dayOf(world));
    const actor = actorOf(right, command.who);
    await changePayout(needs)({ periodId, payout: payoutNumber(payout), act: said, actor });
  };

  const period = async (
    command: Extract<AnyCommand, { kind: 'submit' | 'approve' | 'recall' | 'cancel' }>,
  ) => {
    const periodId = periodAt(command.back);
    if (!periodId) return;
    const right = command.kind === 'submit' ? 'planner' : 'approver';
    const actor = actorOf(right, command.who);
    switch (command.kind) {
      case 'submit':
        await submitPeriod(needs)({ periodId, actor });
        break;
      case 'approve': {
        const { hash = 'none', total } = world.approvals.all.get(periodId) ?? {};
        const given = {
          hash: command.isStale ? 'another' : hash,
          received: total?.amount ?? 0,
          voucher: 'UNC-1',
        };
        await approvePeriod(needs)({ periodId, ...given, actor });
        break;
      }
      case 'recall':
        await recallPeriod(needs)({ periodId, reason: 'other', actor });
        break;
      case 'cancel':
        await cancelPeriod(needs)({ periodId, reason: 'other', actor });
        break;
    }
  };

  const late = async (command: Extract<AnyCommand, { kind: 'late' }>) => {
    const lates = [...world.contradictions.lates.values()];
    const one = lates[command.nth % Math.max(lates.length, 1)];
    if (!one) return;
    const { periodId, proofId } = one;
    const asked = {
      periodId,
      payout: payoutNumber(one),
      proofId,
      paper: '112/QD',
      decision: command.decision,
    } as const;
    const answer = await decideLate(needs)({ ...asked, actor: actorOf('accountant', command.who) });

    if ('done' in answer && answer.done === 'paid-twice')
      answered.paidTwice.add(`${periodId} ${one.recipientId} ${proofId}`);
  };

  /** A list was read and applied: the register says something else of somebody, and has another version. */
  const list = ({ whom: number, change }: Extract<AnyCommand, { kind: 'list' }>) => {
    const known = people[number - 1];
    const stands = known && world.registers.people.get(`${known.commune} ${known.recipientId}`);
    if (!stands) return;
    const [benefit, ...others] = stands.benefits;
    const changed = {
      stop: { status: 'stopped' as const },
      return: { status: 'active' as const },
      amount: { benefits: benefit ? [{ ...benefit, amount: benefit.amount + 90_000 }, ...others] : [] },
      collector: { collector: { name: 'Lý Thị N', relation: 'con', key: 'N' } },
    }[change];
    world.registers.people.set(`${stands.commune} ${stands.recipientId}`, { ...stands, ...changed });
    const register = world.registers.all.get(stands.commune);
    if (register) world.registers.all.set(stands.commune, { ...register, version: register.version + 1 });
    const last = periodAt(0);
    if (last) world.preparePeriod.waiting.push({ periodId: last });
  };

  const passTo = (day: PlainDate | undefined) => {
    const at = new Date(`${day ?? ''}T03:00:00.000Z`);
    if (at > world.clock.now) world.clock.now = at;
  };
  /** Tellers say that the days that are over are done; of every fourth paper nothing is heard. */
  const daysDone = async (periodId: PeriodId) => {
    const out = [...world.sheets.all.values()].filter((one) => one.periodId === periodId);
    for (const [at, { sheetId, day, status }] of out.entries()) {
      if (status !== 'issued' || day > dayOf(world) || at % 4 === 3) continue;
      const result = { outcome: 'day-done' as const, sheetId };
      await completePayout(needs)({ periodId, result, actor: person('teller', 'teller-0') });
    }
  };
  const onward = async (last: PeriodId, status: PeriodStatus) => {
    const { calendar } = world.period(last) ?? {};
    switch (status) {
      case 'prepared':
        await machine.submit(last);
        await machine.approve(last);
        return;
      case 'submitted':
        await machine.approve(last);
        return;
      case 'open':
        passTo(calendar?.payoutFrom);
        await daysDone(last);
        world.clock.now = new Date(world.clock.now.getTime() + 40 * 3_600_000);
        await machine.morning();
        return machine.deliver();
      case 'closed':
      case 'cancelled':
        passTo(calendar && addDays(calendar.payoutFrom, 22));
        return machine.morning();
      case 'preparing':
      case 'closing':
        return;
    }
  };

  return async (command: AnyCommand): Promise<void> => {
    const last = periodAt(0);
    const status = last && world.period(last)?.status;
    switch (command.kind) {
      case 'tick':
        world.clock.now = new Date(world.clock.now.getTime() + command.hours * 3_600_000);
        return machine.morning();
      case 'work':
        return machine.work();
      case 'deliver':
        return machine.deliver();
      case 'onward':
        // What the right people and the time do next, so that months go on.
        if (last && status) await onward(last, status);
        return machine.work();
      case 'finish':
        if (last && status !== 'preparing') await machine.finish(last);
        return;
      case 'list':
        list(command);
        return;
      case 'submit':
      case 'approve':
      case 'recall':
      case 'cancel':
        return period(command);
      case 'file':
        return file(command);
      case 'complete':
        return complete(command);
      case 'day': {
        const sheet = outAt(command.nth);
        if (!sheet) return;
        const { periodId, sheetId } = sheet;
        const result = { outcome: 'day-done' as const, sheetId };
        await completePayout(needs)({ periodId, result, actor: actorOf('teller', command.who) });
        return;
      }
      case 'act':
        return act(command);
      case 'move': {
        const periodId = periodAt(command.back);
        const payout = periodId && world.payoutOf(periodId, command.whom);
        if (!payout) return;
        const { pointId, day } = payout.place;
        const to = addWorkingDays(day, command.days, new Set());
        const given = { periodId, pointId, day, to, reason: 'ROAD_OR_WEATHER' as const };
        await moveDay(needs)({ ...given, actor: actorOf('planner', command.who) });
        return;
      }
      case 'wave': {
        const waiting = [...world.sheets.all.values()].filter(({ wave }) => wave !== undefined);
        const sheet = waiting[command.nth % Math.max(waiting.length, 1)];
        if (!sheet) return;
        const { periodId, sheetId } = sheet;
        const { decision } = command;
        await releaseWave(needs)({
          periodId,
          sheetId,
          decision,
          actor: actorOf('planner', command.who),
        });
        return;
      }
      case 'sign': {
        const sheet = outAt(command.nth);
        if (!sheet) return;
        const { periodId, sheetId } = sheet;
        await signOffSheet(needs)({ periodId, sheetId, actor: actorOf('accountant', command.who) });
        return;
      }
      case 'late':
        return late(command);
    }
  };
};

const actOf = (
  { act, days }: Extract<AnyCommand, { kind: 'act' }>,
  payout: Payout,
  today: PlainDate,
): [PayoutAct, Role] => {
  const day = addWorkingDays(addDays(today, days), 0, new Set());
  const { pointId } = payout.place;
  switch (act) {
    case 'place-home':
      return [
        { kind: 'place', place: Place.parse({ kind: 'home', pointId, day, reason: 'SICK' }), reason: 'SICK' },
        'planner',
      ];
    case 'place-point':
      return [
        {
          kind: 'place',
          place: Place.parse({ kind: 'point', pointId, day, session: 'AM' }),
          reason: 'ASKED',
        },
        'planner',
      ];
    case 'hand-back':
      return [{ kind: 'hand-back', reason: 'DIED', paper: '112/QD' }, 'approver'];
    case 'withhold':
      return [{ kind: 'withhold', reason: 'DETAINED', paper: '113/QD' }, 'approver'];
    case 'restore':
      return [{ kind: 'restore' }, 'approver'];
    case 'undo':
      return [{ kind: 'undo', reason: 'TYPED_WRONG' }, 'teller'];
    case 'ask-reversal':
      return [{ kind: 'ask-reversal', reason: 'NOT_HANDED_OVER' }, 'teller'];
    case 'confirm-reversal':
      return [{ kind: 'confirm-reversal' }, 'approver'];
    case 'refuse-reversal':
      return [{ kind: 'refuse-reversal' }, 'approver'];
  }
};
