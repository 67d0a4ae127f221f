import type { Item, Snapshot } from '../../../infra/local/story/snapshot.ts';
import { goodSnapshot, july, june, line, paid, payout, withItem } from './good-snapshot.ts';

export const august = 'assistance.06.2016-08';
/** The commune in which everything happens. */
export const inCommune = (periodId: string): string => `PERIOD#${periodId}#COMMUNE#01837`;

const owed = (periodId: string, recipientId: string, item: Item): Item =>
  payout(periodId, recipientId, {
    pk: inCommune(periodId),
    place: { kind: 'point', pointId: '01837-1', day: `${periodId.slice(-7)}-03` },
    ...item,
  });
const completion = (proofId: string, recordedAt: string) => paid(recordedAt, proofId)['completion'];
const reversal = (proofId: string, item: Item) => ({
  completion: completion(proofId, '2016-06-03T10:00:00Z'),
  reason: 'TYPED_WRONG',
  askedBy: 'teller',
  at: '2016-06-04T03:00:00Z',
  ...item,
});
const decision = (reason: string) => ({
  by: 'approver',
  at: '2016-06-08T03:00:00Z',
  reason,
  paper: '112/QĐ-UBND',
});
const carried = { state: 'carriedOver', carriedOverAt: '2016-06-19T00:00:00Z' };
const bothMonths = { amount: 540_000, lines: [line('2016-06', june), line('2016-07')] };

const ofJune = (): Item[] => [
  owed(june, 'CCCCCCCCCC', {
    ...paid('2016-06-09T10:00:00Z', 'c2'),
    proofs: ['c1', 'c2'],
    reversals: [reversal('c1', { confirmedBy: 'accountant' })],
  }),
  owed(june, 'DDDDDDDDDD', {
    state: 'handedBack',
    decision: decision('DIED'),
    attempts: [{ reason: 'DIED', recordedAt: '2016-06-03T10:00:00Z' }],
    proofs: ['d1'],
  }),
  owed(june, 'EEEEEEEEEE', { state: 'withheld', decision: decision('UNDER_REVIEW') }),
  owed(june, 'FFFFFFFFFF', carried),
  owed(june, 'GGGGGGGGGG', {
    ...paid('2016-06-09T10:00:00Z', 'g2'),
    proofs: ['g1', 'g2'],
    reversals: [reversal('g1', {})],
  }),
  owed(june, 'HHHHHHHHHH', carried),
];

const late = (recipientId: string, proofId: string, item: Item): Item => ({
  pk: inCommune(june),
  sk: `LATE#${recipientId}#${proofId}`,
  recipientId,
  proofId,
  saysPaid: true,
  ...item,
});

const ofJuly = (): Item[] => [
  owed(july, 'CCCCCCCCCC', { chosen: { by: 'planner', at: '2016-06-21T03:00:00Z', reason: 'ASKED' } }),
  owed(july, 'FFFFFFFFFF', {
    settledLate: {
      by: 'accountant',
      at: '2016-06-25T03:00:00Z',
      proofId: 'f1',
      lines: [line('2016-06', june)],
    },
  }),
  owed(july, 'GGGGGGGGGG', {}),
  owed(july, 'HHHHHHHHHH', { ...bothMonths, held: { periodId: june, proofId: 'h1' } }),
];

const sheet = (periodId: string, day: string, item: Item): Item => ({
  pk: inCommune(periodId),
  sk: `SHEET#01837-1.${day}`,
  sheetId: `01837-1.${day}`,
  status: 'reported',
  settledBy: 'teller',
  settledAt: `${day}T10:00:00Z`,
  ...item,
});

