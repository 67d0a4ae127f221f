import fc from 'fast-check';
import type { Payout } from '../../shared/domain/payout.ts';
import { amount, ids } from './arbitrary.ts';
import { aDecision, aLine, aPayout, atHome, carriedOver, noon, paid } from './build.ts';

const fate = fc.constantFrom('open', 'paid', 'carriedOver', 'handedBack', 'withheld');
const settledLate = amount.map((of) => ({
  proofId: 'L',
  lines: [aLine(of)],
  by: 'accountant-1',
  at: noon.toISOString(),
}));

/** A commune's payouts in any mix of states, some with lines that the month before had paid late. */
export const settledPayouts: fc.Arbitrary<Payout[]> = ids().chain((all) =>
  fc.tuple(
    ...all.map((recipientId) =>
      fc
        .record({ amount, fate, isHome: fc.boolean(), late: fc.option(settledLate, { nil: undefined }) })
        .map(({ amount: of, fate: became, isHome, late }): Payout => {
          const payout = {
            ...aPayout(1, { amount: of, lines: [aLine(of)], ...(isHome && { place: atHome() }) }),
            ...(late && { settledLate: late }),
            recipientId,
          };
          if (became === 'open') return payout;
          if (became === 'paid') return paid(payout);
          return became === 'carriedOver'
            ? carriedOver(payout)
            : { ...payout, state: became, decision: aDecision() };
        }),
    ),
  ),
);
