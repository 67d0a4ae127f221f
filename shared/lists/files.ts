import type { CommuneCode } from '../domain/geography.ts';
import type { PeriodId } from '../domain/payment-period.ts';
import type { ListId } from '../domain/payout-list.ts';
import type { Sheet } from '../domain/sheet.ts';

/** Where the files of a list lie; the bucket's lifecycle clears `staging/` by itself. */
export const copyKeyOf = (listId: ListId, key: string): string =>
  `lists/${listId}/${key.split('/').at(-1) ?? 'list'}`;
export const setupKeyOf = (listId: ListId): string => `staging/${listId}/setup.json`;
export const readingKeyOf = (listId: ListId): string => `staging/${listId}/reading.json`;
export const stagedKeyOf = (listId: ListId): string => `staging/${listId}/staged.json`;
export const pieceKeyOf = (listId: ListId, piece: number): string =>
  `staging/${listId}/piece-${String(piece)}.json`;
export const diffKeyOf = (listId: ListId, hash: string): string => `staging/${listId}/diff-${hash}.json`;
export const heldKeyOf = (listId: ListId): string => `staging/${listId}/held.json`;
export const summaryKeyOf = (listId: ListId): string => `reports/lists/${listId}/summary.json`;
export const errorsKeyOf = (listId: ListId): string => `reports/lists/${listId}/errors.xlsx`;
export const changesKeyOf = (listId: ListId): string => `reports/lists/${listId}/changes.xlsx`;
export const answersKeyOf = (listId: ListId): string => `reports/lists/${listId}/answers.csv`;

export const resultsPrefixOf = (periodId: PeriodId): string => `inbox/results/${periodId}/`;
/** All the paper of a commune lies in one folder; a sheet to print beside its twin to fill in. */
const communeFolder = (periodId: PeriodId, commune: CommuneCode): string => `sheets/${periodId}/${commune}`;
type OneSheet = Pick<Sheet, 'periodId' | 'commune' | 'sheetId'>;
export const sheetFileOf = ({ periodId, commune, sheetId }: OneSheet): string =>
  `${communeFolder(periodId, commune)}/${sheetId}.csv`;
export const sheetPaperOf = ({ periodId, commune, sheetId }: OneSheet): string =>
  `${communeFolder(periodId, commune)}/${sheetId}.xlsx`;
export const posterKeyOf = (periodId: PeriodId, commune: CommuneCode): string =>
  `${communeFolder(periodId, commune)}/poster.xlsx`;
export const loudspeakerKeyOf = (periodId: PeriodId, commune: CommuneCode): string =>
  `${communeFolder(periodId, commune)}/loudspeaker.txt`;
export const settlementKeyOf = (periodId: PeriodId): string => `reports/periods/${periodId}/settlement.json`;

/** The pack: all that is told of a settled period. */
export const packFolderOf = (periodId: PeriodId): string => `reports/periods/${periodId}/`;
export const packFiguresKeyOf = (periodId: PeriodId): string => `${packFolderOf(periodId)}pack.json`;
export const packKeyOf = (periodId: PeriodId): string => `${packFolderOf(periodId)}pack.xlsx`;
/** Who was paid and who was not, of a group of communes that goes by its first. */
export const packListKeyOf = (
  periodId: PeriodId,
  which: 'paid' | 'unpaid',
  first: CommuneCode,
): Readonly<{ csv: string; xlsx: string }> => {
  const key = `${packFolderOf(periodId)}${which}-${first}`;
  return { csv: `${key}.csv`, xlsx: `${key}.xlsx` };
};
export const isPackList = (key: string): boolean => /\/(un)?paid-\d{5}\.(csv|xlsx)$/.test(key);

/** A plan against the month before, for the approver: figures, and the workbook that also names people. */
export const comparisonKeyOf = (periodId: PeriodId): string => `reports/periods/${periodId}/comparison.json`;
export const comparisonWorkbookKeyOf = (periodId: PeriodId): string =>
  `reports/periods/${periodId}/comparison.xlsx`;

/** Messages: whom the commune's officer calls, and which sheets are chased. */
export const callListKeyOf = (periodId: PeriodId, commune: CommuneCode): string =>
  `call-lists/${periodId}/${commune}.xlsx`;
export const missingSheetsKeyOf = (periodId: PeriodId): string =>
  `reports/periods/${periodId}/missing-sheets.json`;

/** Late results and contradictions that wait for a person. */
export const questionsKeyOf = (periodId: PeriodId): string => `${packFolderOf(periodId)}questions.csv`;
