import { describe, expect, it } from 'vitest';
import { checkPromises } from '../../infra/local/story/checker.ts';
import type { Item, Snapshot } from '../../infra/local/story/snapshot.ts';
import { emptySnapshot } from '../../infra/local/story/snapshot.ts';
import { goodSnapshot, withItem } from './support/good-snapshot.ts';

const june = 'PERIOD#assistance.06.2016-06';
const july = 'PERIOD#assistance.06.2016-07';
const inJune = `${june}#COMMUNE#01834`;
const inJuly = `${july}#COMMUNE#01834`;
const payoutA = 'PAYOUT#AAAAAAAAAA';
const payoutB = 'PAYOUT#BBBBBBBBBB';

const good = goodSnapshot();
const planted = (pk: string, sk: string, change: Item | undefined): Snapshot =>
  withItem(good, 'payouts', { pk, sk }, (item) => change && { ...item, ...change });
const itemOf = (pk: string, sk: string): Item =>
  good.payouts.find((item) => item['pk'] === pk && item['sk'] === sk)!;
const more = (items: readonly Item[]): Snapshot => ({ ...good, payouts: [...good.payouts, ...items] });
const promises = (snapshot: Snapshot): number[] => [
  ...new Set(checkPromises(snapshot).map(({ promise }) => promise)),
];
const said = (snapshot: Snapshot): string =>
  checkPromises(snapshot)
    .map(({ promise, what }) => `${promise}: ${what}`)
    .join('\n');

describe('sound books', () => {
  it('break no promise', () => {
    expect(said(good)).toBe('');
    expect(checkPromises(emptySnapshot)).toEqual([]);
  });
});

describe('promise 1', () => {
  it('sees the same payout twice', () => {
    expect(said(more([itemOf(inJuly, payoutA)]))).toContain(
      '1: assistance.06.2016-07 01834 AAAAAAAAAA is there twice',
    );
  });
  it('sees the same regular line twice', () => {
    const twice = [itemOf(inJuly, payoutA)['lines']].flat().flatMap((line) => [line, line]);
    expect(said(planted(inJuly, payoutA, { lines: twice }))).toContain('1: ');
  });
  it('sees somebody with regular lines in two communes', () => {
    const elsewhere = { ...itemOf(inJuly, payoutA), pk: `${july}#COMMUNE#01837` };
    expect(said(more([elsewhere]))).toContain('regular lines in 01834 and 01837');
  });
  it('sees one id number with two active recipients', () => {
    const same = withItem(good, 'registry', { sk: 'RECIPIENT#AAAAAAAAAA' }, (item) => ({
      ...item,
      idNumber: '095123456',
    }));
    expect(said(same)).toContain('active with the same id number');
  });
  it('lets the same id number be active in another programme', () => {
    const recipientId = 'CCCCCCCCCC';
    const elsewhere = {
      ...good.registry.find(({ sk }) => sk === 'RECIPIENT#AAAAAAAAAA'),
      pk: 'COMMUNE#pensions#01834',
      sk: `RECIPIENT#${recipientId}`,
      recipientId,
    };
    const claim = { pk: 'IDENTITY#pensions#hash-c', sk: 'IDENTITY', commune: '01834', recipientId };
    expect(said({ ...good, registry: [...good.registry, elsewhere, claim] })).toBe('');
  });
  it('sees an id number of somebody active that another holds', () => {
    const taken = withItem(
      good,
      'registry',
      { pk: 'IDENTITY#assistance#hash-a', sk: 'IDENTITY' },
      (item) => ({
        ...item,
        commune: '01837',
      }),
    );
    expect(said(taken)).toBe(
      '1: assistance 01834 AAAAAAAAAA is active with an id number that another holds, or nobody',
    );
  });
});

