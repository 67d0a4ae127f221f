import type { Counter } from '../counter.ts';
import { workingDayAfter } from '../dates.ts';
import { accountant, ask } from '../people.ts';
import type { SheetName } from '../sheet-file.ts';
import { daySheets, sheetsOf } from '../sheets.ts';
import { happens } from '../stage.ts';

const daysLate = 3;

/** In the first month one sheet stays behind in the mountains for some days; the planner is told that it is missing. */
export const belatedSheet = (counter: Counter, sheets: readonly SheetName[]): SheetName | undefined =>
  happens(counter.stage, 'missing-sheet') && counter.isFirst ? daySheets(sheets)[1] : undefined;

/** The evening on which a sheet comes back. */
export const backOn = (counter: Counter, sheets: readonly SheetName[]): ((sheet: SheetName) => string) => {
  const belated = belatedSheet(counter, sheets);
  const last = counter.catchUpDays.at(-1) ?? '';
  return (sheet) =>
    sheet.sheetId === belated?.sheetId ? workingDayAfter(sheet.heldOn, daysLate, last) : sheet.heldOn;
};

/** Whoever waits for a sheet reads in a file, from the morning after its day on, that it is missing. */
export const tellOfChase = async (
  counter: Counter,
  day: string,
  sheets: readonly SheetName[],
): Promise<void> => {
  const { stage, periodId } = counter;
  const belated = belatedSheet(counter, sheets);
  if (belated === undefined || backOn(counter, sheets)(belated) !== day) return;
  const chased = (await stage.files.find(`reports/periods/${periodId}/missing-sheets.json`)) ?? '';
  const told = chased.includes(belated.sheetId) ? ', its point was chased' : '';
  stage.tell(`sheet ${belated.sheetId} comes back ${daysLate} days late${told}`);
};

/** In later months an office loses its catch-up sheet, on which nobody was left: it never comes back. */
export const lostSheet = (counter: Counter, sheets: readonly SheetName[]): SheetName | undefined => {
  if (!happens(counter.stage, 'missing-sheet') || counter.isFirst) return undefined;
  const waiting = new Set([...counter.absent].map(({ sheet }) => sheet.commune));
  return sheets.find(({ kind, commune }) => kind === 'catch-up' && !waiting.has(commune));
};

/** The morning of the close waits for it, and the accountant says by name that it will not come. */
export const signOffLost = async (counter: Counter): Promise<void> => {
  const { stage, periodId } = counter;
  if (!happens(stage, 'missing-sheet')) return;
  for (const { sheetId, status } of await sheetsOf(stage, periodId)) {
    if (status !== 'issued') continue;
    await ask(stage, 'sign-off-sheet', { periodId, sheetId, actor: accountant });
    stage.tell(`sheet ${sheetId} was lost: the accountant signs it off by name, and the close goes on`);
  }
};
