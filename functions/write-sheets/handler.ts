import { z } from 'zod';
import type { PlainDate } from '../../shared/domain/calendar.ts';
import { CommuneCode, type PayoutPoint } from '../../shared/domain/geography.ts';
import { partsOf, type Period, PeriodId } from '../../shared/domain/payment-period.ts';
import { issueSheets, type SheetToWrite } from '../../shared/domain/sheet.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { sheetFileOf } from '../../shared/lists/files.ts';
import { sheetCsv } from '../../shared/lists/sheet-csv.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type PayoutStore, payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type RegisterStore, registerStore } from '../../shared/store/register.ts';
import { type SheetStore, sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
const Input = z.object({
  periodId: PeriodId,
  communes: z.array(CommuneCode),
  which: z.enum(['days', 'catch-up']),
});

type Needs = Readonly<{
  periods: Pick<PeriodStore, 'get'>;
  communes: Pick<PeriodCommuneStore, 'mark'>;
  payouts: Pick<PayoutStore, 'list'>;
  registers: Pick<RegisterStore, 'listRecipients'>;
  directory: Pick<DirectoryStore, 'listPoints'>;
  sheets: Pick<SheetStore, 'add'>;
  files: Pick<FileStore, 'writeCsv'>;
  now: () => Date;
}>;

/**
 * Writes the sheets of a group's communes: one per point and day and home round, or the office's catch-up sheet.
 * Safe to run again: the same sheets are written under the same keys, and one that came back stays back.
 */
export const writeSheets =
  (needs: Needs) =>
  async ({ periodId, communes, which }: z.output<typeof Input>) => {
    const period = await needs.periods.get(periodId);
    if (period.status !== 'open') return {};
    const points = await needs.directory.listPoints(partsOf(periodId));
    await eachCommune(communes, async (commune) => {
      const firstDay = await writeCommune(needs, { period, commune, which, points });
      const at = needs.now().toISOString();
      const written = which === 'days' ? { daySheetsAt: at, firstDay } : { catchUpSheetsAt: at };
      await needs.communes.mark(periodId, { commune, ...written });
    });
    return {};
  };

type CommuneToWrite = Readonly<{
  period: Period;
  commune: CommuneCode;
  which: 'days' | 'catch-up';
  points: readonly PayoutPoint[];
}>;

/** Writes one commune's sheets and answers the first of their days, if there is one. */
const writeCommune = async (
  needs: Needs,
  { period, commune, which, points }: CommuneToWrite,
): Promise<PlainDate | undefined> => {
  const { payouts, registers, sheets, files } = needs;
  const { periodId } = period;
  const due = await payouts.list(periodId, commune, 'to-decide');
  const own = points.filter((point) => point.commune === commune);
  const issued: SheetToWrite[] = issueSheets(due, { period, commune, which, points: own });
  if (issued.length === 0) return undefined;
  const register = await registers.listRecipients(partsOf(periodId).programme, commune);
  const people = new Map(register.map((recipient) => [recipient.recipientId, recipient]));
  for (const { sheet, payouts: listed } of issued) {
    const lines = listed.map((payout) => ({ payout, recipient: people.get(payout.recipientId) }));
    await files.writeCsv(sheetFileOf(sheet), sheetCsv(sheet.sheetId, lines));
    await sheets.add(sheet);
  }
  return issued.map(({ sheet }) => sheet.day).toSorted()[0];
};

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return writeSheets({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    directory: directoryStore(table),
    sheets: sheetStore(table),
    files: openFiles(env.FILES_BUCKET),
    now,
  });
});
