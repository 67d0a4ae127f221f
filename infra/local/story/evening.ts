import { heed } from './absent.ts';
import type { Counter } from './counter.ts';
import { forgottenPage } from './happen/late-result.ts';
import { backOn, lostSheet, tellOfChase } from './happen/missing-sheet.ts';
import { inTurns } from './in-turns.ts';
import type { SheetName } from './sheet-file.ts';
import { dateOf } from './stage.ts';
import { reportAgain, reportDay, reportLast, reportLate } from './tellers.ts';

/** "Not collected yet": a notice brings nobody to the office. */
const isReminder = (text: string): boolean => text.includes('chua nhan');

/** Who got a reminder this morning heeds it or does not. */
const readMessages = (counter: Counter, day: string): void => {
  const { stage, absent, catchUpDays } = counter;
  const today = stage.cloud.outbox.list().filter(({ sentAt }) => dateOf(new Date(sentAt)) === day);
  const [one] = today;
  if (one === undefined) return;
  const reminders = today.filter(({ text }) => isReminder(text));
  for (const message of reminders) heed(message, day, [...absent], catchUpDays.at(-1) ?? day);
  const counts = `${reminders.length} reminders and ${today.length - reminders.length} notices`;
  stage.tell(`${counts} went out this morning, such as: ${one.text}`);
};

const isFirstRound = ({ kind }: SheetName): boolean => kind === 'day' || kind === 'home';

/** What comes back from counters and home rounds in the evening of a payout or catch-up day. */
export const playEvening = async (
  counter: Counter,
  day: string,
  { sheets, hasNext }: Readonly<{ sheets: readonly SheetName[]; hasNext: boolean }>,
): Promise<void> => {
  readMessages(counter, day);
  await tellOfChase(counter, day, sheets);
  const isBackOn = backOn(counter, sheets);
  await reportFirstRounds(
    counter,
    sheets.filter((sheet) => isFirstRound(sheet) && isBackOn(sheet) === day),
  );
  const isLast = day === counter.catchUpDays.at(-1);
  const late = { came: isLast ? 0 : await reportLate(counter, day) };
  const forgotten = isLast ? forgottenPage(counter, hasNext) : undefined;
  const lost = lostSheet(counter, sheets);
  const last = sheets.filter((sheet) => !isFirstRound(sheet) && sheet.heldOn === day && sheet !== lost);
  await inTurns(last, async (sheet) => {
    late.came += await reportLast(counter, sheet, forgotten);
  });
  if (late.came > 0)
    counter.stage.tell(`${late.came} came to the catch-up office or were met at a second visit`);
};

const reportFirstRounds = async (counter: Counter, back: readonly SheetName[]): Promise<void> => {
  const sum = { paid: 0, missed: 0 };
  await inTurns(back, async (sheet) => {
    const { paid, missed } = await reportDay(counter, sheet);
    sum.paid += paid;
    sum.missed += missed;
  });
  const [mistaken] = back;
  if (mistaken && counter.uploaded.size <= back.length) await reportAgain(counter, mistaken);
  if (sum.paid + sum.missed > 0)
    counter.stage.tell(`${back.length} sheets came back: ${sum.paid} paid, ${sum.missed} missed their day`);
};
