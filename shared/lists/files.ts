import { z } from 'zod';
import { Finding } from '../domain/finding.ts';
import type { CommuneCode } from '../domain/geography.ts';
import type { PeriodId } from '../domain/payment-period.ts';
import type { ListId } from '../domain/payout-list.ts';
import type { Sheet } from '../domain/sheet.ts';

/** Where the files of a list lie; the bucket's lifecycle clears `staging/` by itself. */
export const copyKeyOf = (listId: ListId, key: string): string =>
  `lists/${listId}/${key.split('/').at(-1) ?? 'list'}`;
export const setupKeyOf = (listId: ListId): string => `staging/${listId}/setup.json`;
export const findingsKeyOf = (listId: ListId): string => `staging/${listId}/findings.json`;
export const stagedKeyOf = (listId: ListId, commune: CommuneCode): string =>
  `staging/${listId}/${commune}.json`;
export const diffKeyOf = (listId: ListId, commune: CommuneCode, hash: string): string =>
  `staging/${listId}/${commune}.${hash}.json`;
export const summaryKeyOf = (listId: ListId): string => `reports/lists/${listId}/summary.json`;
export const answersKeyOf = (listId: ListId): string => `reports/lists/${listId}/answers.csv`;

export const StagedFindings = z.array(Finding);

export const resultsPrefixOf = (periodId: PeriodId): string => `inbox/results/${periodId}/`;
export const sheetFileOf = ({
  periodId,
  commune,
  sheetId,
}: Pick<Sheet, 'periodId' | 'commune' | 'sheetId'>) => `sheets/${periodId}/${commune}/${sheetId}.csv`;
export const settlementKeyOf = (periodId: PeriodId): string => `reports/periods/${periodId}/settlement.json`;