describe('promise 2', () => {
  it.each<[string, string, string, Item | undefined]>([
    ['a payout that vanished', inJuly, payoutA, undefined],
    ['an amount that changed', inJune, payoutA, { amount: 260_000, lines: [] }],
    ['a state that nobody knows', inJuly, payoutA, { state: 'lost' }],
    ['a total that was not submitted', july, 'APPROVAL', { total: { count: 3, amount: 810_000 } }],
    [
      'a commune that was submitted otherwise',
      july,
      'COMMUNE#01834',
      { submitted: { hash: 'x', total: { count: 1, amount: 1 } } },
    ],
    ['a closed period without settlement', june, 'SETTLEMENT', undefined],
    [
      'a settlement that says more than was paid',
      june,
      'SETTLEMENT',
      { paid: { count: 2, amount: 540_000 } },
    ],
    ['money that is missing', june, 'SETTLEMENT', { toHandBack: 0 }],
    ['an unbalanced settlement', june, 'SETTLEMENT', { status: 'unbalanced' }],
    ['an open payout in a closed period', inJune, payoutB, { state: 'assigned', carriedOverAt: undefined }],
  ])('sees %s', (_, pk, sk, change) => {
    expect(promises(planted(pk, sk, change))).toContain(2);
  });
});

describe('promise 3', () => {
  const completion = itemOf(inJune, payoutA)['completion'];
  it.each<[string, string, string, Item]>([
    ['a payment without completion', inJune, payoutA, { completion: undefined }],
    ['a completion that is not a payment', inJuly, payoutA, { completion }],
    ['an overwritten payment', inJune, payoutA, { proofs: ['p0', 'p1'] }],
    ['a proof that was lost', inJune, payoutA, { proofs: [] }],
    [
      'a payment before approval',
      inJune,
      payoutA,
      { completion: { proofId: 'p1', recordedAt: '2016-05-23T00:00:00Z', paidOn: '2016-05-23' } },
    ],
    [
      'a payment after the commune was sealed',
      inJune,
      payoutA,
      { completion: { proofId: 'p1', recordedAt: '2016-06-19T00:00:01Z', paidOn: '2016-06-03' } },
    ],
    [
      'more recorded results than proofs',
      june,
      'RESULT#20160603T100000-9',
      { rows: 9, answers: { recorded: 9 } },
    ],
    [
      'a due that was paid in two periods',
      inJune,
      payoutB,
      { ...itemOf(inJune, payoutA), sk: payoutB, pk: inJune },
    ],
  ])('sees %s', (_, pk, sk, change) => {
    expect(promises(planted(pk, sk, change))).toContain(3);
  });
});

describe('promise 4', () => {
  it('sees a carried line that is missing in the next plan', () => {
    const [, regular] = [itemOf(inJuly, payoutB)['lines']].flat();
    expect(said(planted(inJuly, payoutB, { lines: [regular] }))).toContain(
      'is missing in assistance.06.2016-07',
    );
  });
  it('sees a carried line that is there twice', () => {
    const [carried, regular] = [itemOf(inJuly, payoutB)['lines']].flat();
    expect(said(planted(inJuly, payoutB, { lines: [carried, carried, regular] }))).toContain('is 2 times in');
  });
  it('sees a line that was paid and is due again', () => {
    const again = {
      kind: 'regular',
      benefit: '5.5b',
      month: '2016-06',
      amount: 270_000,
      carriedFrom: june.slice(7),
    };
    expect(said(planted(inJuly, payoutA, { lines: [again] }))).toContain('4: ');
  });
  it('sees a line carried from nowhere', () => {
    const stray = {
      kind: 'regular',
      benefit: '5.4',
      month: '2016-05',
      amount: 270_000,
      carriedFrom: 'assistance.06.2016-05',
    };
    expect(said(planted(inJuly, payoutA, { lines: [stray] }))).toContain('which did not carry it over');
  });
  describe('where a list opened the books with what another system owed', () => {
    const opening = { kind: 'regular', benefit: '5.5b', month: '2016-05', amount: 270_000 };
    const [regular] = [itemOf(inJune, payoutB)['lines']].flat();
    const [carried, ofJuly] = [itemOf(inJuly, payoutB)['lines']].flat();
    const carriedFrom = 'assistance.06.2016-05';
    const openedWith = (line: Item, next: Item = line): Snapshot => {
      const change = (lines: unknown[]) => (item: Item) => ({
        ...item,
        amount: 270_000 * lines.length,
        lines,
      });
      const opened = withItem(good, 'payouts', { pk: inJune, sk: payoutB }, change([line, regular]));
      const onward = change([next, carried, ofJuly]);
      return withItem(opened, 'payouts', { pk: inJuly, sk: payoutB }, onward);
    };
    it('does not miss the period that carried it over', () => {
      expect(promises(openedWith({ ...opening, carriedFrom }))).not.toContain(4);
    });
    it('sees one that is carried from this month or a later one', () => {
      const odd = { ...opening, carriedFrom: june.slice(7) };
      expect(said(openedWith(odd))).toContain('which did not carry it over');
    });
    it('sees one that names another period on the way', () => {
      const next = { ...opening, carriedFrom: june.slice(7) };
      expect(said(openedWith({ ...opening, carriedFrom }, next))).toContain(`does not name ${carriedFrom}`);
    });
  });
  it('sees a carried line that does not say who owed it', () => {
    const regular = { kind: 'regular', benefit: '5.5b', amount: 270_000 };
    const lines = ['2016-06', '2016-07'].map((month) => ({ ...regular, month }));
    expect(said(planted(inJuly, payoutB, { lines }))).toContain('does not name');
  });
  it('does not miss a line in a plan that was submitted before the commune was sealed', () => {
    const [, regular] = [itemOf(inJuly, payoutB)['lines']].flat();
    const late = withItem(
      planted(inJuly, payoutB, { lines: [regular] }),
      'payouts',
      { pk: june, sk: 'COMMUNE#01834' },
      (item) => ({
        ...item,
        sealedAt: '2016-06-23T00:00:00Z',
      }),
    );
    expect(promises(late)).not.toContain(4);
  });
});

