import { z } from 'zod';
import { communesOf } from '../sample/communes.ts';
import { inTurns } from './in-turns.ts';
import type { SheetName } from './sheet-file.ts';
import { itemsOf, type Stage } from './stage.ts';

const Sheet = z.object({
  sheetId: z.string(),
  pointId: z.string(),
  day: z.string(),
  kind: z.enum(['day', 'home', 'catch-up', 'home-again']),
  status: z.string(),
});
const Moved = z.object({ pointId: z.string(), day: z.string(), to: z.string() });

/** Each office's own, by the table: looking through the bucket for them would be part of the bill. */
export const sheetsOf = async (stage: Stage, periodId: string): Promise<SheetName[]> => {
  const sheets: SheetName[] = [];
  await inTurns(communesOf(stage.script.sample.communes), async ({ code: commune }) => {
    const items = await itemsOf(stage, `PERIOD#${periodId}#COMMUNE#${commune}`, 'SHEET#');
    for (const sheet of items.map((item) => Sheet.parse(item))) {
      const key = `sheets/${periodId}/${commune}/${sheet.sheetId}.csv`;
      sheets.push({ ...sheet, commune, key, heldOn: sheet.day });
    }
  });
  return throughMoves(
    stage,
    periodId,
    sheets.sort((a, b) => (a.key < b.key ? -1 : 1)),
  );
};

/** On which day the people of each sheet are really expected. */
export const throughMoves = async (
  stage: Stage,
  periodId: string,
  sheets: readonly SheetName[],
): Promise<SheetName[]> => {
  const moved = (await itemsOf(stage, `PERIOD#${periodId}`, 'MOVED#')).map((item) => Moved.parse(item));
  const isOf = ({ pointId, day }: SheetName) =>
    moved.find((one) => one.pointId === pointId && one.day === day);
  return sheets.map((sheet) => ({ ...sheet, heldOn: isOf(sheet)?.to ?? sheet.day }));
};

/** The sheets of points' days, the first day first: what happens is picked from these, the same each time. */
export const daySheets = (sheets: readonly SheetName[]): SheetName[] =>
  sheets.filter(({ kind }) => kind === 'day').toSorted((a, b) => (a.day + a.key < b.day + b.key ? -1 : 1));
