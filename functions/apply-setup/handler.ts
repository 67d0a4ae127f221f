import { z } from 'zod';
import { ProvinceCode, type Programme } from '../../shared/domain/geography.ts';
import { ListId } from '../../shared/domain/payout-list.ts';
import { system } from '../../shared/domain/person.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { setupKeyOf, summaryKeyOf } from '../../shared/lists/files.ts';
import { summarise } from '../../shared/lists/report/list-summary.ts';
import { SetupFindings, StagedSetup } from '../../shared/lists/setup.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type DirectoryStore, directoryStore } from '../../shared/store/directory.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
const Input = z.object({ listId: ListId });

type Needs = Readonly<{
  files: Pick<FileStore, 'readJson' | 'writeReport'>;
  lists: Pick<ListStore, 'get' | 'move'>;
  directory: Pick<DirectoryStore, 'saveProgramme' | 'saveCommune' | 'savePoint'>;
  settings: Pick<SettingsStore, 'save'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

const writesAtOnceMax = 10;

/** Puts settings, or communes and their points, in force. Safe to run again: it writes the same items. */
export const applySetup =
  ({ files, lists, directory, settings, audit, now }: Needs) =>
  async ({ listId }: z.output<typeof Input>) => {
    const list = await lists.get(listId);
    const staged = await files.readJson(setupKeyOf(listId));
    const setup = StagedSetup.parse(staged);
    const { findings } = SetupFindings.parse(staged);
    if (setup.kind === 'settings') {
      await settings.save(setup.settings);
      for (const province of Object.keys(setup.settings.provinces))
        await directory.saveProgramme(placeOf(setup.settings.programme, province));
    } else if (list.programme) {
      const place = placeOf(list.programme, setup.province);
      await inBatches(setup.communes, writesAtOnceMax, (one) => directory.saveCommune(place, one));
      await inBatches(setup.points, writesAtOnceMax, (one) => directory.savePoint(place, one));
    }
    const actor = list.uploader ? { id: list.uploader, role: 'list-officer' as const } : system;
    const facts = { kind: setup.kind, rows: list.rows };
    await audit.record({
      subject: `LIST#${listId}`,
      act: 'apply-setup',
      actId: listId,
      actor,
      at: now(),
      facts,
    });
    await files.writeReport(summaryKeyOf(listId), summarise({ ...list, status: 'applied' }, findings));
    await lists.move(listId, 'reading', { status: 'applied' });
    return { listId, next: 'done' };
  };

const placeOf = (programme: Programme, province: string) => ({
  programme,
  province: ProvinceCode.parse(province),
});

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return applySetup({
    files: openFiles(env.FILES_BUCKET),
    lists: listStore(table),
    directory: directoryStore(table),
    settings: settingsStore(table),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  });
});
