import { findingLine } from '../../../shared/lists/report/named-finding.ts';
import type { Known } from './check-list-known.ts';
import type { CheckedList } from './check-list-read.ts';
import { type CheckSummary, countByRule, type RefusedSummary } from './check-list-summary.ts';

const shown = 20;
const number = (value: number): string => value.toLocaleString('en');

/** What a list came to, and the first of what is wrong in it. */
export const checkText = (checked: CheckedList, summary: CheckSummary, known: Known): string => {
  const { rows, accepted, rejected, warnings, heldBecause } = summary;
  return [
    `${checked.file}: ${summary.kind}${summary.kind === 'roster' ? ` of ${known.month}` : ''}`,
    `  ${number(rows)} rows: ${number(accepted)} accepted, ${number(rejected)} rejected; ${number(warnings)} warnings`,
    ...byRule('errors', countByRule(checked, 'error')),
    ...byRule('warnings', countByRule(checked, 'warning')),
    ...byRule('skipped', Object.entries(summary.skippedWhy ?? {})),
    ...moneyLines(summary),
    ...(heldBecause === undefined ? [] : [`  an approver would have to release it: ${heldBecause}`]),
    `  ${summary.encoding ?? ''}${summary.convertedFrom === undefined ? '' : `, converted from ${summary.convertedFrom}`}`,
    ...sheetLines(summary),
    ...(summary.sum === undefined
      ? []
      : [`  checked by the settings of ${known.from.settings} and the points of ${known.from.points}`]),
    ...firstLines(summary.findings, summary.findingsLeftOut),
  ].join('\n');
};

export const refusalText = (file: string, { refused, message, advice, findings }: RefusedSummary): string =>
  [
    `${file}: refused (${refused})`,
    `  ${message.vi} / ${message.en}`,
    `  → ${advice.vi} / ${advice.en}`,
    ...firstLines(findings),
  ].join('\n');

const byRule = (what: string, counts: readonly (readonly [rule: string, count: number])[]): string[] =>
  counts.length === 0
    ? []
    : [`  ${what}: ${counts.map(([rule, count]) => `${rule} ${number(count)}`).join(', ')}`];

const moneyLines = ({ fileTotal, sum }: CheckSummary): string[] => {
  if (sum === undefined) return [];
  const told = fileTotal === undefined ? 'not everywhere in the file' : `${number(fileTotal)} đồng`;
  return [`  sum of its rows ${number(sum)} đồng; its own total ${told}`];
};

const sheetLines = ({ sheets = [] }: CheckSummary): string[] =>
  sheets.map(({ name, headerRow, columns }) => {
    const stray = columns.filter(({ field, header }) => field === undefined && header !== '');
    const known = `${number(columns.length - stray.length)} columns`;
    const rest = stray.length === 0 ? '' : `; not used: ${stray.map(({ header }) => header).join(', ')}`;
    return `  ${name === '' ? 'the file' : `sheet ${name}`}: header in row ${number(headerRow)}, ${known}${rest}`;
  });

const firstLines = (findings: CheckSummary['findings'], leftOut = 0): string[] => {
  const more = findings.length - shown + leftOut;
  return [
    ...(findings.length === 0 ? [] : ['']),
    ...findings.slice(0, shown).map(findingLine),
    ...(more > 0 ? [`… and ${number(more)} more: --json FILE or --out DIR tells them`] : []),
  ];
};
