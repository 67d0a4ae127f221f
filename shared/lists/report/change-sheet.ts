import type { ListId } from '../../domain/payout-list.ts';
import type { Recipient, Source } from '../../domain/recipient.ts';
import type { Change } from './commune-changes.ts';
import type { Cell, Column, TableSheet } from './workbook.ts';

/** The file that the changes come from, so that its sheets can be named; other lists are told by their ids. */
export type ReportedFile = Readonly<{ listId: ListId; sheetNames: readonly string[] }>;

/** Nobody reads on after so many, and the workbook still opens: whoever comes after is summed up. */
const rowsMax = 100_000;

/** One heading's changes, with where people came from if they came from somewhere, and the sum of all. */
export const changeSheet = (name: string, changes: readonly Change[], file: ReportedFile): TableSheet => {
  const shown = changes.slice(0, rowsMax);
  const rest = changes.slice(rowsMax);
  const columns = changes.some(({ from }) => from !== undefined)
    ? allColumns
    : allColumns.filter((column) => column !== fromColumn);
  const cells = (given: Given): Cell[] => columns.map(({ cellOf }) => cellOf(given));
  const sum = (text: string, summed: readonly Change[]): Cell[] =>
    columns.map(({ header, kind, cellOf }) => {
      if (header === nameHeader) return `${text}: ${summed.length}`;
      return kind === 'number'
        ? summed.reduce((total, change) => total + Number(cellOf({ change, file })), 0)
        : '';
    });
  return {
    name,
    columns,
    rows: shown.map((change) => cells({ change, file })),
    foot: [
      ...(rest.length > 0 ? [sum('Còn lại, không liệt kê / Not listed', rest)] : []),
      sum('Tổng cộng / Total', changes),
    ],
  };
};

type Given = Readonly<{ change: Change; file: ReportedFile }>;
type ChangeColumn = Column & Readonly<{ cellOf: (given: Given) => string | number }>;

const nameHeader = 'Họ và tên / Name';
const fromColumn: ChangeColumn = {
  header: 'Từ xã / From commune',
  cellOf: ({ change }) => change.from ?? '',
};

const allColumns: readonly ChangeColumn[] = [
  fromColumn,
  { header: 'Xã / Commune', cellOf: ({ change }) => change.commune },
  { header: 'Số sổ / File number', cellOf: ({ change }) => change.who.fileNumber ?? '' },
  { header: nameHeader, cellOf: ({ change }) => change.who.name },
  {
    header: 'Ngày sinh / Born',
    cellOf: ({ change }) => change.who.born.split('-').toReversed().join('/'),
  },
  { header: 'Thôn / Hamlet', cellOf: ({ change }) => change.who.hamlet },
  {
    header: 'Nhóm / Group',
    cellOf: ({ change }) => change.who.benefits.map(({ group }) => group).join(', '),
  },
  { header: 'Mức trước (đ) / Amount before', kind: 'number', cellOf: ({ change }) => change.before },
  { header: 'Mức sau (đ) / Amount after', kind: 'number', cellOf: ({ change }) => change.after },
  {
    header: 'Chênh lệch (đ) / Difference',
    kind: 'number',
    cellOf: ({ change }) => change.after - change.before,
  },
  {
    header: 'Người nhận trước / Collector before',
    cellOf: ({ change }) => collectorText(change.collectorBefore),
  },
  {
    header: 'Người nhận sau / Collector after',
    cellOf: ({ change }) => collectorText(change.collectorAfter),
  },
  { header: 'Nguồn / Source', cellOf: ({ change, file }) => sourceText(change.who.source, file) },
  { header: 'Lý do / Reason', cellOf: ({ change }) => `${change.reason.vi} / ${change.reason.en}` },
];

/** Empty where the recipients come themselves. */
const collectorText = (collector: Recipient['collector']): string => {
  if (!collector) return '';
  return collector.relation === '' ? collector.name : `${collector.name} (${collector.relation})`;
};

const sourceText = ({ listId, sheet, row }: Source, file: ReportedFile): string => {
  const isThisFile = listId === file.listId;
  const where = isThisFile ? (file.sheetNames[Number(sheet) - 1] ?? sheet) : `DS / list ${listId}`;
  return [where, `dòng / row ${row}`].filter(Boolean).join(', ');
};