describe('promise 5', () => {
  const [sms] = good.outbox;
  const reminder = 'REMINDER#phone-b#2016-06-06';
  it('sees a second message on the same day', () => {
    expect(promises({ ...good, outbox: [sms!, sms!] })).toEqual([5]);
  });
  it('sees a message that nobody asked for, and one that never went out', () => {
    expect(said({ ...good, outbox: [sms!, { ...sms!, to: '+84511111111' }] })).toContain('5: phone unknown');
    expect(said({ ...good, outbox: [] })).toContain('0 messages went out');
  });
  it('sees a message in the evening', () => {
    const late = '2016-06-06T12:00:00Z';
    const snapshot = { ...planted(inJune, reminder, { at: late }), outbox: [{ ...sms!, sentAt: late }] };
    expect(said(snapshot)).toContain('outside the hours');
  });
  it('sees a reminder to somebody recorded as paid or dead', () => {
    const before = {
      state: 'paid',
      completion: { proofId: 'p2', recordedAt: '2016-06-06T01:00:00Z', paidOn: '2016-06-05' },
    };
    expect(said(planted(inJune, payoutB, before))).toContain('told nobody');
    const dead = { attempts: [{ reason: 'DIED', recordedAt: '2016-06-03T10:00:00Z' }] };
    expect(said(planted(inJune, payoutB, dead))).toContain('told nobody');
  });
  it('sees a payout that was reminded too often', () => {
    const days = ['2016-06-07', '2016-06-08'].map((date) => ({
      ...itemOf(inJune, reminder),
      sk: `REMINDER#phone-b#${date}`,
      date,
    }));
    const outbox = ['06', '07', '08'].map((day) => ({ ...sms!, sentAt: `2016-06-${day}T01:00:05Z` }));
    expect(said({ ...more(days), outbox })).toContain('was reminded 3 times');
  });
});

