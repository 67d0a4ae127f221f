import { programme, province } from '../sample/settings.ts';
import { approve, findPeriod, getPeriod, submit } from './approval.ts';
import { type Counter, openCounter } from './counter.ts';
import { daysBetween, laterMonth } from './dates.ts';
import { playEvening } from './evening.ts';
import { handBackOfDead } from './happen/deaths.ts';
import { moveFloodedDay } from './happen/flood.ts';
import { confirmLate, sendForgottenPage } from './happen/late-result.ts';
import { signOffLost } from './happen/missing-sheet.ts';
import { playMistakes } from './happen/mistakes.ts';
import { sendRoster } from './lists.ts';
import type { SheetName } from './sheet-file.ts';
import { sheetsOf, throughMoves } from './sheets.ts';
import { at, type Stage, until, waitFor } from './stage.ts';

export const periodIdOf = (month: string): string => `${programme}.${province}.${month}`;

const playDays = async (counter: Counter, hasNext: boolean): Promise<void> => {
  const { stage, periodId, month, calendar, catchUpDays } = counter;
  const { payoutFrom, catchUpUntil } = calendar;
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
    await until(stage, at(day, '10:00'));
    await playMistakes(counter, day, sheets);
    await handBackOfDead(counter);
    await until(stage, at(day, '17:00'));
    // Papers of the last days are written when the payout days are over.
    if (day === catchUpDays[0] || day === catchUpUntil) sheets = await sheetsOf(stage, periodId);
    sheets = await throughMoves(stage, periodId, sheets);
    await playEvening(counter, day, { sheets, hasNext });
    await moveFloodedDay(counter, day, sheets);
  }
};

/** What two people do with the plan in the last days of the month before. */
const playApproval = async (stage: Stage, month: string): Promise<void> => {
  const before = laterMonth(month, -1);
  await until(stage, at(`${before}-22`, '09:00'));
  await submit(stage, periodIdOf(month));
  await until(stage, at(`${before}-24`, '10:00'));
  await approve(stage, periodIdOf(month));
  await until(stage, at(`${before}-27`, '09:00'));
  await confirmLate(stage, periodIdOf(before));
};

/** One month, from the plan to the close; told again after an interruption, it goes on where it was. */
export const playMonth = async (stage: Stage, month: string, hasNext: boolean): Promise<void> => {
  const periodId = periodIdOf(month);
  const isClosed = async () => (await findPeriod(stage, periodId))?.status === 'closed';
  if (!(await isClosed())) await playApproval(stage, month);
  const period = await getPeriod(stage, periodId);
  const counter = await openCounter(stage, { month, periodId, period });
  const { closeOn } = period.calendar;
  if (!(await isClosed())) {
    await playDays(counter, hasNext);
    await until(stage, at(closeOn, '06:30'));
    await signOffLost(counter);
    await until(stage, at(closeOn, '07:00'));
    await waitFor(stage, `closing ${periodId}`, isClosed);
    const { costUsd } = stage.cloud.meter.snapshot();
    stage.tell(
      `${periodId} closed by itself and settled; on AWS all this had cost ${costUsd.toFixed(4)} US$`,
    );
  }
  if (!hasNext) return;
  await until(stage, at(closeOn, '09:00'));
  await sendForgottenPage(counter);
};
