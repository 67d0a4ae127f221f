import { recordResults } from '../../functions/record-results/handler.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Period, PeriodStatus } from '../../shared/domain/payment-period.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { ArrivedFile, listIdOf } from '../../shared/domain/payout-list.ts';
import type { Sheet } from '../../shared/domain/sheet.ts';
import { answersKeyOf } from '../../shared/lists/files.ts';
import { aPayout, aPeriod, aSheet, inAugust } from './build.ts';
import { settings } from './facts.ts';
import { fakeFiles, fakeResults, fakeSettings, fakeSheets } from './function-fakes.ts';
import { fakeRecording } from './recording.ts';

/** A sheet of August as a teller filled it in, on its way into the tables. */

export const arrived = ArrivedFile.parse({
  key: `inbox/results/${inAugust}/phieu.csv`,
  sequencer: '0A',
  at: '2016-08-03T05:00:00Z',
});
export const listId = listIdOf(arrived);
export const sheetId = aSheet().sheetId;

export const header = 'sheet,payout,amount,result,paid_to,paid_on,note';
/** One row of a filled-in sheet: what the teller wrote beside a payout. */
export const row = (number: number, result: string, rest = 'self,03/08/2016') =>
  `${sheetId},${payoutNumber(aPayout(number))},270000,${result},${rest}`;
export const dayDone = `${sheetId},DAY-DONE,,x,,`;

export type Given = Readonly<{
  payouts?: Payout[];
  status?: PeriodStatus;
  next?: Period;
  heldByOthers?: string[];
  sheets?: Sheet[];
  uploader?: string;
}>;

export const resultFile = (rows: readonly string[], given: Given = {}) => {
  const needs = {
    ...fakeRecording({
      periods: [aPeriod({ status: given.status ?? 'open' }), ...(given.next ? [given.next] : [])],
      payouts: given.payouts ?? [aPayout(1), aPayout(2)],
      heldByOthers: given.heldByOthers ?? [],
    }),
    sheets: fakeSheets(...(given.sheets ?? [aSheet()])),
    results: fakeResults(),
    settings: fakeSettings(settings),
    files: fakeFiles(
      { [arrived.key]: [header, ...rows].join('\n') },
      { [arrived.key]: { uploader: given.uploader } },
    ),
  };
  const run = () => recordResults(needs)(arrived);
  const answersText = () => needs.files.text(answersKeyOf(listId));
  /** The third column of the answer file. */
  const answers = () =>
    answersText()
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[2]);
  const payout = (number: number) => needs.payoutOf(aPayout(number));
  return { ...needs, run, answers, answersText, payout };
};
