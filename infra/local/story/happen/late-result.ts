import { z } from 'zod';
import { communeRoster } from '../../sample/roster.ts';
import { censusOf } from '../../sample/sample.ts';
import { markOf } from '../absent.ts';
import { type Counter, send } from '../counter.ts';
import { laterMonth } from '../dates.ts';
import { fateOf } from '../fates.ts';
import { inTurns } from '../in-turns.ts';
import { readNumber } from '../payout-item.ts';
import { accountant, ask } from '../people.ts';
import { loosePage, paidRow, personOn, readSheet, type SheetName, type SheetRow } from '../sheet-file.ts';
import { sheetsOf } from '../sheets.ts';
import { happens, itemsOf, type Stage } from '../stage.ts';

/** Whether somebody is on the next month's roster: a late result of theirs holds money that is due then. */
const staysOn = ({ stage, month }: Counter, commune: string, row: SheetRow): boolean => {
  const census = censusOf(stage.script.sample, laterMonth(month, 1));
  const at = census.communes.findIndex(({ code }) => code === commune);
  const mark = markOf(personOn(row, commune));
  for (const { full_name: name, born, hamlet } of communeRoster(census, at))
    if (markOf({ commune, name, born: born.slice(0, 4), hamlet }) === mark) return true;
  return false;
};

/** Whose page of the last day stays in a drawer until the month is closed, by payout number. */
export const forgottenPage = (counter: Counter, hasNext: boolean): string | undefined => {
  if (!happens(counter.stage, 'late-result') || !counter.isFirst || !hasNext) return undefined;
  const numberOf = ({ row }: { row: SheetRow }) => row['Số chi trả'];
  return [...counter.absent]
    .filter(({ fate, sheet }) => fate.kind === 'late' && sheet.kind === 'day')
    .toSorted((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1))
    .find(({ row, sheet }) => staysOn(counter, sheet.commune, row))?.row['Số chi trả'];
};

const Payout = z.object({ sk: z.string(), state: z.string() });

/** After the close: everybody who meant to come was paid, so whoever did and is carried over was forgotten. */
const findForgotten = async (
  { stage, periodId }: Counter,
  { commune, key }: SheetName,
): Promise<SheetRow | undefined> => {
  const items = await itemsOf(stage, `PERIOD#${periodId}#COMMUNE#${commune}`, 'PAYOUT#');
  const carried = items.map((item) => Payout.parse(item)).filter(({ state }) => state === 'carriedOver');
  if (carried.length === 0) return undefined;
  const ids = new Set(carried.map(({ sk }) => sk.slice('PAYOUT#'.length)));
  return readSheet(await stage.files.read(key)).find(
    (row) =>
      ids.has(readNumber(row['Số chi trả']).recipientId) &&
      fateOf(personOn(row, commune), periodId, false, stage.script.shares).kind === 'late',
  );
};

/** The page turns up when the books are closed: it says that the money was handed over on the last day. */
export const sendForgottenPage = async (counter: Counter): Promise<void> => {
  const { stage, periodId, catchUpDays } = counter;
  if (!happens(stage, 'late-result') || !counter.isFirst) return;
  const last = (await sheetsOf(stage, periodId)).filter(({ kind }) => kind === 'catch-up');
  await inTurns(last, async (sheet) => {
    const row = await findForgotten(counter, sheet);
    if (row === undefined) return;
    const filled = paidRow(row, catchUpDays.at(-1) ?? sheet.day);
    await send(counter, `forgotten.${sheet.sheetId}`, loosePage([{ row, filled }]));
    stage.tell(`a page turned up after the close: payout ${row['Số chi trả']} had been paid on the last day`);
  });
};

const Late = z.object({ recipientId: z.string(), proofId: z.string(), decision: z.string().optional() });

/** The accountant finds out that it is true: what was carried over is settled, the rest of the next payout is due. */
export const confirmLate = async (stage: Stage, periodId: string): Promise<void> => {
  if (!happens(stage, 'late-result')) return;
  const last = (await sheetsOf(stage, periodId)).filter(({ kind }) => kind === 'catch-up');
  await inTurns(last, async ({ commune, key }) => {
    const items = await itemsOf(stage, `PERIOD#${periodId}#COMMUNE#${commune}`, 'LATE#');
    const open = items.map((item) => Late.parse(item)).filter(({ decision }) => decision === undefined);
    const rows = open.length > 0 ? readSheet(await stage.files.read(key)) : [];
    for (const { recipientId, proofId } of open) {
      const row = rows.find((one) => readNumber(one['Số chi trả']).recipientId === recipientId);
      const payout = row?.['Số chi trả'] ?? '';
      const said = { periodId, payout, proofId, decision: 'confirm', paper: '88/KT-2016' };
      await ask(stage, 'decide-late', { ...said, actor: accountant });
      stage.tell(`the accountant confirms the late result of payout ${payout}: it is not paid again`);
    }
  });
};
