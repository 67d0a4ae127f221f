import { z } from 'zod';
import { firstMonth } from '../sample/census.ts';
import { communesOf } from '../sample/communes.ts';
import { programme, province } from '../sample/settings.ts';
import { heed, phoneBook } from './absent.ts';
import { approve, findPeriod, getPeriod, type Period, submit } from './approval.ts';
import { daysBetween, laterMonth, workingDays } from './dates.ts';
import { sendRoster } from './lists.ts';
import type { SheetName } from './sheet-file.ts';
import { at, dateOf, itemsOf, type Stage, until, waitFor } from './stage.ts';
import { type Counter, recordedKeys, reportAgain, reportCatchUp, reportDay, reportLate } from './tellers.ts';

export const periodIdOf = (month: string): string => `${programme}.${province}.${month}`;

const evening = '17:00';
const sheetsAtOnce = 4;

const inTurns = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: sheetsAtOnce }, async () => {
      for (const item of rest) await work(item);
    }),
  );
};

const Sheet = z.object({
  sheetId: z.string(),
  pointId: z.string(),
  day: z.string(),
  kind: z.enum(['day', 'home', 'catch-up']),
});

/** Each office's own, by the table: looking through the bucket for them would be part of the bill. */
const sheetsOf = async (stage: Stage, periodId: string): Promise<SheetName[]> => {
  const sheets: SheetName[] = [];
  await inTurns(communesOf(stage.script.sample.communes), async ({ code: commune }) => {
    const items = await itemsOf(stage, `PERIOD#${periodId}#COMMUNE#${commune}`, 'SHEET#');
    for (const sheet of items.map((item) => Sheet.parse(item)))
      sheets.push({ ...sheet, commune, key: `sheets/${periodId}/${commune}/${sheet.sheetId}.csv` });
  });
  return sheets.sort((a, b) => (a.key < b.key ? -1 : 1));
};

const districtsOf = ({ script }: Stage): Map<string, number> => {
  const communes = communesOf(script.sample.communes);
  const names = [...new Set(communes.map(({ district }) => district))];
  return new Map(communes.map(({ code, district }) => [code, names.indexOf(district) + 1]));
};

const openCounter = async (stage: Stage, month: string, { calendar }: Period): Promise<Counter> => {
  const periodId = periodIdOf(month);
  const { payoutUntil, catchUpUntil } = calendar;
  const months = daysBetween(`${firstMonth}-01`, `${month}-01`).filter((day) => day.endsWith('-01'));
  return {
    stage,
    periodId,
    uploaded: await recordedKeys(stage, periodId),
    absent: new Set(),
    districts: districtsOf(stage),
    /** Somebody's carried-over money is on sheets when they are on no roster any more. */
    phones: phoneBook(
      stage.script.sample,
      months.map((day) => day.slice(0, 7)),
    ),
    catchUpDays: workingDays(payoutUntil, catchUpUntil).filter((day) => day > payoutUntil),
  };
};

/** Who got a message this morning heeds it or does not. */
const readMessages = (counter: Counter, day: string): void => {
  const { stage, absent, catchUpDays } = counter;
  const today = stage.cloud.outbox.list().filter(({ sentAt }) => dateOf(new Date(sentAt)) === day);
  const [one] = today;
  if (one === undefined) return;
  for (const message of today) heed(message, day, [...absent], catchUpDays.at(-1) ?? day);
  stage.tell(`${today.length} reminders went out this morning, such as: ${one.text}`);
};

/** What comes back from counters and home rounds in the evening of a payout or catch-up day. */
const playEvening = async (counter: Counter, day: string, sheets: readonly SheetName[]): Promise<void> => {
  const { stage } = counter;
  readMessages(counter, day);
  const today = sheets.filter((sheet) => sheet.day === day);
  const sum = { paid: 0, missed: 0 };
  await inTurns(
    today.filter(({ kind }) => kind !== 'catch-up'),
    async (sheet) => {
      const { paid, missed } = await reportDay(counter, sheet);
      sum.paid += paid;
      sum.missed += missed;
    },
  );
  const [mistaken] = today;
  if (mistaken && counter.uploaded.size <= today.length) await reportAgain(counter, mistaken);
  if (sum.paid + sum.missed > 0)
    stage.tell(`${today.length} sheets came back: ${sum.paid} paid, ${sum.missed} missed their day`);
  const isLast = day === counter.catchUpDays.at(-1);
  const late = { came: isLast ? 0 : await reportLate(counter, day) };
  await inTurns(
    today.filter(({ kind }) => kind === 'catch-up'),
    async (sheet) => {
      late.came += await reportCatchUp(counter, sheet);
    },
  );
  if (late.came > 0) stage.tell(`${late.came} came to the catch-up office or were met at a second visit`);
};

const playDays = async (stage: Stage, month: string, hasNext: boolean): Promise<void> => {
  const periodId = periodIdOf(month);
  const period = await getPeriod(stage, periodId);
  const { payoutFrom, catchUpUntil } = period.calendar;
  const counter = await openCounter(stage, month, period);
  await until(stage, at(payoutFrom, '06:30'));
  let sheets: SheetName[] = [];
  await waitFor(stage, `writing the sheets of ${periodId}`, async () => {
    sheets = await sheetsOf(stage, periodId);
    return sheets.length > 0;
  });
  for (const day of daysBetween(payoutFrom, catchUpUntil)) {
    if (hasNext && day.endsWith('-15')) {
      await until(stage, at(day, '09:00'));
      await sendRoster(stage, laterMonth(month, 1));
    }
    await until(stage, at(day, evening));
    if (day === catchUpUntil) sheets = await sheetsOf(stage, periodId);
    await playEvening(counter, day, sheets);
  }
};

/** One month, from the plan to the close; told again after an interruption, it goes on where it was. */
export const playMonth = async (stage: Stage, month: string, hasNext: boolean): Promise<void> => {
  const periodId = periodIdOf(month);
  const isClosed = async () => (await findPeriod(stage, periodId))?.status === 'closed';
  if (await isClosed()) return;
  const before = laterMonth(month, -1);
  await until(stage, at(`${before}-22`, '09:00'));
  await submit(stage, periodId);
  await until(stage, at(`${before}-24`, '10:00'));
  await approve(stage, periodId);
  await playDays(stage, month, hasNext);
  const { closeOn } = (await getPeriod(stage, periodId)).calendar;
  await until(stage, at(closeOn, '07:00'));
  await waitFor(stage, `closing ${periodId}`, isClosed);
  const { costUsd } = stage.cloud.meter.snapshot();
  stage.tell(`${periodId} closed by itself and settled; on AWS all this had cost ${costUsd.toFixed(4)} US$`);
};
