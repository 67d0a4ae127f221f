import { expect, it } from 'vitest';
import { statusPage } from '../../infra/local/commands/status-page.ts';
import type { Status } from '../../infra/local/commands/status.ts';

const status: Status = {
  now: new Date('2016-06-03T10:00:00Z'),
  lists: [
    {
      listId: 'L1',
      kind: 'roster',
      key: 'inbox/x',
      status: 'held',
      heldBecause: 'large-change',
      month: '2016-06',
      rows: 2,
      rejected: 0,
      reports: ['summary.json', 'changes.xlsx'],
    },
    {
      listId: 'L2',
      kind: 'corrections',
      key: 'inbox/y',
      status: 'applied',
      rows: 3,
      rejected: 1,
      reports: ['summary.json', 'errors.xlsx'],
    },
  ],
  periods: [
    {
      periodId: 'assistance.06.2016-06',
      status: 'open',
      approved: { count: 2, amount: 540_000 },
      states: { paid: 1, assigned: 1 },
    },
  ],
  outbox: [
    { to: '+84511234567', text: '<script>alert("1")</script> & \'x\'', sentAt: '2016-06-03T01:00:00Z' },
  ],
  running: [{ machine: 'RunPeriod', name: 'r<1>' }],
  failed: [],
};

it('shows times of Viet Nam, counts, and what to do with a held list', () => {
  const page = statusPage(status, 'http://127.0.0.1:1', 'bucket');
  expect(page).toContain('2016-06-03 17:00');
  expect(page).toContain('540,000');
  expect(page).toContain('release-list');
});

it('links the reports of each list, held ones too', () => {
  const page = statusPage(status, 'http://127.0.0.1:1', 'bucket');
  const links = [...page.matchAll(/<a href="http:\/\/127\.0\.0\.1:1\/bucket\/reports\/lists\/([^"]+)">/g)];
  expect(links.map(([, path]) => path)).toEqual([
    'L1/summary.json',
    'L1/changes.xlsx',
    'L2/summary.json',
    'L2/errors.xlsx',
  ]);
});

it('escapes whatever people wrote', () => {
  const page = statusPage(status, 'http://127.0.0.1:1', 'bucket');
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;');
  expect(page).not.toContain('r<1>');
});
