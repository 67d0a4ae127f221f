import type { ActFacts, PayoutAct } from '../../shared/domain/payout-acts.ts';
import { dayNow } from '../../shared/domain/moved-day.ts';
import { payoutNumber } from '../../shared/domain/payout-number.ts';
import type { Payout } from '../../shared/domain/payout.ts';
import type { Actor } from '../../shared/domain/person.ts';
import { isReopened, newSheetOfPlace, type Sheet } from '../../shared/domain/sheet.ts';
import { isWholeSheet } from '../../shared/domain/sheet-people.ts';
import type { AuditStore } from '../../shared/store/audit.ts';
import type { PayoutStore } from '../../shared/store/payouts.ts';
import type { PeriodCommuneStore } from '../../shared/store/period-communes.ts';
import type { SheetStore } from '../../shared/store/sheets.ts';

export type FollowUpNeeds = Readonly<{
  payouts: Pick<PayoutStore, 'list'>;
  sheets: Pick<SheetStore, 'list' | 'add' | 'end' | 'reopen'>;
  communes: Pick<PeriodCommuneStore, 'mark'>;
  audit: Pick<AuditStore, 'record'>;
  now: () => Date;
}>;

/** `at`: when it was done, which is earlier where it is only made up for. */
type DoneAct = Readonly<{ payout: Payout; act: PayoutAct; actor: Actor; facts: ActFacts; at: string }>;

/** What follows from an act that stands. Each of it may be done once more and changes nothing then. */
export const followUp = async (needs: FollowUpNeeds, done: DoneAct): Promise<void> => {
  const { payout, act, facts } = done;
  const { periodId, commune } = payout;
  if (facts.period.status === 'open') {
    if (act.kind === 'place') await putOut(needs, newSheetOfPlace(periodId, act.place), facts);
    if (act.kind === 'restore') await putOut(needs, newSheetOfPlace(periodId, payout.place), facts);
    await endWholeSheets(needs, done);
    // By the clock of now: a morning that began while this was being decided has not seen it.
    await needs.communes.mark(periodId, { commune, stirredAt: needs.now().toISOString() });
  }
  if (act.kind !== 'refuse-reversal') await recordAct(needs, done);
};

export const recordAct = async (
  { audit }: Pick<FollowUpNeeds, 'audit'>,
  { payout, act, actor, at }: DoneAct,
): Promise<void> => {
  const said = { act: `payout-${act.kind}`, actId: payoutNumber(payout), actor, at: new Date(at) };
  await audit.record({ subject: `PERIOD#${payout.periodId}`, ...said, facts: factsOf(act, payout) });
};

/** The sheet on which somebody stands now is out: else nobody would ask for it, and they would never be overdue. */
const putOut = async (
  { sheets }: FollowUpNeeds,
  sheet: Sheet,
  { sheets: known, today, moved }: ActFacts,
): Promise<void> => {
  await sheets.add(sheet);
  const before = known.find(({ sheetId }) => sheetId === sheet.sheetId);
  if (before && isReopened(before, dayNow(sheet, moved), today)) await sheets.reopen(sheet);
};

/** Whoever was moved or taken out of the plan may have been the last that a sheet waited for. */
const endWholeSheets = async (
  { payouts, sheets }: FollowUpNeeds,
  { payout: { periodId, commune }, act, actor, facts }: DoneAct,
): Promise<void> => {
  if (act.kind !== 'place' && act.kind !== 'hand-back' && act.kind !== 'withhold') return;
  const issued = (await sheets.list(periodId, commune)).filter(({ status }) => status === 'issued');
  if (issued.length === 0) return;
  const all = await payouts.list(periodId, commune, 'to-decide');
  for (const sheet of issued.filter((one) => isWholeSheet(one, all)))
    await sheets.end(sheet, 'reported', { by: actor.id, at: new Date(facts.at) });
};

const factsOf = (act: PayoutAct, payout: Payout): Record<string, string> => {
  switch (act.kind) {
    case 'place': {
      const { kind, pointId, day } = act.place;
      return { reason: act.reason, place: kind, pointId, day };
    }
    case 'hand-back':
    case 'withhold':
      return { reason: act.reason, paper: act.paper };
    case 'restore': {
      const decision = 'decision' in payout ? payout.decision : payout.restored?.decision;
      return decision ? { reason: decision.reason, paper: decision.paper } : {};
    }
    case 'undo':
    case 'ask-reversal':
      return { reason: act.reason };
    case 'confirm-reversal':
    case 'refuse-reversal':
      return {};
  }
};
