import { z } from 'zod';
import { type Absent, comesLater, type phoneBook } from './absent.ts';
import { fateOf } from './fates.ts';
import {
  filledSheet,
  isDayDone,
  loosePage,
  paidRow,
  personOn,
  readSheet,
  type SheetName,
} from './sheet-file.ts';
import { itemsOf, type Stage } from './stage.ts';

const teller = 'teller@post.example';
const Result = z.object({ key: z.string(), status: z.string() });

/** A period at the counters: what was uploaded, and who is still to come. */
export interface Counter {
  readonly stage: Stage;
  readonly periodId: string;
  readonly uploaded: Set<string>;
  readonly absent: Set<Absent>;
  readonly phones: ReturnType<typeof phoneBook>;
  /** By commune: the number of the district whose post collects the late results. */
  readonly districts: ReadonlyMap<string, number>;
  /** Working days after the payout days, the last one included. */
  readonly catchUpDays: readonly string[];
}

/** The keys of the result files that were recorded before, in an earlier run of the same story. */
export const recordedKeys = async (stage: Stage, periodId: string): Promise<Set<string>> => {
  const items = await itemsOf(stage, `PERIOD#${periodId}`, 'RESULT#');
  return new Set(
    items.flatMap((item) => {
      const { key, status } = Result.parse(item);
      return status === 'recorded' ? [key] : [];
    }),
  );
};

const send = async (counter: Counter, name: string, text: string): Promise<void> => {
  const { stage, periodId, uploaded } = counter;
  const key = `inbox/results/${periodId}/${name}.csv`;
  if (uploaded.has(key)) return;
  await stage.files.upload(key, text, teller);
  uploaded.add(key);
};

/** Fills in the sheet of a point's day or a home round, and sends it back in the evening. */
export const reportDay = async (
  counter: Counter,
  sheet: SheetName,
): Promise<{ paid: number; missed: number }> => {
  const { stage, periodId, absent, phones, catchUpDays } = counter;
  const rows = readSheet(await stage.files.read(sheet.key));
  let missed = 0;
  const text = filledSheet(rows, (row) => {
    const person = personOn(row, sheet.commune);
    const fate = fateOf(person, periodId, sheet.kind === 'home', stage.script.shares);
    if (fate.kind === 'comes') return paidRow(row, sheet.day);
    missed += 1;
    const comesOn = comesLater(fate, sheet, catchUpDays);
    absent.add({ sheet, row, phone: phones.phoneOf(person), fate, comesOn });
    return { result: fate.reason };
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

/** The office's catch-up sheet, on its last day: who comes at last, and why the others do not. */
export const reportCatchUp = async (counter: Counter, sheet: SheetName): Promise<number> => {
  const { stage, absent } = counter;
  const here = new Map(
    [...absent]
      .filter((one) => one.sheet.commune === sheet.commune)
      .map((one) => [one.row['Số chi trả'], one]),
  );
  let paid = 0;
  const text = filledSheet(readSheet(await stage.files.read(sheet.key)), (row) => {
    const one = here.get(row['Số chi trả']);
    if (one === undefined) return { result: '' };
    if (one.fate.kind === 'never') return { result: one.fate.reason };
    paid += 1;
    absent.delete(one);
    return paidRow(row, sheet.day);
  });
  await send(counter, sheet.sheetId, text);
  return paid;
};
