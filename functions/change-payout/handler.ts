import { z } from 'zod';
import { type PayoutOf, readPayoutNumber } from '../../shared/domain/payout-number.ts';
import { decideAct, PayoutAct, roleRefusal } from '../../shared/domain/payout-acts.ts';
import { PeriodId } from '../../shared/domain/payment-period.ts';
import { Actor } from '../../shared/domain/person.ts';
import { lambda } from '../../shared/runtime/lambda.ts';
import { auditStore } from '../../shared/store/audit.ts';
import { contradictionStore } from '../../shared/store/contradictions.ts';
import { directoryStore } from '../../shared/store/directory.ts';
import { type LeaseStore, leaseStore, planScope } from '../../shared/store/leases.ts';
import { movedDayStore } from '../../shared/store/moved-days.ts';
import { payoutActStore } from '../../shared/store/payout-acts.ts';
import { type PayoutStore, payoutStore } from '../../shared/store/payouts.ts';
import { type PeriodCommuneStore, periodCommuneStore } from '../../shared/store/period-communes.ts';
import { periodStore } from '../../shared/store/periods.ts';
import { settingsStore } from '../../shared/store/settings.ts';
import { sheetStore } from '../../shared/store/sheets.ts';
import { openTable } from '../../shared/store/table.ts';
import { followUp, type FollowUpNeeds, recordAct } from './follow-up.ts';
import { type FactNeeds, loadFacts } from './load-facts.ts';
import { saveAct, type SaveNeeds } from './save-act.ts';

export const Env = z.object({ PAYOUTS_TABLE: z.string().min(1), AUDIT_TABLE: z.string().min(1) });
const Input = z.object({ periodId: PeriodId, payout: z.string(), act: PayoutAct, actor: Actor });

type Needs = FactNeeds &
  SaveNeeds &
  FollowUpNeeds &
  Readonly<{
    payouts: Pick<PayoutStore, 'find'>;
    communes: Pick<PeriodCommuneStore, 'reissue'>;
    leases: Pick<LeaseStore, 'hold'>;
  }>;

/**
 * What people other than the one who records results do to one payout, under its commune's lease.
 * Safe to run again: what the same person has done already stands, and what follows from it is made up for.
 */
export const changePayout =
  (needs: Needs) =>
  async ({ payout, ...given }: z.output<typeof Input>) => {
    const refused = roleRefusal(given.act, given.actor);
    if (refused) return { refused };
    const about = readPayoutNumber(payout);
    if (!about) return { refused: 'unknown-payout' };
    const scope = planScope(given.periodId, about.commune);
    return needs.leases.hold(scope, () => change(needs, { ...given, about }));
  };

type Change = Omit<z.output<typeof Input>, 'payout'> & Readonly<{ about: PayoutOf }>;

const change = async (needs: Needs, { periodId, about, act, actor }: Change) => {
  const payout = await needs.payouts.find(periodId, about.commune, about.recipientId);
  if (!payout) return { refused: 'unknown-payout' };
  const facts = await loadFacts(needs, { payout, act, by: actor.id });
  if (!facts) return { refused: 'unknown-period' };
  const decision = decideAct(payout, act, facts);
  // Before it is written: should this run die in between, the paper is written again all the same.
  if (('placed' in decision || 'restored' in decision) && facts.period.status === 'open')
    await needs.communes.reissue(periodId, about.commune);
  // A no leaves no trace in the payout: a run that died over it could not be told from one that never was.
  if ('dropped' in decision) await recordAct(needs, { payout, act, actor, facts, at: facts.at });
  const saved = await saveAct(needs, decision, (found) => decideAct(found, act, facts));
  if ('refused' in saved) return saved;
  await followUp(needs, { payout, act, actor, facts, at: 'stands' in saved ? saved.stands : facts.at });
  return { done: saved.done };
};

export const handler = lambda({ env: Env, input: Input }, (env, run) => {
  const table = openTable(env.PAYOUTS_TABLE);
  return changePayout({
    periods: periodStore(table),
    communes: periodCommuneStore(table),
    payouts: payoutStore(table),
    acts: payoutActStore(table),
    sheets: sheetStore(table),
    movedDays: movedDayStore(table),
    directory: directoryStore(table),
    contradictions: contradictionStore(table),
    settings: settingsStore(table),
    leases: leaseStore(table, run),
    audit: auditStore(openTable(env.AUDIT_TABLE)),
    now: run.now,
  });
});
