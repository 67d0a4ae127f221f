import { comesLater } from './absent.ts';
import { type Counter, send } from './counter.ts';
import { fateOf } from './fates.ts';
import { deadOn } from './happen/deaths.ts';
import {
  filledSheet,
  isDayDone,
  loosePage,
  paidRow,
  personOn,
  readSheet,
  type SheetName,
} from './sheet-file.ts';

/** Fills in the sheet of a point's day or a home round, and sends it back in the evening. */
export const reportDay = async (
  counter: Counter,
  sheet: SheetName,
): Promise<{ paid: number; missed: number }> => {
  const { stage, periodId, absent, died, phones, catchUpDays } = counter;
  const rows = readSheet(await stage.files.read(sheet.key));
  const dead = deadOn(counter, sheet, rows);
  let missed = 0;
  const text = filledSheet(rows, (row) => {
    const number = row['Số chi trả'];
    const person = personOn(row, sheet.commune);
    const fate = fateOf(person, periodId, sheet.kind === 'home', stage.script.shares);
    if (fate.kind === 'comes' && number !== dead) return paidRow(row, sheet.heldOn);
    missed += 1;
    const reason = fate.kind === 'comes' ? 'DIED' : fate.reason;
    if (reason === 'DIED') died.add(number);
    if (fate.kind === 'comes') return { result: reason };
    const comesOn = comesLater(fate, sheet, catchUpDays);
    absent.add({ sheet, row, phone: phones.phoneOf(person), fate, comesOn });
    return { result: reason };
  });
  await send(counter, sheet.sheetId, text);
  const people = rows.filter((row) => !isDayDone(row)).length;
  return { paid: people - missed, missed };
};

/** Somebody sends the same sheet again by mistake: it must not matter. */
export const reportAgain = async (counter: Counter, sheet: SheetName): Promise<void> => {
  const key = `inbox/results/${counter.periodId}/${sheet.sheetId}.csv`;
  await send(counter, `${sheet.sheetId}-again`, await counter.stage.files.read(key));
};

/** A district's post reports in one file who came late to its offices that day, or was met at a second visit. */
export const reportLate = async (counter: Counter, day: string): Promise<number> => {
  const came = [...counter.absent].filter(({ comesOn }) => comesOn === day);
  for (const [district, people] of Map.groupBy(
    came,
    ({ sheet }) => counter.districts.get(sheet.commune) ?? 0,
  )) {
    const lines = people.map(({ row }) => ({ row, filled: paidRow(row, day) }));
    await send(counter, `district-${district}.${day}`, loosePage(lines));
  }
  for (const one of came) counter.absent.delete(one);
  return came.length;
};

/**
 * The office's catch-up sheet on its last day, or a second home round: who comes at last, and why the others do not.
 * `forgotten` is paid like the others, but the page stays in a drawer.
 */
export const reportLast = async (counter: Counter, sheet: SheetName, forgotten?: string): Promise<number> => {
  const { stage, absent } = counter;
  const here = new Map(
    [...absent]
      .filter((one) => one.sheet.commune === sheet.commune)
      .map((one) => [one.row['Số chi trả'], one]),
  );
  let paid = 0;
  const text = filledSheet(readSheet(await stage.files.read(sheet.key)), (row) => {
    const one = here.get(row['Số chi trả']);
    if (one === undefined || row['Số chi trả'] === forgotten) return { result: '' };
    if (one.fate.kind === 'never') return { result: one.fate.reason };
    paid += 1;
    absent.delete(one);
    return paidRow(row, sheet.heldOn);
  });
  await send(counter, sheet.sheetId, text);
  return paid;
};
