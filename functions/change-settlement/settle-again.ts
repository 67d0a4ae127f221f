import { partsOf } from '../../shared/domain/payment-period.ts';
import { settle, settlementFacts } from '../../shared/domain/settlement.ts';
import { logger } from '../../shared/runtime/logger.ts';
import type { ApprovalStore } from '../../shared/store/approvals.ts';
import type { AuditStore } from '../../shared/store/audit.ts';
import type { PeriodStore } from '../../shared/store/periods.ts';
import type { SettingsStore } from '../../shared/store/settings.ts';
import type { SettlementStore } from '../../shared/store/settlements.ts';
import type { Said } from './acts.ts';
import { recount } from './recount.ts';
import { tell, type TellNeeds } from './tell.ts';

export type SettleNeeds = TellNeeds &
  Readonly<{
    periods: Pick<PeriodStore, 'get'>;
    approvals: Pick<ApprovalStore, 'get'>;
    settings: Pick<SettingsStore, 'get'>;
    settlements: Pick<SettlementStore, 'replace'>;
    audit: Pick<AuditStore, 'record'>;
  }>;

/** Counts what did not balance anew from the payouts, which stand still: only what was mended is counted otherwise. */
export const settleAgain = async (needs: SettleNeeds, { settlement, actor, at }: Said) => {
  const { periodId } = settlement;
  if (settlement.status !== 'unbalanced') {
    // A count that died before its files were written has left them as they were.
    await tell(needs, settlement);
    return { refused: 'not-unbalanced' };
  }
  const communes = await recount(needs, periodId);
  const { settingsFrom } = await needs.periods.get(periodId);
  const { programme, province } = partsOf(periodId);
  const { provinces } = await needs.settings.get(programme, settingsFrom);
  const payerFee = provinces[province]?.payerFee;
  const { total: approved, received = 0 } = await needs.approvals.get(periodId);
  const counted = settle(periodId, communes, { approved, received, payerFee }, at);
  if (counted.status === 'unbalanced') logger.error('settlement unbalanced', { periodId });
  // On record before it is written: a count that died in between is on record twice rather than not at all.
  await needs.audit.record({
    subject: `PERIOD#${periodId}`,
    act: 'settle-again',
    actId: counted.status,
    actor,
    at,
    facts: settlementFacts(counted),
  });
  if (!(await needs.settlements.replace(settlement, counted))) return { refused: 'superseded' };
  await tell(needs, counted);
  return { done: counted.status };
};
