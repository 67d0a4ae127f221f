import type { Counter } from '../counter.ts';
import { workingDayAfter } from '../dates.ts';
import { fateOf } from '../fates.ts';
import { payoutOf } from '../payout-item.ts';
import { accountant, ask, teller } from '../people.ts';
import { isDayDone, paidRow, personOn, readSheet, type SheetName, type SheetRow } from '../sheet-file.ts';
import { daySheets } from '../sheets.ts';
import { happens } from '../stage.ts';

/** Two people of the first sheet who come: one is typed in wrongly, the other one's money was handed to somebody else. */
const unlucky = async (
  { stage, periodId }: Counter,
  sheet: SheetName,
): Promise<readonly (SheetRow | undefined)[]> => {
  const { shares } = stage.script;
  const rows = readSheet(await stage.files.read(sheet.key)).filter((row) => !isDayDone(row));
  return rows.filter((row) => fateOf(personOn(row, sheet.commune), periodId, false, shares).kind === 'comes');
};

/** What tellers do wrong on the first day of the first month, and how it is mended that day and the next. */
export const playMistakes = async (
  counter: Counter,
  today: string,
  sheets: readonly SheetName[],
): Promise<void> => {
  if (!happens(counter.stage, 'mistakes') || !counter.isFirst) return;
  const [sheet] = daySheets(sheets);
  if (sheet === undefined) return;
  const nextDay = workingDayAfter(sheet.day, 1, counter.calendar.catchUpUntil);
  if (today !== sheet.day && today !== nextDay) return;
  const [typed, taken] = await unlucky(counter, sheet);
  if (today === sheet.day && typed) await typeWrongly(counter, typed, today);
  if (today === nextDay && taken) await undoByTwo(counter, taken, today);
};

/** A teller types who collected, sees that it is wrong and undoes it; in the evening the sheet has it right. */
const typeWrongly = async ({ stage, periodId }: Counter, row: SheetRow, on: string): Promise<void> => {
  const payout = row['Số chi trả'];
  const { state, reversals } = await payoutOf(stage, periodId, payout);
  if (reversals.length > 0) return;
  const paidTo = paidRow(row, on).paidTo === 'self' ? 'guardian' : 'self';
  const result = { outcome: 'paid', paidTo, on };
  if (state === 'assigned') await ask(stage, 'complete-payout', { periodId, payout, result, actor: teller });
  const act = { kind: 'undo', reason: 'TYPED_WRONG' };
  await ask(stage, 'change-payout', { periodId, payout, act, actor: teller });
  stage.tell(`a teller typed payout ${payout} wrongly and undid it before the sheet was back`);
};

/** The sheet is back already: the teller asks, the accountant confirms, and the right person is paid. */
const undoByTwo = async ({ stage, periodId }: Counter, row: SheetRow, on: string): Promise<void> => {
  const payout = row['Số chi trả'];
  const stands = await payoutOf(stage, periodId, payout);
  if (stands.reversals.length === 0) {
    const wrong = { kind: 'ask-reversal', reason: 'WRONG_PERSON' };
    await ask(stage, 'change-payout', { periodId, payout, act: wrong, actor: teller });
    const yes = { kind: 'confirm-reversal' };
    await ask(stage, 'change-payout', { periodId, payout, act: yes, actor: accountant });
    stage.tell(`payout ${payout} went to the wrong person: undone by two, and paid again`);
  }
  if (stands.reversals.length > 0 && stands.state === 'paid') return;
  const { paidTo = 'self' } = paidRow(row, on);
  const result = { outcome: 'paid', paidTo, on };
  await ask(stage, 'complete-payout', { periodId, payout, result, actor: teller });
};
