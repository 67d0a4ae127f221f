import type { Item, Snapshot } from '../../../infra/local/story/snapshot.ts';

export const june = 'assistance.06.2016-06';
export const july = 'assistance.06.2016-07';
export const line = (month: string, carriedFrom?: string) => ({
  kind: 'regular',
  benefit: '5.5b',
  month,
  amount: 270_000,
  ...(carriedFrom !== undefined && { carriedFrom }),
});
export const payout = (periodId: string, recipientId: string, item: Item): Item => ({
  pk: `PERIOD#${periodId}#COMMUNE#01834`,
  sk: `PAYOUT#${recipientId}`,
  amount: 270_000,
  lines: [line(periodId.slice(-7))],
  place: { kind: 'point', pointId: '01834-1', day: `${periodId.slice(-7)}-03` },
  attempts: [],
  proofs: [],
  state: 'assigned',
  ...item,
});
export const paid = (recordedAt: string, proofId: string): Item => ({
  state: 'paid',
  proofs: [proofId],
  completion: { proofId, paidTo: 'self', paidOn: recordedAt.slice(0, 10), recordedAt, recordedBy: 'teller' },
});
const period = (periodId: string, status: string, total: { count: number; amount: number }): Item[] => [
  { pk: `PERIOD#${periodId}`, sk: 'PERIOD', periodId, status },
  {
    pk: `PERIOD#${periodId}`,
    sk: 'APPROVAL',
    hash: `whole-${periodId}`,
    total,
    submittedBy: 'officer',
    submittedAt: periodId === june ? '2016-05-22T02:00:00Z' : '2016-06-22T02:00:00Z',
    approvedBy: 'approver',
    approvedAt: periodId === june ? '2016-05-24T02:00:00Z' : '2016-06-24T02:00:00Z',
    received: total.amount,
  },
  {
    pk: `PERIOD#${periodId}`,
    sk: 'COMMUNE#01834',
    commune: '01834',
    planned: { registerVersion: 1, hash: `plan-${periodId}` },
    submitted: { hash: `plan-${periodId}`, total },
    ...(status === 'closed' && { sealedAt: '2016-06-19T00:00:00Z' }),
  },
];
const recipient = (recipientId: string, item: Item): Item => ({
  pk: 'COMMUNE#assistance#01834',
  sk: `RECIPIENT#${recipientId}`,
  recipientId,
  commune: '01834',
  status: 'active',
  ...item,
});
const claim = (hash: string, recipientId: string): Item => ({
  pk: `IDENTITY#assistance#${hash}`,
  sk: 'IDENTITY',
  commune: '01834',
  recipientId,
});
const act = (periodId: string): Item => ({
  pk: `PERIOD#${periodId}`,
  sk: '2016-05-24T02:00:00Z#approve-period#1',
  act: 'approve-period',
  by: 'approver',
  role: 'approver',
  at: '2016-05-24T02:00:00Z',
  facts: { hash: `whole-${periodId}` },
});
const list = (listId: string, arrivedAt: string, changes: Item): Item[] => [
  {
    pk: `LIST#${listId}`,
    sk: 'LIST',
    listId,
    kind: 'roster',
    copyKey: `lists/${listId}/roster.csv`,
    arrivedAt,
    status: 'applied',
    programme: 'assistance',
    month: '2016-06',
    rows: 2,
    rejected: 0,
    changes: { superseded: 0, stopped: 0, ...changes },
  },
  {
    pk: `LIST#${listId}`,
    sk: 'COMMUNE#01834',
    commune: '01834',
    rows: 2,
    rejected: 0,
    diff: { hash: 'h', registerVersion: 0, counts: { rejected: 0, stopped: 0, ...changes } },
    ...(changes['new'] !== 0 && { outcome: 'applied' }),
  },
];
const roster = 'commune_code,file_number,full_name\r\n01834,A,Hoàng Thị Lả\r\n01834,B,Nông Văn Sằm\r\n';
const first = '20160516T000500-1';
const second = '20160516T000700-2';

