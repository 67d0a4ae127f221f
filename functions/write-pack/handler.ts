import { z } from 'zod';
import { CommuneCode, namesOf } from '../../shared/domain/geography.ts';
import { partsOf, PeriodId } from '../../shared/domain/payment-period.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { packListKeyOf } from '../../shared/lists/files.ts';
import { type PackLine, paidSheet, tableCsv, unpaidSheet } from '../../shared/lists/report/pack-lists.ts';
import { writeWorkbook } from '../../shared/lists/report/workbook.ts';
import { eachCommune } from '../../shared/runtime/each-commune.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { registerStore } from '../../shared/store/register.ts';
import { openTable } from '../../shared/store/table.ts';
import { readLines, type ReadNeeds } from './read-lines.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  REGISTRY_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
const Input = z.object({ periodId: PeriodId, communes: z.tuple([CommuneCode], CommuneCode) });

type Needs = ReadNeeds &
  Readonly<{
    communes: Pick<PeriodCommuneStore, 'markPacked'>;
    directory: Pick<DirectoryStore, 'listCommunes' | 'listPoints'>;
    files: Pick<FileStore, 'writeCsv' | 'writeWorkbook'>;
    now: () => Date;
  }>;

/**
 * Writes who of a group's sealed communes was paid, and who was not and why, for people and for other programs.
 * A list is whole or not there: where one commune fails, its group comes again.
 * Safe to run again: the same lists are written under the same keys.
 */
export const writePack =
  (needs: Needs) =>
  async ({ periodId, communes }: z.output<typeof Input>) => {
    const { directory, now } = needs;
    const place = partsOf(periodId);
    const names = namesOf(await directory.listCommunes(place), await directory.listPoints(place));
    const read = new Map<CommuneCode, PackLine[]>();
    await eachCommune(communes, async (commune) => {
      read.set(commune, await readLines(needs, { periodId, commune, names }));
    });
    await writeLists(needs, { periodId, first: communes[0], lines: [...read.values()].flat() });
    for (const commune of communes) await needs.communes.markPacked(periodId, commune, now());
    return {};
  };

type Lists = Readonly<{ periodId: PeriodId; first: CommuneCode; lines: readonly PackLine[] }>;

const writeLists = async ({ files }: Needs, { periodId, first, lines }: Lists): Promise<void> => {
  for (const [which, sheet] of [
    ['paid', paidSheet(lines)],
    ['unpaid', unpaidSheet(lines)],
  ] as const) {
    const key = packListKeyOf(periodId, which, first);
    await files.writeCsv(key.csv, tableCsv(sheet));
    await files.writeWorkbook(key.xlsx, await writeWorkbook([sheet]));
  }
};

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return writePack({
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    registers: registerStore(openTable(env.REGISTRY_TABLE)),
    directory: directoryStore(table),
    files: openFiles(env.FILES_BUCKET),
    now,
  });
});
