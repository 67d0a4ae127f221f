import { describe, expect, test } from 'vitest';
import { doubtOf, readingReport } from '../../../shared/lists/report/reading-report.ts';
import { readRoster } from '../../../shared/lists/roster/roster.ts';
import type { RosterRules } from '../../../shared/lists/roster/roster-rules.ts';
import { StagedReading } from '../../../shared/lists/staged.ts';
import { yenHan } from '../../support/build.ts';
import { goodCells, opened, type RosterCells, rosterLines, rosterRules } from '../../support/roster.ts';
import { withoutCommune } from '../../support/import-world.ts';

/** What the report says of a list of these rows, below which its total may stand. */
const reported = async (
  rows: readonly RosterCells[],
  given: Partial<RosterRules> = {},
  { total, ...file }: Partial<Parameters<typeof opened>[1]> & { total?: string } = {},
) => {
  const lines = rosterLines(rows);
  const [header] = lines;
  if (total !== undefined) {
    const cells = header!.cells.map((name) =>
      name === 'full_name' ? 'Tổng cộng' : name === 'amount' ? total : '',
    );
    lines.push({ sheet: 0, row: lines.length + 1, cells });
  }
  const rules = rosterRules(given);
  const whole = { encoding: 'utf-8' as const, ...opened(lines, file) };
  const report = readingReport(whole, rules);
  const reading = readRoster(whole, rules);
  for (let next = await reading.next(); ; next = await reading.next()) {
    if (next.done) return report.end(next.value);
    for (const row of next.value) report.add(row);
  }
};
const good = { ...goodCells, id_number: '006136000017' };

describe('readingReport', () => {
  test('has what was found, in rows and in all, and rejected rows as they came', async () => {
    const bad = { ...good, file_number: 'BT-02', id_number: '006136000025', born: 'sinh?' };
    const report = await reported([good, bad, { ...good, file_number: 'BT-03', id_number: '' }]);
    expect(report.findings.map(({ row, rule }) => `${row} ${rule}`)).toEqual(
      expect.arrayContaining(['3 born-unclear']),
    );
    expect(report.rejected).toMatchObject([
      { line: { sheet: 0, row: 3 }, findings: [{ rule: 'born-unclear', column: 'born' }] },
    ]);
    expect(report.rejected[0]!.line.cells).toContain('sinh?');
    expect(report).toMatchObject({
      reading: {
        encoding: 'utf-8',
        sum: 1_215_000,
        skipped: {},
        sampleNames: ['Hoàng Thị Xuân', 'Hoàng Thị Xuân', 'Hoàng Thị Xuân'],
      },
      warningsLeftOut: 0,
    });
    expect(StagedReading.parse(JSON.parse(JSON.stringify(report)))).toEqual(
      JSON.parse(JSON.stringify(report)),
    );
  });

  test('remembers by what the columns were understood', async () => {
    const [nameless] = withoutCommune([good]);
    const extraHeaders = { note: ['Ghi riêng'] };
    const report = await reported([nameless!, { ...nameless, born: '?' }], {
      givenCommune: yenHan,
      extraHeaders,
    });
    expect(report.layout).toEqual({ givenCommune: yenHan, extraHeaders });
    expect(report.rejected).toMatchObject([{ commune: yenHan }]);
  });

  test('counts the warnings that it does not keep', async () => {
    const rows = Array.from({ length: 1_200 }, (_, at) => ({
      ...good,
      file_number: `BT-${at}`,
      id_number: '',
      amount: '406000',
    }));
    const report = await reported(rows);
    expect(report.warningsLeftOut).toBeGreaterThanOrEqual(200);
    const ofRule = Map.groupBy(report.findings, ({ rule }) => rule);
    for (const some of ofRule.values()) expect(some.length).toBeLessThanOrEqual(1_000);
  });
});

describe('doubtOf', () => {
  test('has none of an ordinary list, or one whose total is right', async () => {
    expect(doubtOf(await reported([good]))).toBeUndefined();
    expect(doubtOf(await reported([good], {}, { total: '405.000' }))).toBeUndefined();
  });

  test('is a total that is not the sum', async () => {
    const report = await reported([good], {}, { total: '405.001' });
    expect(doubtOf(report)).toBe('total-differs');
    expect(report.reading).toMatchObject({ fileTotal: 405_001, sum: 405_000 });
  });

  test('is text that was converted, before everything else', async () => {
    const report = await reported([good], {}, { convertedFrom: 'TCVN3', total: '1' });
    expect(doubtOf(report)).toBe('text-converted');
  });
});