/** June is closed with one payout paid and one carried over after a reminder; July is open with the carried line. */
export const goodSnapshot = (): Snapshot => ({
  payouts: [
    {
      pk: 'SETTINGS#assistance',
      sk: 'FROM#2016-01-01',
      timeZone: 'Asia/Ho_Chi_Minh',
      messages: { fromHour: 8, toHour: 19, perPayoutMax: 2, perPhoneMax: 3 },
    },
    { pk: 'DIRECTORY#assistance#06', sk: 'POINT#01834-1', name: 'Bưu cục Hoàng Thị Lả', commune: '01834' },
    ...period(june, 'closed', { count: 2, amount: 540_000 }),
    ...period(july, 'open', { count: 2, amount: 810_000 }),
    payout(june, 'AAAAAAAAAA', paid('2016-06-03T10:00:00Z', 'p1')),
    payout(june, 'BBBBBBBBBB', {
      state: 'carriedOver',
      carriedOverAt: '2016-06-19T00:00:00Z',
      attempts: [{ reason: 'ABSENT', recordedAt: '2016-06-03T10:00:00Z' }],
      proofs: ['p2'],
    }),
    payout(july, 'AAAAAAAAAA', {}),
    payout(july, 'BBBBBBBBBB', {
      ...paid('2016-07-03T10:00:00Z', 'p3'),
      amount: 540_000,
      lines: [line('2016-06', june), line('2016-07')],
    }),
    {
      pk: `PERIOD#${june}#COMMUNE#01834`,
      sk: 'REMINDER#phone-b#2016-06-06',
      phoneKey: 'phone-b',
      date: '2016-06-06',
      recipientIds: ['BBBBBBBBBB'],
      status: 'sent',
      at: '2016-06-06T01:00:05Z',
    },
    {
      pk: `PERIOD#${june}#COMMUNE#01834`,
      sk: 'SHEET#01834-1.2016-06-03',
      sheetId: '01834-1.2016-06-03',
      status: 'reported',
      settledBy: 'teller',
      settledAt: '2016-06-03T10:00:01Z',
    },
    {
      pk: `PERIOD#${june}`,
      sk: 'SETTLEMENT',
      status: 'balanced',
      approved: { count: 2, amount: 540_000 },
      paid: { count: 1, amount: 270_000 },
      carriedOver: { count: 1, amount: 270_000 },
      home: { count: 0, amount: 0 },
      received: 540_000,
      toHandBack: 270_000,
      settledAt: '2016-06-19T00:00:10Z',
    },
    {
      pk: `PERIOD#${june}`,
      sk: 'RESULT#20160603T100000-9',
      listId: '20160603T100000-9',
      status: 'recorded',
      rows: 2,
      answers: { recorded: 2 },
    },
    ...list(first, '2016-05-16T00:05:00Z', { new: 2, changed: 0, unchanged: 0 }),
    ...list(second, '2016-05-16T00:07:00Z', { new: 0, changed: 0, unchanged: 2 }),
  ],
  registry: [
    recipient('AAAAAAAAAA', { name: 'Hoàng Thị Lả', fileNumber: 'A', idNumber: '006130123456' }),
    recipient('BBBBBBBBBB', {
      name: 'Nông Văn Sằm',
      fileNumber: 'B',
      idNumber: '095123456',
      phone: '+84511234567',
      phoneKey: 'phone-b',
    }),
    claim('hash-a', 'AAAAAAAAAA'),
    claim('hash-b', 'BBBBBBBBBB'),
    {
      pk: 'COMMUNE#assistance#01834',
      sk: 'REGISTER',
      commune: '01834',
      version: 1,
      lastRoster: { listId: second },
    },
  ],
  audit: [act(june), act(july)],
  outbox: [{ to: '+84511234567', text: 'BDBACKAN: …', sentAt: '2016-06-06T01:00:05Z' }],
  files: [
    { key: `lists/${first}/roster.csv`, text: roster },
    { key: `lists/${second}/roster.csv`, text: roster },
    { key: `reports/lists/${second}/summary.json`, text: '{"findings":[]}' },
    { key: 'lists/20160603T100000-9/sheet.csv', text: 'sheet,payout\r\n' },
    {
      key: 'reports/lists/20160603T100000-9/answers.csv',
      text: 'row,answer\r\n2,recorded\r\n3,recorded\r\n',
    },
  ],
  traffic: ['{"listId":"20160516T000500-1","communes":["01834"]}'],
  logs: ['{"level":"INFO","message":"done","messages":2}'],
});

/** The same with one item replaced by what `change` makes of it, or left out. */
export const withItem = (
  snapshot: Snapshot,
  table: 'payouts' | 'registry' | 'audit',
  at: { pk?: string; sk: string },
  change: (item: Item) => Item | undefined,
): Snapshot => {
  const isIt = (item: Item) => item['sk'] === at.sk && (at.pk === undefined || item['pk'] === at.pk);
  if (!snapshot[table].some(isIt)) throw new Error(`no item ${at.sk}`);
  const items = snapshot[table].map((item) => (isIt(item) ? change(item) : item));
  return { ...snapshot, [table]: items.filter((item) => item !== undefined) };
};
