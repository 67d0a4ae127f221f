import { z } from 'zod';
import { PlainDate } from '../../shared/domain/calendar.ts';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import { movedDays } from '../../shared/domain/moved-day.ts';
import type { Period, PeriodId } from '../../shared/domain/payment-period.ts';
import type { Sheet } from '../../shared/domain/sheet.ts';
import { sheetDayNow } from '../../shared/domain/sheet-day.ts';
import { missingSheetsKeyOf } from '../../shared/lists/files.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import { logger } from '../../shared/runtime/logger.ts';
import type { PeriodCommune } from '../../shared/store/period-communes.ts';
import type { Needs } from './handler.ts';

const Report = z.object({ asOf: PlainDate, sheets: z.array(z.unknown()) });

type Chased = Readonly<{ period: Period; today: PlainDate; communes: readonly PeriodCommune[] }>;

/**
 * Once a day: which sheets are not back though their day is over. Their people are not texted, so somebody has to ask
 * the point. Only communes are read that had a sheet out when they were looked at last, until the catch-up is over.
 */
export const chaseSheets = async (needs: Needs, { period, today, communes }: Chased): Promise<void> => {
  const { periodId, calendar } = period;
  const key = missingSheetsKeyOf(periodId);
  const isKnown = (await needs.files.listKeys(key)).length > 0;
  const known = isKnown ? Report.parse(await needs.files.readJson(key)) : undefined;
  if (known?.asOf === today) return;
  const begun = communes.filter(
    ({ firstDay, sheetsOut: out }) =>
      firstDay !== undefined && firstDay < today && (out !== 0 || today > calendar.catchUpUntil),
  );
  const moved = movedDays(begun.length > 0 ? await needs.movedDays.list(periodId) : []);
  const out = await sheetsOut(
    needs,
    periodId,
    begun.map(({ commune }) => commune),
  );
  const missing = out
    .map(({ sheetId, pointId }) => ({ sheetId, pointId, day: sheetDayNow(sheetId, moved) }))
    .filter(({ day }) => day < today);
  if (missing.length === 0 && (known?.sheets ?? []).length === 0) return;
  await needs.files.writeReport(key, { periodId, asOf: today, sheets: missing });
  if (missing.length > 0) logger.warn('sheets missing', { periodId, count: missing.length });
};

const communesAtOnceMax = 10;

/** Sheets that neither came back nor were signed off by name. */
export const sheetsOut = async (
  { sheets }: Needs,
  periodId: PeriodId,
  communes: readonly CommuneCode[],
): Promise<Sheet[]> => {
  const found = await inBatches(communes, communesAtOnceMax, (commune) => sheets.list(periodId, commune));
  return found.flat().filter(({ status }) => status === 'issued');
};
