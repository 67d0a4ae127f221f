import { programme, province } from '../sample/settings.ts';
import type { Tally } from '../story/facts.ts';
import type { Figures } from '../story/figures.ts';
import type { PeriodFigures } from '../story/period-figures.ts';
import { floorUsd } from './cost-floor.ts';

const number = (value: number, digits = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const money = ({ count, amount }: Tally): string => `${number(count)} payouts, ${number(amount)} đồng`;

/** Only where there is something: most months know of no such case. */
const cases = (period: PeriodFigures): string[] => {
  const { handedBack, withheld, late, conflicts, overfull } = period;
  const counts = [
    [late, 'came after the close'],
    [conflicts, 'say something else than before'],
    [overfull, 'beyond the room of their session'],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${number(count)} ${what}`);
  return [
    ...(handedBack.amount > 0 ? [`  handed back   ${money(handedBack)}`] : []),
    ...(withheld.amount > 0 ? [`  withheld      ${money(withheld)}`] : []),
    ...(told.length > 0 ? [`  of the results and places: ${told.join('; ')}`] : []),
  ];
};

const messages = ({ missed, reminders, notices, paidAfterReminder, callList }: PeriodFigures): string[] => [
  `  missed their day: ${number(missed)}; reminders: ${number(reminders.sent)} in ${number(reminders.parts)} parts` +
    ` (${number(reminders.cost)} đồng); paid after one: ${number(paidAfterReminder)}`,
  `  not needed any more: ${number(reminders.dropped)}; uncertain: ${number(reminders.uncertain)};` +
    ` notices: ${number(notices)}; on call lists: ${number(callList)}`,
];

const periodLines = (period: PeriodFigures): string[] => {
  const { approved, paid, home, carriedOver } = period;
  return [
    `${period.periodId}  ${period.status}, settlement ${period.settlement}`,
    `  approved      ${money(approved)}`,
    `  paid          ${money(paid)}`,
    `  of it at home ${money(home)}`,
    `  carried over  ${money(carriedOver)}`,
    ...cases(period),
    ...messages(period),
  ];
};

/** What the province post office reported in August 2016 about June and July. */
const reported = { count: 12_162, homeCount: 295, homeAmount: 86_400_000 };

const comparison = ({ periods, totals }: Figures): string[] => {
  const both = [`${programme}.${province}.2016-06`, `${programme}.${province}.2016-07`];
  const isBacKan = periods.length === 2 && both.every((id, at) => periods[at]?.periodId === id);
  if (!isBacKan || Math.abs(totals.count - reported.count) > 0) return [];
  const share = `${number(totals.paidShare * 100, 1)} %`;
  return [
    '',
    'Bắc Kạn’s first two months              reported        here',
    `  payouts                             ${number(reported.count).padStart(10)}  ${number(totals.count).padStart(10)}`,
    `  received                                 100 %  ${share.padStart(10)}`,
    `  đồng                            nearly 4 billion  ${number(totals.amount)}`,
    `  at home                             ${number(reported.homeCount).padStart(10)}  ${number(totals.homeCount).padStart(10)}`,
    `  at home, đồng                       ${number(reported.homeAmount)}  ${number(totals.homeAmount)}`,
  ];
};

const costs = ({ periods, meter }: Figures): string[] => {
  const payouts = periods.reduce((sum, { approved }) => sum + approved.count, 0);
  if (payouts === 0) return [];
  const perMillion = (meter.costUsd / payouts) * 1_000_000;
  const months = Math.max(1, periods.length);
  return [
    '',
    'What AWS would have asked (us-east-1 list prices; keys, alarms and dashboard apart)',
    `  ${meter.costUsd.toFixed(4)} US$ in ${months} months, ${(meter.costUsd / months).toFixed(4)} US$ a month;` +
      ` messages ${meter.smsUsd.toFixed(2)} US$ more`,
    `  ${perMillion.toFixed(2)} US$ per million payouts (floor: ${floorUsd.toFixed(2)} US$)`,
    `  ${number(meter.writeUnits)} write units, ${number(meter.readUnits)} read units, ${number(meter.requests)} requests,` +
      ` ${number(meter.transitions)} transitions, ${number(meter.invocations)} invocations, ` +
      `${number(meter.gbSeconds, 1)} GB-seconds, ${number(meter.logBytes)} bytes of log`,
  ];
};

const shown = 20;

const promises = ({ broken }: Figures): string[] => {
  if (broken.length === 0)
    return ['', 'The checker looked for broken promises 1-10 (README) and found none.'];
  const more = broken.length > shown ? [`  … and ${broken.length - shown} more`] : [];
  return [
    '',
    'BROKEN PROMISES',
    ...broken.slice(0, shown).map(({ promise, what }) => `  ${promise}: ${what}`),
    ...more,
  ];
};

export const reportText = (figures: Figures): string =>
  [
    ...figures.periods.flatMap((period) => ['', ...periodLines(period)]),
    ...comparison(figures),
    ...costs(figures),
    ...promises(figures),
    '',
    `${figures.seconds} s, ${figures.peakMemoryMb} MB at most`,
  ].join('\n');
