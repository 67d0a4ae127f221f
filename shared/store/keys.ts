import type { Month, PlainDate } from '../domain/calendar.ts';
import type { CommuneCode, PointId, Programme, ProvinceCode } from '../domain/geography.ts';
import type { PeriodId } from '../domain/payment-period.ts';
import type { ListId } from '../domain/payout-list.ts';
import type { RecipientId } from '../domain/recipient.ts';
import type { ReminderMessage } from '../domain/reminder.ts';
import type { SheetId } from '../domain/sheet.ts';

/** Every key of the three tables is built here; README.md beside says which question each answers. */
export type Key = Readonly<{ pk: string; sk: string }>;

export const registerPk = (programme: Programme, commune: CommuneCode) => `COMMUNE#${programme}#${commune}`;
export const registerKey = (programme: Programme, commune: CommuneCode): Key => ({
  pk: registerPk(programme, commune),
  sk: 'REGISTER',
});
export const recipientPrefix = 'RECIPIENT#';
export const recipientKey = (programme: Programme, commune: CommuneCode, recipientId: RecipientId): Key => ({
  pk: registerPk(programme, commune),
  sk: `${recipientPrefix}${recipientId}`,
});
/** Free text and papers beside a result; a commune's people are queried without them. */
export const noteKey = (
  programme: Programme,
  { periodId, commune, recipientId }: { periodId: PeriodId; commune: CommuneCode; recipientId: RecipientId },
  proofId: string,
): Key => ({ pk: registerPk(programme, commune), sk: `NOTE#${periodId}#${recipientId}#${proofId}` });
export const identityKey = (programme: Programme, idNumberKey: string): Key => ({
  pk: `IDENTITY#${programme}#${idNumberKey}`,
  sk: 'IDENTITY',
});

export const periodPk = (periodId: PeriodId) => `PERIOD#${periodId}`;
export const periodKey = (periodId: PeriodId): Key => ({ pk: periodPk(periodId), sk: 'PERIOD' });
export const approvalKey = (periodId: PeriodId): Key => ({ pk: periodPk(periodId), sk: 'APPROVAL' });
export const settlementKey = (periodId: PeriodId): Key => ({ pk: periodPk(periodId), sk: 'SETTLEMENT' });
export const communePrefix = 'COMMUNE#';
export const periodCommuneKey = (periodId: PeriodId, commune: CommuneCode): Key => ({
  pk: periodPk(periodId),
  sk: `${communePrefix}${commune}`,
});
export const resultPrefix = 'RESULT#';
export const resultKey = (periodId: PeriodId, listId: ListId): Key => ({
  pk: periodPk(periodId),
  sk: `${resultPrefix}${listId}`,
});

export const movedPrefix = 'MOVED#';
export const movedKey = (periodId: PeriodId, pointId: PointId, day: PlainDate): Key => ({
  pk: periodPk(periodId),
  sk: `${movedPrefix}${pointId}#${day}`,
});

export const payoutsPk = (periodId: PeriodId, commune: CommuneCode) =>
  `${periodPk(periodId)}#COMMUNE#${commune}`;
export const payoutPrefix = 'PAYOUT#';
export const payoutKey = (periodId: PeriodId, commune: CommuneCode, recipientId: RecipientId): Key => ({
  pk: payoutsPk(periodId, commune),
  sk: `${payoutPrefix}${recipientId}`,
});
export const sheetPrefix = 'SHEET#';
export const sheetKey = (periodId: PeriodId, commune: CommuneCode, sheetId: SheetId): Key => ({
  pk: payoutsPk(periodId, commune),
  sk: `${sheetPrefix}${sheetId}`,
});
export const reminderPrefix = 'REMINDER#';
export const reminderKey = ({ periodId, commune, phoneKey, date }: ReminderMessage): Key => ({
  pk: payoutsPk(periodId, commune),
  sk: `${reminderPrefix}${phoneKey}#${date}`,
});
/** Results that could not be taken as they came, kept beside what they contradict. */
export const contradictionKey = (
  kind: 'conflict' | 'late',
  { periodId, commune, recipientId }: { periodId: PeriodId; commune: CommuneCode; recipientId: RecipientId },
  proofId: string,
): Key => ({ pk: payoutsPk(periodId, commune), sk: `${contradictionPrefix(kind)}${recipientId}#${proofId}` });
export const contradictionPrefix = (kind: 'conflict' | 'late') => `${kind.toUpperCase()}#`;

export const directoryPk = (programme: Programme, province: ProvinceCode) =>
  `DIRECTORY#${programme}#${province}`;
export const directoryCommuneKey = (
  programme: Programme,
  province: ProvinceCode,
  code: CommuneCode,
): Key => ({
  pk: directoryPk(programme, province),
  sk: `${communePrefix}${code}`,
});
export const pointPrefix = 'POINT#';
export const pointKey = (programme: Programme, province: ProvinceCode, pointId: PointId): Key => ({
  pk: directoryPk(programme, province),
  sk: `${pointPrefix}${pointId}`,
});
export const directoryPeriodPrefix = 'PERIOD#';
export const directoryPeriodKey = (programme: Programme, province: ProvinceCode, month: Month): Key => ({
  pk: directoryPk(programme, province),
  sk: `${directoryPeriodPrefix}${month}`,
});
export const directoryListPrefix = 'LIST#';
export const directoryListKey = (
  programme: Programme,
  province: ProvinceCode,
  list: { arrivedAt: string; listId: ListId },
): Key => ({
  pk: directoryPk(programme, province),
  sk: `${directoryListPrefix}${list.arrivedAt}#${list.listId}`,
});

export const programmesPk = 'PROGRAMMES';
export const programmeKey = (programme: Programme, province: ProvinceCode): Key => ({
  pk: programmesPk,
  sk: `PROGRAMME#${programme}#${province}`,
});

export const listPk = (listId: ListId) => `LIST#${listId}`;
export const listKey = (listId: ListId): Key => ({ pk: listPk(listId), sk: 'LIST' });
export const listCommuneKey = (listId: ListId, commune: CommuneCode): Key => ({
  pk: listPk(listId),
  sk: `${communePrefix}${commune}`,
});

export const settingsPk = (programme: Programme) => `SETTINGS#${programme}`;
export const settingsKey = (programme: Programme, from: PlainDate): Key => ({
  pk: settingsPk(programme),
  sk: `FROM#${from}`,
});

export const leaseKey = (scope: string): Key => ({ pk: `LEASE#${scope}`, sk: 'LEASE' });
export const auditKey = (subject: string, instant: string, actId: string): Key => ({
  pk: subject,
  sk: `${instant}#${actId}`,
});
