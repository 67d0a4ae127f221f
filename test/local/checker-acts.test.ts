import { describe, expect, it } from 'vitest';
import { checkPromises } from '../../infra/local/story/checker.ts';
import type { Item, Snapshot } from '../../infra/local/story/snapshot.ts';
import { august, eventfulSnapshot, inCommune } from './support/eventful-snapshot.ts';
import { july, june, withItem } from './support/good-snapshot.ts';

const eventful = eventfulSnapshot();
const said = (snapshot: Snapshot): string =>
  checkPromises(snapshot)
    .map(({ promise, what }) => `${promise}: ${what}`)
    .join('\n');
const planted = (pk: string, sk: string, change: Item | undefined): Snapshot =>
  withItem(eventful, 'payouts', { pk, sk }, (item) => change && { ...item, ...change });
const itemOf = (pk: string, sk: string): Item =>
  eventful.payouts.find((item) => item['pk'] === pk && item['sk'] === sk)!;
const more = (items: readonly Item[]): Snapshot => ({
  ...eventful,
  payouts: [...eventful.payouts, ...items],
});
const withoutActs = (role: string): Snapshot => ({
  ...eventful,
  audit: eventful.audit.filter((act) => act['role'] !== role || act['act'] === 'approve-period'),
});

const inJune = inCommune(june);
const inJuly = inCommune(july);
const C = 'PAYOUT#CCCCCCCCCC';
const D = 'PAYOUT#DDDDDDDDDD';
const E = 'PAYOUT#EEEEEEEEEE';
const F = 'PAYOUT#FFFFFFFFFF';
const G = 'PAYOUT#GGGGGGGGGG';
const H = 'PAYOUT#HHHHHHHHHH';
const reversalOf = (sk: string): Item => [itemOf(inJune, sk)['reversals']].flat()[0] as Item;
const undoneBy = (sk: string, change: Item): Snapshot =>
  planted(inJune, sk, { reversals: [{ ...reversalOf(sk), ...change }] });
const restoredBy = (by: string, decision: Item = {}): Snapshot =>
  planted(inJune, F, {
    restored: { by, at: '2016-06-03T00:00:00Z', decision: { by: 'approver', reason: 'DIED', ...decision } },
  });
const decided = (sk: string, change: Item): Snapshot =>
  planted(inJune, sk, { decision: { ...Object(itemOf(inJune, sk)['decision']), ...change } });

it('lets people undo, hand back, withhold, move, choose, sign off and find out, each by their right', () => {
  expect(said(eventful)).toBe('');
});

describe('promise 2', () => {
  it.each<[string, Item]>([
    ['handed back 0', { handedBack: { count: 0, amount: 0 } }],
    ['withheld 0', { withheld: { count: 0, amount: 0 } }],
  ])('sees a settlement that says less than was decided: %s', (what, change) => {
    expect(said(planted(`PERIOD#${june}`, 'SETTLEMENT', change))).toContain(`2: ${june}: settled ${what}`);
  });
  it.each<[string, Item]>([
    ['was adjusted by one person', { status: 'adjusted', adjustment: { askedBy: 'a', confirmedBy: 'a' } }],
    ['is settled as unbalanced', { status: 'unbalanced' }],
    ['more money went back', { returned: [{ amount: 1_350_001, voucher: '1' }] }],
    [
      'the same voucher stands for money twice',
      {
        returned: [
          { amount: 1, voucher: '1' },
          { amount: 1, voucher: '1' },
        ],
      },
    ],
  ])('sees a settlement of which is to be said: %s', (what, change) => {
    expect(said(planted(`PERIOD#${june}`, 'SETTLEMENT', change))).toContain(what);
  });
  it('accepts an adjustment of two people, and money that went back', () => {
    const adjustment = { askedBy: 'accountant', confirmedBy: 'approver' };
    const returned = [{ amount: 1_350_000, voucher: 'UNC-1' }];
    const settled = { status: 'adjusted', adjustment, returned };
    expect(said(planted(`PERIOD#${june}`, 'SETTLEMENT', settled))).toBe('');
  });
  it('counts what was settled late as handed back, and misses it where it is gone', () => {
    expect(said(planted(inJuly, F, { settledLate: undefined }))).toContain(`2: ${july} 01837: submitted`);
  });
});