const around = (): Item[] => [
  {
    pk: `PERIOD#${june}`,
    sk: 'COMMUNE#01837',
    planned: { hash: 'plan' },
    submitted: { hash: 'plan', total: { count: 6, amount: 1_620_000 } },
    sealedAt: '2016-06-19T00:00:00Z',
  },
  {
    pk: `PERIOD#${july}`,
    sk: 'COMMUNE#01837',
    planned: { hash: 'plan' },
    submitted: { hash: 'plan', total: { count: 4, amount: 1_620_000 } },
  },
  late('FFFFFFFFFF', 'f1', {
    decision: 'confirmed',
    decidedBy: 'accountant',
    decidedAt: '2016-06-25T03:00:00Z',
  }),
  late('HHHHHHHHHH', 'h1', {}),
  sheet(june, '2016-06-03', {
    wave: { status: 'released', overdue: 4, of: 6, by: 'planner', at: '2016-06-06T02:00:00Z' },
  }),
  sheet(june, '2016-06-07', { status: 'signedOff', settledBy: 'accountant' }),
  {
    pk: `PERIOD#${july}`,
    sk: 'MOVED#01837-1#2016-07-03',
    pointId: '01837-1',
    day: '2016-07-03',
    to: '2016-07-05',
    by: 'planner',
    at: '2016-07-02T01:00:00Z',
  },
  {
    pk: inCommune(july),
    sk: 'REMINDER#phone-c#2016-07-02',
    phoneKey: 'phone-c',
    date: '2016-07-02',
    recipientIds: ['CCCCCCCCCC'],
    notice: 'day-moved',
    status: 'sent',
    at: '2016-07-02T01:00:05Z',
  },
  { pk: `PERIOD#${august}`, sk: 'PERIOD', periodId: august, status: 'cancelled' },
  owed(august, 'CCCCCCCCCC', {}),
];

const act = (periodId: string, name: string, by: string, role: string): Item => ({
  pk: `PERIOD#${periodId}`,
  sk: `2016-06-08T03:00:00Z#${name}#${by}`,
  act: name,
  by,
  role,
  at: '2016-06-08T03:00:00Z',
});

const acts = (): Item[] => [
  act(june, 'change-payout', 'approver', 'approver'),
  act(june, 'change-payout', 'teller', 'teller'),
  act(june, 'change-payout', 'accountant', 'accountant'),
  act(june, 'change-payout', 'planner', 'planner'),
];

const recipient: Item = {
  pk: 'COMMUNE#assistance#01837',
  sk: 'RECIPIENT#CCCCCCCCCC',
  recipientId: 'CCCCCCCCCC',
  commune: '01837',
  status: 'active',
  name: 'Ma Thị Tàn',
  phone: '+84531234567',
  phoneKey: 'phone-c',
};

/**
 * The good snapshot and a second commune in which everything happened that people decide: payments undone, money
 * handed back and withheld, results that came late, a place chosen, a day moved, a wave, a notice, a cancelled month.
 */
export const eventfulSnapshot = (): Snapshot => {
  const good = goodSnapshot();
  const more = [...ofJune(), ...ofJuly(), ...around()];
  const all = {
    ...good,
    payouts: [...good.payouts, ...more],
    registry: [...good.registry, recipient],
    audit: [...good.audit, ...acts()],
    outbox: [...good.outbox, { to: '+84531234567', text: 'BDBACKAN: …', sentAt: '2016-07-02T01:00:05Z' }],
  };
  const inJune = withItem(all, 'payouts', { pk: `PERIOD#${june}`, sk: 'APPROVAL' }, (item) => ({
    ...item,
    total: { count: 8, amount: 2_160_000 },
    received: 2_160_000,
  }));
  const settled = withItem(inJune, 'payouts', { sk: 'SETTLEMENT' }, (item) => ({
    ...item,
    approved: { count: 8, amount: 2_160_000 },
    paid: { count: 3, amount: 810_000 },
    carriedOver: { count: 3, amount: 810_000 },
    handedBack: { count: 1, amount: 270_000 },
    withheld: { count: 1, amount: 270_000 },
    received: 2_160_000,
    toHandBack: 1_350_000,
  }));
  return withItem(settled, 'payouts', { pk: `PERIOD#${july}`, sk: 'APPROVAL' }, (item) => ({
    ...item,
    total: { count: 6, amount: 2_430_000 },
    received: 2_430_000,
  }));
};
