import { expect, test } from 'vitest';
import { plannedCollector } from '../../shared/domain/planned-collector.ts';
import { aCollector, aPayout, aRecipient } from '../support/build.ts';

const [first, other] = [aCollector('C1'), aCollector('C2')];

test.each([
  ['planned and named by the register', 'C1', aRecipient(1, { collector: first }), first],
  [
    'planned, and the register names somebody else since',
    'C1',
    aRecipient(1, { collector: other }),
    'changed',
  ],
  ['planned, and the register names nobody since', 'C1', aRecipient(1), 'changed'],
  ['planned, and the register has the recipient no more', 'C1', undefined, 'changed'],
  ['named by the register since it was planned', undefined, aRecipient(1, { collector: first }), undefined],
  ['nobody, ever', undefined, aRecipient(1), undefined],
])('the collector of a payout: %s', (_, collectorKey, recipient, collector) => {
  expect(plannedCollector(aPayout(1, { collectorKey }), recipient)).toEqual(collector);
});