describe('promise 3', () => {
  it.each<[string, Snapshot]>([
    ['has 1 proofs for 2 results', planted(inJune, C, { proofs: ['c2'] })],
    ['has lost the proof of a payment that was undone', planted(inJune, C, { proofs: ['c2', 'x'] })],
    ['was undone before it was paid', undoneBy(C, { at: '2016-06-03T09:00:00Z' })],
    ['was paid again before the first payment was undone', undoneBy(C, { at: '2016-06-10T09:00:00Z' })],
    ['was undone after its commune was sealed', undoneBy(C, { at: '2016-06-20T09:00:00Z' })],
    [
      'is paid again by a proof that was undone',
      undoneBy(C, { completion: { ...Object(reversalOf(C)['completion']), proofId: 'c2' } }),
    ],
    ['is carriedOver, and a reversal is asked for', planted(inJune, F, { reversalAsked: { by: 'teller' } })],
    ['is paid in a month that was cancelled', planted(inCommune(august), C, { state: 'paid' })],
    [
      'is paid while a late result of it waits for a decision',
      planted(inJune, C, { held: { periodId: june, proofId: 'x' } }),
    ],
  ])('sees a payout that %s', (what, snapshot) => {
    expect(said(snapshot)).toContain(`3: `);
    expect(said(snapshot)).toContain(what);
  });
  it('sees what was confirmed as paid late and paid again afterwards', () => {
    const bothMonths = { lines: itemOf(inJuly, H)['lines'], amount: 540_000, settledLate: undefined };
    const completion = { proofId: 'f2', recordedAt: '2016-07-03T10:00:00Z', paidOn: '2016-07-03' };
    const again = { ...bothMonths, state: 'paid', proofs: ['f2'], completion };
    expect(said(planted(inJuly, F, again))).toContain(
      `regular 5.5b 2016-06 was paid in ${june} and in ${july}`,
    );
  });
  it('blames nobody for what was paid before anybody knew that it had been paid', () => {
    const bothMonths = { lines: itemOf(inJuly, H)['lines'], amount: 540_000, settledLate: undefined };
    const completion = { proofId: 'f2', recordedAt: '2016-06-24T10:00:00Z', paidOn: '2016-06-24' };
    const again = { ...bothMonths, state: 'paid', proofs: ['f2'], completion };
    expect(said(planted(inJuly, F, again))).toBe('');
  });
});

describe('promise 4', () => {
  const lateF = 'LATE#FFFFFFFFFF#f1';
  const lateH = 'LATE#HHHHHHHHHH#h1';
  it.each<[string, Snapshot]>([
    ['waits for a late result that nobody has', planted(inJune, lateH, undefined)],
    [
      'waits for a late result that was rejected',
      planted(inJune, lateH, {
        decision: 'rejected',
        decidedBy: 'accountant',
        decidedAt: '2016-06-25T03:00:00Z',
      }),
    ],
    ['which no confirmed result says', planted(inJune, lateF, { decision: 'rejected' })],
    ['a late result was confirmed by nobody', planted(inJune, lateF, { decidedAt: undefined })],
    [
      'hands back a line of its own month as paid late',
      planted(inJuly, F, {
        lines: itemOf(inJuly, H)['lines'],
        settledLate: { proofId: 'f1', lines: itemOf(inJuly, G)['lines'] },
      }),
    ],
    [
      `was paid late in ${june} and is still due in ${july}`,
      planted(inJuly, F, { lines: itemOf(inJuly, H)['lines'], amount: 540_000, settledLate: undefined }),
    ],
    [
      'is handed back as paid late, which no confirmed result says',
      decided(D, { reason: 'PAID_LATE', by: 'accountant' }),
    ],
  ])('sees a payout that %s', (what, snapshot) => {
    expect(said(snapshot)).toContain('4: ');
    expect(said(snapshot)).toContain(what);
  });
  it('sees a line that is due and settled late at once', () => {
    const { lines } = itemOf(inJuly, H);
    expect(said(planted(inJuly, F, { lines, amount: 540_000 }))).toContain('is 2 times in');
  });
  it('misses a carried line where the late result was confirmed only after the next plan was submitted', () => {
    const gone = planted(inJuly, F, { settledLate: undefined });
    expect(said(gone)).toContain(`2016-06 was carried over by ${june} and is missing in ${july}`);
    const known = withItem(gone, 'payouts', { pk: inJune, sk: lateF }, (item) => ({
      ...item,
      decidedAt: '2016-06-20T03:00:00Z',
    }));
    expect(said(known)).not.toContain('is missing in');
  });
  it('follows a line past a month that was cancelled', () => {
    const onward = { ...itemOf(inJuly, H), pk: inCommune(august), state: 'assigned', held: undefined };
    const snapshot = more([{ ...onward, lines: itemOf(inJuly, H)['lines'] }]);
    expect(said(snapshot)).toBe('');
  });
});

