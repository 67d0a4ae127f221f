import { compare } from '../../shared/domain/session-slots.ts';
import { partsOf, type Period, type PeriodId } from '../../shared/domain/payment-period.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import { changesOf, type PlanComparison, sumOfComparisons } from '../../shared/domain/plan-comparison.ts';
import { comparisonKeyOf, comparisonWorkbookKeyOf } from '../../shared/lists/files.ts';
import {
  type ComparedCommune,
  type ComparedPeriod,
  type ComparedPerson,
  comparisonWorkbook,
} from '../../shared/lists/report/comparison-workbook.ts';
import { inBatches } from '../../shared/runtime/in-batches.ts';
import type { Needs } from './handler.ts';
import type { VerifiedPlan } from './verify-plan.ts';

const communesAtOnceMax = 4;

export type Submission = Readonly<{ period: Period; submittedBy: string; submittedAt: string }>;

/**
 * Writes what the plan is against the month before: figures for machines, and a workbook that names people. Nobody
 * reads on after 20,000 names, and each of them is read from the register.
 */
export const reportComparison = async (
  needs: Needs,
  { period, ...said }: Submission,
  verified: VerifiedPlan,
  peopleMax = 20_000,
): Promise<PlanComparison> => {
  const { files, approvals, settings } = needs;
  const { periodId } = period;
  const { hash, total, before } = verified;
  const communes = await communesInOrder(needs, periodId, verified);
  const comparison = sumOfComparisons(communes.map((one) => one.comparison));
  const people = before && (await changedPeople(needs, { periodId, before, communes, peopleMax }));
  const totalBefore = before && (await approvals.find(before))?.total;
  const figures = { total, totalBefore, comparison, communes };
  await files.writeReport(comparisonKeyOf(periodId), { periodId, before, hash, ...said, ...figures });
  const place = partsOf(periodId);
  const { provinces, timeZone } = await settings.get(place.programme, period.settingsFrom);
  const province = provinces[place.province]?.name ?? '';
  const submitted = { periodId, province, timeZone, hash, ...said };
  const workbook = await comparisonWorkbook({ submitted, people, ...figures });
  await files.writeWorkbook(comparisonWorkbookKeyOf(periodId), workbook);
  return comparison;
};

/** Those with the most money moved come first. */
const communesInOrder = async (
  { directory }: Needs,
  periodId: PeriodId,
  { plans }: VerifiedPlan,
): Promise<ComparedCommune[]> => {
  const known = await directory.listCommunes(partsOf(periodId));
  const names = new Map(known.map(({ code, name }) => [code, name]));
  return plans
    .flatMap(({ commune, planned }) =>
      planned?.comparison
        ? [
            {
              commune,
              name: names.get(commune) ?? '',
              total: planned.total,
              comparison: planned.comparison,
            },
          ]
        : [],
    )
    .toSorted((a, b) => moneyMoved(b.comparison) - moneyMoved(a.comparison) || compare(a.commune, b.commune));
};

const moneyMoved = ({ new: added, stopped, changedAmount }: PlanComparison): number =>
  added.amount + stopped.amount + Math.abs(changedAmount.after - changedAmount.before);

const changesIn = ({ new: added, stopped, ...one }: PlanComparison): number =>
  [added, stopped, one.changedAmount, one.changedCollector, one.oneOff, one.carried].reduce(
    (sum, { count }) => sum + count,
    0,
  );

type Compared = Readonly<{
  periodId: PeriodId;
  before: PeriodId;
  communes: readonly ComparedCommune[];
  peopleMax: number;
}>;

/** Read commune by commune, and only of communes that still find room on the sheet. */
const changedPeople = async (
  needs: Needs,
  { communes, peopleMax, ...periods }: Compared,
): Promise<ComparedPeriod['people']> => {
  let counted = 0;
  const named = communes.filter(({ comparison }) => {
    const isRoom = counted < peopleMax;
    counted += changesIn(comparison);
    return isRoom && changesIn(comparison) > 0;
  });
  const people = await inBatches(named, communesAtOnceMax, ({ commune }) =>
    peopleOf(needs, { ...periods, commune }),
  );
  const listed = people.flat().slice(0, peopleMax);
  return { listed, unlisted: Math.max(counted - listed.length, 0) };
};

const peopleOf = async (
  { payouts, registers }: Needs,
  { periodId, before, commune }: Pick<Compared, 'periodId' | 'before'> & Pick<ComparedCommune, 'commune'>,
): Promise<ComparedPerson[]> => {
  const changes = changesOf(
    await payouts.list(periodId, commune, 'to-look'),
    await payouts.list(before, commune, 'to-look'),
  );
  const ids = [...new Set(changes.map(({ recipientId }) => recipientId))];
  const found = await registers.listSome(partsOf(periodId).programme, commune, ids, 'to-look');
  const people = new Map(found.map((recipient) => [recipient.recipientId, recipient]));
  return changes.map(({ recipientId, kind, before: was, after }) => ({
    number: payoutNumber({ commune, recipientId }),
    name: people.get(recipientId)?.name ?? '',
    hamlet: people.get(recipientId)?.hamlet ?? '',
    kind,
    before: was,
    after,
  }));
};
