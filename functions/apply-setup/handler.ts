import { z } from 'zod';
import { fingerprint } from '../../shared/domain/fingerprint.ts';
import { ProvinceCode, type Programme } from '../../shared/domain/geography.ts';
import { isPlannable } from '../../shared/domain/payment-period.ts';
import { ListId } from '../../shared/domain/payout-list.ts';
import { system } from '../../shared/domain/person.ts';
import { type FileStore, openFiles } from '../../shared/gateways/files.ts';
import { openWorkflow, type Workflow } from '../../shared/gateways/workflows.ts';
import { setupKeyOf, summaryKeyOf } from '../../shared/lists/files.ts';
import { summarise } from '../../shared/lists/report/list-summary.ts';
import { SetupFindings, StagedSetup } from '../../shared/lists/setup.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { type AuditStore, auditStore } from '../../shared/store/audit.ts';
import { type DirectoryStore, directoryStore, type Place } from '../../shared/store/directory.ts';
import { type ListStore, listStore } from '../../shared/store/lists.ts';
import { type PeriodStore, periodStore } from '../../shared/store/periods.ts';
import { type SettingsStore, settingsStore } from '../../shared/store/settings.ts';
import { openTable } from '../../shared/store/table.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
  PREPARE_PERIOD_ARN: z.string().min(1),
});
const Input = z.object({ listId: ListId });

type Needs = Readonly<{
  files: Pick<FileStore, 'readJson' | 'writeReport'>;
  lists: Pick<ListStore, 'get' | 'move'>;
  directory: Pick<DirectoryStore, 'saveProgramme' | 'saveCommune' | 'savePoint' | 'listPeriods'>;
  settings: Pick<SettingsStore, 'save'>;
  periods: Pick<PeriodStore, 'find'>;
  preparePeriod: Pick<Workflow, 'start'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

const writesAtOnceMax = 10;

/**
 * Puts settings, or communes and their points, in force, and has the plans made anew that are not submitted yet.
 * Safe to run again: it writes the same items and starts the same runs. New settings move no period that is open.
 */
export const applySetup =
  (needs: Needs) =>
  async ({ listId }: z.output<typeof Input>) => {
    const { files, lists, directory, settings, audit, now } = needs;
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
      await planAgain(needs, place, listId);
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

const planAgain = async ({ directory, periods, preparePeriod }: Needs, place: Place, listId: ListId) => {
  for (const periodId of await directory.listPeriods(place)) {
    const period = await periods.find(periodId);
    if (period && isPlannable(period))
      await preparePeriod.start(`${periodId}-${fingerprint(listId)}`, { periodId });
  }
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
    periods: periodStore(table),
    preparePeriod: openWorkflow(env.PREPARE_PERIOD_ARN),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  });
});