describe('promise 6', () => {
  const list = 'LIST#20160516T000700-2';
  const changes = { new: 0, changed: 2, unchanged: 0, stopped: 0, superseded: 0 };
  const inBoth = (change: Item): Snapshot => ({
    ...good,
    payouts: good.payouts.map((item) => (item['sk'] === 'LIST' ? { ...item, ...change } : item)),
  });
  it('sees a repeated roster that changed something', () => {
    expect(promises(planted(list, 'LIST', { changes }))).toContain(6);
  });
  it('sees repeated corrections that changed something', () => {
    expect(promises(inBoth({ kind: 'corrections', changes }))).toContain(6);
  });
  it('lets a roster change what another list had changed in between', () => {
    const between = { ...itemOf(list, 'LIST'), pk: 'LIST#L', listId: 'L', kind: 'corrections', copyKey: 'x' };
    const other = { ...between, arrivedAt: '2016-05-16T00:06:00Z' };
    const again = planted(list, 'LIST', { changes });
    expect(promises({ ...again, payouts: [...again.payouts, other] })).not.toContain(6);
  });
  it('sees a repeated result file that was recorded again', () => {
    const listId = '20160603T110000-10';
    const again: Item = { ...itemOf(june, 'RESULT#20160603T100000-9'), sk: `RESULT#${listId}`, listId };
    const text = good.files.find(({ key }) => key.startsWith('lists/20160603'))!.text;
    const snapshot = { ...more([again]), files: [...good.files, { key: `lists/${listId}/sheet.csv`, text }] };
    expect(said(snapshot)).toContain('recorded more than once');
  });
});

describe('promise 7', () => {
  const first = 'LIST#20160516T000500-1';
  const list = 'LIST#20160516T000700-2';
  const changed = { new: 0, changed: 0, unchanged: 2, superseded: 0 };
  const reported = (report: unknown): Snapshot['files'] =>
    good.files.map((file) =>
      file.key.endsWith('summary.json') ? { ...file, text: JSON.stringify(report) } : file,
    );
  it.each<[string, string, string, Item]>([
    ['a row without outcome', list, 'LIST', { rows: 3 }],
    ['a row without outcome in a commune', list, 'COMMUNE#01834', { rows: 3 }],
    ['a commune without outcome', first, 'COMMUNE#01834', { outcome: undefined }],
    ['a commune that was never compared', list, 'COMMUNE#01834', { diff: undefined }],
    ['a row in a commune where nothing changes', list, 'COMMUNE#01834', { rejected: 1 }],
    ['a row of corrections without outcome', list, 'LIST', { kind: 'corrections', rows: 3 }],
    [
      'a stop that no row asked for',
      list,
      'LIST',
      { changes: { ...changed, stopped: 1 }, kind: 'corrections' },
    ],
    ['a result without answer', june, 'RESULT#20160603T100000-9', { rows: 3 }],
  ])('sees %s', (_, pk, sk, change) => {
    expect(promises(planted(pk, sk, change))).toContain(7);
  });
  it('counts the rows of the file itself', () => {
    const files = good.files.map((file) =>
      file.key.endsWith('roster.csv') ? { ...file, text: `${file.text}01834,C,X\r\n` } : file,
    );
    expect(said({ ...good, files })).toContain('the file has 3 rows, 2 were counted');
  });
  it('counts a line that was left out for a reason, and no blank one', () => {
    const files = reported({ skippedWhy: { total: 1, empty: 7 }, findings: [] }).map((file) =>
      file.key === `lists/${list.slice(5)}/roster.csv`
        ? { ...file, text: `${file.text},,\r\n,,Tổng cộng\r\n\r\n` }
        : file,
    );
    expect(said({ ...good, files })).toBe('');
  });
  it.each<[string, unknown]>([
    ['with its header further below', { sheets: [{ name: '', headerRow: 4 }] }],
    ['in another encoding', { encoding: 'windows-1258' }],
  ])('does not count the lines of a file %s', (_, report) => {
    const files = reported({ findings: [], ...Object(report) }).map((file) =>
      file.key === `lists/${list.slice(5)}/roster.csv` ? { ...file, text: `${file.text}x\r\n` } : file,
    );
    expect(promises({ ...good, files })).not.toContain(7);
  });
  it('does not take a workbook for text', () => {
    const workbook = planted(list, 'LIST', { copyKey: 'lists/2/roster.xlsx' });
    expect(
      said({ ...workbook, files: [...good.files, { key: 'lists/2/roster.xlsx', text: 'PK"\n"x' }] }),
    ).toBe('');
  });
  it('takes a stop that a row of corrections asked for as its outcome', () => {
    const stops = { kind: 'corrections', changes: { ...changed, unchanged: 1, stopped: 1 } };
    const counts = { new: 0, changed: 0, unchanged: 1, stopped: 1, rejected: 0 };
    const listed = planted(list, 'LIST', stops);
    const at = { pk: list, sk: 'COMMUNE#01834' };
    const snapshot = withItem(listed, 'payouts', at, (item) => ({
      ...item,
      diff: { counts },
      outcome: 'applied',
    }));
    expect(promises(snapshot)).not.toContain(7);
  });
  it('counts the answers of the report itself', () => {
    const files = good.files.filter(({ key }) => !key.endsWith('answers.csv'));
    expect(said({ ...good, files })).toContain('has no answers to read');
  });
  it('sees somebody stopped by a rejected row', () => {
    const stopped = withItem(good, 'registry', { sk: 'RECIPIENT#BBBBBBBBBB' }, (item) => ({
      ...item,
      status: 'stopped',
    }));
    const files = reported({ findings: [{ row: 3, severity: 'error' }] });
    expect(said({ ...stopped, files })).toContain('row 3 was rejected and its recipient BBBBBBBBBB stopped');
  });
});