describe('promise 5', () => {
  const june6 = 'REMINDER#phone-b#2016-06-06';
  const commune = `PERIOD#${june}#COMMUNE#01834`;
  const sheet = 'SHEET#01834-1.2016-06-03';
  const notice = 'REMINDER#phone-c#2016-07-02';
  it('sees a notice and a reminder to one phone on one day', () => {
    const both = more([{ ...itemOf(inJuly, notice), sk: `${notice}-again`, notice: undefined }]);
    const outbox = [...eventful.outbox, eventful.outbox.at(-1)!];
    expect(said({ ...both, outbox })).toContain('phone and commune 01837 phone-c 2016-07-02: 2 messages');
  });
  it('does not count notices against the limits of reminders, nor ask whether they are due', () => {
    const days = ['04', '05', '06'].map((day) => ({
      ...itemOf(inJuly, notice),
      sk: `REMINDER#phone-c#2016-07-${day}`,
      date: `2016-07-${day}`,
    }));
    const outbox = ['04', '05', '06'].map((day) => ({
      ...eventful.outbox.at(-1)!,
      sentAt: `2016-07-${day}T01:00:05Z`,
    }));
    expect(said({ ...more(days), outbox: [...eventful.outbox, ...outbox] })).toBe('');
  });
  it.each<[string, Snapshot]>([
    ['whose day was not over', planted(commune, june6, { date: '2016-06-03' })],
    [
      'whose day was not over',
      more([
        {
          pk: `PERIOD#${june}`,
          sk: 'MOVED#01834-1#2016-06-03',
          pointId: '01834-1',
          day: '2016-06-03',
          to: '2016-06-06',
          by: 'planner',
          at: '2016-06-02T09:00:00Z',
        },
      ]),
    ],
    ['whose sheet was not back', planted(commune, sheet, { status: 'issued', settledAt: undefined })],
    ['whose sheet was not back', planted(commune, sheet, { settledAt: '2016-06-06T02:00:00Z' })],
    [
      'of a wave that waits for the planner',
      planted(commune, sheet, { wave: { status: 'waiting', at: '2016-06-06T01:00:00Z' } }),
    ],
  ])('sees a reminder to somebody %s', (what, snapshot) => {
    expect(said(snapshot)).toContain(`told somebody ${what}`);
  });
  it('sees a reminder about money that was handed back before, or paid and undone only later', () => {
    const payoutB = 'PAYOUT#BBBBBBBBBB';
    const decision = { by: 'approver', at: '2016-06-05T03:00:00Z', reason: 'DIED', paper: '1/QĐ' };
    expect(said(planted(commune, payoutB, { state: 'handedBack', decision }))).toContain('told nobody');
    const reversals = [{ ...reversalOf(C), confirmedBy: 'accountant', at: '2016-06-07T03:00:00Z' }];
    expect(said(planted(commune, payoutB, { reversals }))).toContain('told nobody');
  });
});

describe('promise 8', () => {
  it.each<[string, Snapshot]>([
    ['is handedBack by somebody who is no approver on record', decided(D, { by: 'planner' })],
    ['is withheld by somebody who is no approver on record', decided(E, { by: 'teller' })],
    ["is handedBack by nobody's decision", planted(inJune, D, { decision: undefined })],
    ['is handedBack without a paper', decided(D, { paper: undefined })],
    ['is carriedOver against a decision', planted(inJune, F, { decision: itemOf(inJune, D)['decision'] })],
    ['was decided before the approval', decided(D, { at: '2016-05-23T00:00:00Z' })],
    ['was decided after its commune was sealed', decided(D, { at: '2016-06-20T00:00:00Z' })],
    ['was restored by whoever had decided', restoredBy('approver')],
    ['was restored by somebody who is no approver on record', restoredBy('planner')],
    ['was restored after it was paid late', restoredBy('planner', { reason: 'PAID_LATE' })],
    ['was undone by the same person twice', undoneBy(C, { confirmedBy: 'teller' })],
    ['whose own payment it was not', undoneBy(G, { askedBy: 'planner' })],
    ['has no right to it on record', undoneBy(C, { confirmedBy: 'planner' })],
    ['is no teller on record', withoutActs('teller')],
    ['is no planner on record', withoutActs('planner')],
    [`01837-1 2016-07-03 was moved by no planner on record`, withoutActs('planner')],
    ['the wave was released by no planner on record', withoutActs('planner')],
    ['was signed off by no accountant on record', withoutActs('accountant')],
    ['a late result was confirmed by no accountant on record', withoutActs('accountant')],
  ])('sees a payout, day or sheet that %s', (what, snapshot) => {
    expect(said(snapshot)).toContain('8: ');
    expect(said(snapshot)).toContain(what);
  });
});
