import { wallClock } from '../../shared/domain/calendar.ts';
import { movedDays } from '../../shared/domain/moved-day.ts';
import type { ActFacts, PayoutAct } from '../../shared/domain/payout-acts.ts';
import { holidaysOf, partsOf } from '../../shared/domain/payment-period.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { ContradictionStore } from '../../shared/store/contradictions.ts';
import type { DirectoryStore } from '../../shared/store/directory.ts';
import { latesOwed } from '../../shared/store/lates-about.ts';
import type { MovedDayStore } from '../../shared/store/moved-days.ts';
import type { PeriodCommuneStore } from '../../shared/store/period-communes.ts';
import type { PeriodStore } from '../../shared/store/periods.ts';
import type { SettingsStore } from '../../shared/store/settings.ts';
import type { SheetStore } from '../../shared/store/sheets.ts';

export type FactNeeds = Readonly<{
  periods: Pick<PeriodStore, 'find'>;
  communes: Pick<PeriodCommuneStore, 'find'>;
  sheets: Pick<SheetStore, 'list'>;
  movedDays: Pick<MovedDayStore, 'list'>;
  directory: Pick<DirectoryStore, 'listPointsOf'>;
  settings: Pick<SettingsStore, 'get'>;
  contradictions: Pick<ContradictionStore, 'listLate'>;
  now: () => Date;
}>;

type About = Readonly<{ payout: Payout; act: PayoutAct; by: string }>;

/** Everything beside the payout that an act is decided by, read under the lease; nothing where the period is unknown. */
export const loadFacts = async (
  needs: FactNeeds,
  { payout, act, by }: About,
): Promise<ActFacts | undefined> => {
  const { periodId, commune } = payout;
  const period = await needs.periods.find(periodId);
  if (!period) return undefined;
  const place = partsOf(periodId);
  const settings = await needs.settings.get(place.programme, period.settingsFrom);
  const now = needs.now();
  return {
    period,
    isSealed: (await needs.communes.find(periodId, commune))?.sealedAt !== undefined,
    sheets: await needs.sheets.list(periodId, commune),
    moved: movedDays(await needs.movedDays.list(periodId)),
    points: await needs.directory.listPointsOf(place, commune),
    holidays: holidaysOf(settings),
    lates: isDueAgain(act) ? await latesOwed(needs.contradictions, commune, [payout]) : [],
    today: wallClock(now, settings.timeZone).today,
    by,
    at: now.toISOString(),
  };
};

/** What an earlier month may have paid meanwhile is not paid once more. */
const isDueAgain = ({ kind }: PayoutAct): boolean =>
  kind === 'undo' || kind === 'confirm-reversal' || kind === 'restore';