describe('promise 8', () => {
  it.each<[string, string, Item]>([
    ['an approval of one’s own work', 'APPROVAL', { approvedBy: 'officer' }],
    ['an approval by nobody', 'APPROVAL', { approvedBy: undefined }],
    ['an approval before the submission', 'APPROVAL', { approvedAt: '2016-06-01T00:00:00Z' }],
    ['an approval of another plan', 'APPROVAL', { hash: 'another' }],
    ['a plan that was made again', 'COMMUNE#01834', { planned: { hash: 'another' } }],
    ['a commune that was never submitted', 'COMMUNE#01834', { submitted: undefined }],
  ])('sees %s', (_, sk, change) => {
    expect(promises(planted(july, sk, change))).toContain(8);
  });
  it('sees an approval that is not on record', () => {
    expect(said({ ...good, audit: [] })).toContain('not on record');
  });
});

describe('promise 9', () => {
  it('sees the name of a sheet in a table', () => {
    const summary = {
      findings: [],
      sheets: [
        { name: 'Lan', headerRow: 1 },
        { name: 'Bà Lan', headerRow: 1 },
      ],
    };
    const files = [...good.files, { key: 'reports/lists/L/summary.json', text: JSON.stringify(summary) }];
    const source = { sheet: 'Bà Lan', row: 7 };
    expect(said({ ...good, files })).toBe('');
    expect(said({ ...planted(inJuly, payoutA, { source }), files })).toContain(
      'has a sheet’s name in PERIOD#',
    );
  });
  it.each<[string, Snapshot]>([
    ['a name in a log', { ...good, logs: ['{"message":"no row for Hoàng Thị Lả"}'] }],
    ['a name in capitals without accents', { ...good, logs: ['error for HOANG THI LA in row 7'] }],
    ['a decomposed name', { ...good, logs: ['Nông Văn Sằm'.normalize('NFD')] }],
    ['an id number in a queue message', { ...good, traffic: ['{"id":"006130123456"}'] }],
    ['a phone in an execution', { ...good, traffic: ['{"to":"0511234567"}'] }],
    ['a phone in the payouts table', planted(inJuly, payoutA, { phone: '+84511234567' })],
    ['a name in the payouts table', planted(inJuly, payoutA, { who: 'Nông Văn Sằm' })],
    [
      'an id number in the audit',
      withItem(good, 'audit', { pk: june, sk: '2016-05-24T02:00:00Z#approve-period#1' }, (item) => ({
        ...item,
        old: '095123456',
      })),
    ],
  ])('sees %s', (_, snapshot) => {
    expect(promises(snapshot)).toEqual([9]);
    expect(said(snapshot)).not.toMatch(/Hoàng|HOANG|006130123456|511234567|095123456/);
  });
});

describe('promise 10', () => {
  it.each<[string, Item]>([
    ['a fee that was kept', { amount: 265_000 }],
    [
      'less handed over than was due',
      {
        completion: {
          proofId: 'p1',
          recordedAt: '2016-06-03T10:00:00Z',
          paidOn: '2016-06-03',
          amount: 260_000,
        },
      },
    ],
    ['a fee', { fee: 5_000 }],
  ])('sees %s', (_, change) => {
    expect(promises(planted(inJune, payoutA, change))).toContain(10);
  });
});
