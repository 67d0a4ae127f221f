import { assignPayouts } from '../../functions/assign-payouts/handler.ts';
import { openPeriod } from '../../functions/open-period/handler.ts';
import { recordResults } from '../../functions/record-results/handler.ts';
import { submitPeriod } from '../../functions/submit-period/handler.ts';
import type { Late } from '../../shared/domain/late.ts';
import { ArrivedFile, listIdOf } from '../../shared/domain/payout-list.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { standingOf } from '../../shared/domain/standing.ts';
import { answersKeyOf } from '../../shared/lists/files.ts';
import {
  aPayout,
  aPeriod,
  aPoint,
  aRecipient,
  aSheet,
  assistance,
  inAugust,
  inJuly,
  noon,
  yenHan,
} from './build.ts';
import { here, nextDoor, person, settings } from './facts.ts';
import {
  aCommuneOf,
  fakeApprovals,
  fakeAudit,
  fakeContradictions,
  fakeDirectory,
  fakeFiles,
  fakeLeases,
  fakeLists,
  fakeMovedDays,
  fakeNotes,
  fakePayouts,
  fakePeriodCommunes,
  fakePeriods,
  fakeQueue,
  fakeRegisters,
  fakeReminders,
  fakeResults,
  fakeSettings,
  fakeSheets,
  fakeWorkflow,
} from './function-fakes.ts';

type Given = Readonly<{ owed?: Payout[]; lates?: Late[]; people?: Recipient[] }>;

/** All that the functions of a month need, in memory: July is closed, and one commune has two people. */
export const smallMonth = (given: Given = {}) => {
  const { owed = [], lates = [], people = [aRecipient(1), aRecipient(2)] } = given;
  const payouts = fakePayouts(...owed);
  const contradictions = fakeContradictions();
  for (const late of lates) void contradictions.keepLate(late);
  const communes = new Set([...owed, ...people].map(({ commune }) => commune));
  return {
    periods: fakePeriods(aPeriod({ periodId: inJuly, status: 'closed' })),
    communes: fakePeriodCommunes(
      ...[...communes].map((commune) => ({
        periodId: inJuly,
        commune,
        standing: standingOf(owed.filter((payout) => payout.commune === commune)),
      })),
    ),
    approvals: fakeApprovals(),
    payouts,
    acts: payouts,
    contradictions,
    registers: fakeRegisters(
      [...communes].map((commune) => ({ commune, version: 1, size: people.length })),
      people,
    ),
    directory: fakeDirectory({
      programmes: [here],
      communes: [aCommuneOf(yenHan), aCommuneOf(nextDoor)],
      points: [aPoint(), aPoint('01835-1')],
      periods: [inJuly],
    }),
    lists: fakeLists(),
    settings: fakeSettings(settings),
    sheets: fakeSheets(),
    movedDays: fakeMovedDays(),
    reminders: fakeReminders(),
    results: fakeResults(),
    notes: fakeNotes(),
    files: fakeFiles(),
    queue: fakeQueue(),
    leases: fakeLeases(),
    preparePeriod: fakeWorkflow(),
    runPeriod: fakeWorkflow(),
    audit: fakeAudit(),
    now: () => noon,
  };
};
export type SmallMonth = ReturnType<typeof smallMonth>;

export const planIn = ({ payouts }: Pick<SmallMonth, 'payouts'>, periodId = inAugust): Payout[] =>
  [...payouts.all.values()].filter((payout) => payout.periodId === periodId);
export const payoutIn = (month: Pick<SmallMonth, 'payouts'>, number: number): Payout | undefined =>
  planIn(month).find(({ recipientId }) => recipientId === aPayout(number).recipientId);

/** As the state machine does it. */
export const prepare = async (month: SmallMonth, periodId = inAugust): Promise<void> => {
  for (let round = 0; round < 3; round += 1) {
    const answer = await openPeriod(month)({ periodId });
    if (answer.next === 'done') return;
    for (const communes of answer.groups ?? []) await assignPayouts(month)({ periodId, communes });
  }
  throw new Error('communes are left over');
};

export const submitBy = (month: SmallMonth, by = 'planner-1') =>
  submitPeriod(month)({ periodId: inAugust, actor: person('planner', by) });

/** August opened, planned and prepared. */
export const preparedMonth = async (given: Given = {}): Promise<SmallMonth> => {
  const month = smallMonth(given);
  await prepare(month);
  return month;
};

/** August as an approver opens it, with its day sheet out. */
export const openMonth = async (given: Given = {}): Promise<SmallMonth> => {
  const month = await preparedMonth(given);
  await submitBy(month);
  await month.periods.move(inAugust, { status: 'submitted' }, { status: 'open' });
  await month.sheets.add(aSheet());
  return month;
};

/** A list has just changed the register. */
export const applyList = async (
  { registers }: Pick<SmallMonth, 'registers'>,
  ...changed: Recipient[]
): Promise<void> => {
  await registers.saveRecipients(changed, () => undefined);
  const { version, size } = await registers.get(assistance, yenHan);
  await registers.saveRegister(assistance, { commune: yenHan, version: version + 1, size });
};

type Results = Readonly<{ name?: string; periodId?: string; sheet?: string; amount?: string }>;

/** A sheet as a teller filled it in, and what each row is answered; beside each number its result, who and when. */
export const resultsSaid = async (
  month: SmallMonth,
  rows: Readonly<Record<number, string>>,
  { name = 'phieu', periodId = inAugust, sheet = aSheet().sheetId, amount = '' }: Results = {},
): Promise<(string | undefined)[]> => {
  const lines = Object.entries(rows).map(
    ([number, said]) => `${sheet},${payoutNumber(aPayout(Number(number)))},${amount},${said}`,
  );
  const key = `inbox/results/${periodId}/${name}.csv`;
  await month.files.write(key, ['sheet,payout,amount,result,paid_to,paid_on', ...lines].join('\n'));
  return readAgain(month, key);
};

let arrivals = 0;
/** Each time that a file comes it is another arrival. */
export const readAgain = async (month: SmallMonth, key: string): Promise<(string | undefined)[]> => {
  arrivals += 1;
  const sequencer = arrivals.toString(16).padStart(8, '0').toUpperCase();
  const arrived = ArrivedFile.parse({ key, sequencer, at: '2016-08-03T05:00:00Z' });
  await recordResults(month)(arrived);
  const answers = new TextDecoder().decode(await month.files.read(answersKeyOf(listIdOf(arrived))));
  return answers
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[2]);
};
