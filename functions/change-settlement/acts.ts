import type { Actor } from '../../shared/domain/person.ts';
import type { Adjustment, MoneyReturned, Settlement } from '../../shared/domain/settlement.ts';
import {
  askAdjustment,
  confirmAdjustment,
  returnMoney,
  type SettlementAct,
} from '../../shared/domain/settlement-acts.ts';
import type { Act, AuditStore } from '../../shared/store/audit.ts';
import type { SettlementStore } from '../../shared/store/settlements.ts';
import { tell, type TellNeeds } from './tell.ts';

export type ActNeeds = TellNeeds &
  Readonly<{
    settlements: Pick<SettlementStore, 'askAdjustment' | 'confirmAdjustment' | 'addReturned'>;
    audit: Pick<AuditStore, 'record'>;
  }>;

/** Which settlement was seen by whom, and when. */
export type Said = Readonly<{ settlement: Settlement; actor: Actor; at: Date }>;

export const ask = (needs: ActNeeds, said: Said, asked: Pick<Adjustment, 'amount' | 'reason' | 'paper'>) =>
  carryOut(needs, said, {
    decided: askAdjustment(said.settlement, asked, saidBy(said)),
    write: (fact) => needs.settlements.askAdjustment(said.settlement, fact),
    record: ({ amount, reason, paper, askedAt }) => ({
      act: 'ask-adjustment',
      actId: paper,
      at: new Date(askedAt),
      facts: { amount, reason, paper },
    }),
  });

export const confirm = (needs: ActNeeds, said: Said) =>
  carryOut(needs, said, {
    decided: confirmAdjustment(said.settlement, saidBy(said)),
    write: (fact) => needs.settlements.confirmAdjustment(said.settlement, fact),
    record: ({ amount, reason, paper, askedBy, confirmedAt }) => ({
      act: 'confirm-adjustment',
      actId: paper,
      at: new Date(confirmedAt),
      facts: { amount, reason, paper, askedBy },
    }),
  });

export const giveBack = (needs: ActNeeds, said: Said, given: Pick<MoneyReturned, 'amount' | 'voucher'>) =>
  carryOut(needs, said, {
    decided: returnMoney(said.settlement, given, saidBy(said)),
    write: (fact) => needs.settlements.addReturned(said.settlement, fact),
    record: ({ amount, voucher, at }) => ({
      act: 'return-money',
      actId: voucher,
      at: new Date(at),
      facts: { amount, voucher },
    }),
  });

const saidBy = ({ actor, at }: Said) => ({ by: actor.id, at });

type Deed<Fact> = Readonly<{
  decided: SettlementAct<Fact>;
  write: (fact: Fact) => Promise<Settlement | undefined>;
  record: (fact: Fact) => Pick<Act, 'act' | 'actId' | 'at' | 'facts'>;
}>;

/**
 * Written on condition that the settlement is still the one that was seen. Whoever repeats what stands already writes
 * no fact, but the record and the files, which may be missing: the first time may have died before them.
 */
const carryOut = async <Fact>(
  needs: ActNeeds,
  { settlement, actor }: Said,
  { decided, write, record }: Deed<Fact>,
) => {
  if ('refused' in decided) return decided;
  const changed = decided.stands ? settlement : await write(decided.fact);
  if (!changed) return { refused: 'superseded' };
  await needs.audit.record({ subject: `PERIOD#${settlement.periodId}`, actor, ...record(decided.fact) });
  await tell(needs, changed);
  return { done: changed.status };
};
