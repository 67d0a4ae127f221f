import { z } from 'zod';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { DecisionPaper } from '../../shared/domain/payout.ts';
import { Actor, mayAct } from '../../shared/domain/person.ts';
import { AdjustmentReason, Voucher } from '../../shared/domain/settlement.ts';
import { openFiles } from '../../shared/gateways/files.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { approvalStore } from '../../shared/store/approvals.ts';
import { auditStore } from '../../shared/store/audit.ts';
import { contradictionStore } from '../../shared/store/contradictions.ts';
import { directoryStore } from '../../shared/store/directory.ts';
import { payoutStore } from '../../shared/store/payouts.ts';
import { periodCommuneStore } from '../../shared/store/period-communes.ts';
import { periodStore } from '../../shared/store/periods.ts';
import { settingsStore } from '../../shared/store/settings.ts';
import { type SettlementStore, settlementStore } from '../../shared/store/settlements.ts';
import { openTable } from '../../shared/store/table.ts';
import { type ActNeeds, ask, confirm, giveBack } from './acts.ts';
import { settleAgain, type SettleNeeds } from './settle-again.ts';

export const Env = z.object({
  PAYOUTS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  FILES_BUCKET: z.string().min(1),
});
/** `ask-adjustment`: signed đồng, what the settlement misses; `return-money`: đồng that went back, by its voucher. */
const Act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('settle-again') }),
  z.object({
    kind: z.literal('ask-adjustment'),
    amount: z.int(),
    reason: AdjustmentReason,
    paper: DecisionPaper,
  }),
  z.object({ kind: z.literal('confirm-adjustment') }),
  z.object({ kind: z.literal('return-money'), amount: z.int().positive(), voucher: Voucher }),
]);
const Input = z.object({ periodId: PeriodId, act: Act, actor: Actor });

type Needs = ActNeeds &
  SettleNeeds &
  Readonly<{ settlements: Pick<SettlementStore, 'find'>; now: () => Date }>;

/**
 * What people do with a settlement: count it again after mending, adjust it by two people, hand money back.
 * Safe to run again: the same act by the same person finds that it stands, and writes its record and files anew.
 */
export const changeSettlement =
  (needs: Needs) =>
  async ({ periodId, act, actor }: z.output<typeof Input>) => {
    const isConfirming = act.kind === 'confirm-adjustment';
    if (!mayAct(actor, [isConfirming ? 'approver' : 'accountant']))
      return { refused: isConfirming ? 'not-an-approver' : 'not-an-accountant' };
    const settlement = await needs.settlements.find(periodId);
    if (!settlement) return { refused: 'not-settled' };
    const said = { settlement, actor, at: needs.now() };
    switch (act.kind) {
      case 'settle-again':
        return settleAgain(needs, said);
      case 'ask-adjustment':
        return ask(needs, said, act);
      case 'confirm-adjustment':
        return confirm(needs, said);
      case 'return-money':
        return giveBack(needs, said, act);
    }
  };

export const handler = lambda({ env: Env, input: Input }, (env, { now }) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return changeSettlement({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    approvals: approvalStore(table),
    settings: settingsStore(table),
    payouts: payoutStore(table),
    settlements: settlementStore(table),
    directory: directoryStore(table),
    contradictions: contradictionStore(table),
    files: openFiles(env.FILES_BUCKET),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now,
  });
});
