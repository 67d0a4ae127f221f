import { cleanText } from '../../domain/folded-text.ts';
import { complaint, type Finding } from '../../domain/finding.ts';
import type { HeaderNames } from './header-names.ts';
import { type Line, sheetText } from '../file/list-file.ts';
import { below, type Place } from './places.ts';
import { kindOf } from './row-kind.ts';
import { cellsIn, type TableColumns } from './table-columns.ts';
import type { Above, Layout, SheetHeader, SkipReason, TablePart } from './table-part.ts';

/** The lines of one sheet under its header, one by one. */
export type TableBody<Field extends string> = Readonly<{
  /** Tells what the line is; false where it is the header of a table with other columns. */
  read: (line: Line, parts: TablePart<Field>[]) => boolean;
  skip: (line: Line, why: SkipReason, parts: TablePart<Field>[], places?: readonly Place[]) => void;
  /** Goes on under a header, the sheet's first or a later one. */
  under: (columns: TableColumns<Field>, parts: TablePart<Field>[]) => void;
  /** To be called once, when no line of the sheet is left. */
  end: (parts: TablePart<Field>[]) => void;
  columns: () => TableColumns<Field>;
  rows: () => number;
}>;

export const tableBody = <Field extends string>(
  first: Readonly<{ columns: TableColumns<Field>; above: Above }>,
  layout: Layout<Field>,
  names: HeaderNames<Field>,
): TableBody<Field> => {
  let { columns, above } = first;
  let { unknown } = columns;
  let isOver = false;
  let total: TablePart<Field> | undefined;
  let rows = 0;

  const pushRow = (line: Line, parts: TablePart<Field>[]): void => {
    const { sheet, row } = line;
    if (unknown.length > 0) tellUnknown(line, parts);
    parts.push({ kind: 'row', row: { sheet, row, cells: cellsIn(line, columns), above, line } });
    isOver = false;
    rows += 1;
  };
  /** Each column that nobody understands is told once, when something first stands in it. */
  const tellUnknown = ({ cells }: Line, parts: TablePart<Field>[]): void => {
    const isFilled = ({ at }: { at: number }) => cleanText(cells[at] ?? '') !== '';
    for (const { header } of unknown.filter(isFilled))
      parts.push({ kind: 'finding', finding: columnUnknown(columns.header, header) });
    unknown = unknown.filter((column) => !isFilled(column));
  };
  /** A total is known to be the last of its form when the next form or the end of the sheet is seen. */
  const tellTotal = (parts: TablePart<Field>[]): void => {
    if (total) parts.push(total);
    total = undefined;
  };
  const skip: TableBody<Field>['skip'] = ({ sheet, row }, why, parts, places = []) => {
    if (why === 'header-again' && isOver) tellTotal(parts);
    parts.push({ kind: 'skipped', sheet, row, why });
    above = below(above, places);
    if (why === 'heading' || why === 'header-again') isOver = false;
    if (why === 'total' || why === 'signature') isOver = true;
  };
  return {
    skip,
    read: (line, parts) => {
      const kind = kindOf(line, { columns, layout, names, isOver });
      if (kind.is === 'another-header') return false;
      if (kind.is === 'row') pushRow(line, parts);
      else {
        const figure = kind.is === 'total' && columns.sum !== undefined ? line.cells[columns.sum] : undefined;
        if (figure) total = { kind: 'total', sheet: line.sheet, row: line.row, figure: cleanText(figure) };
        skip(line, kind.is, parts, kind.places);
      }
      return true;
    },
    under: (next, parts) => {
      tellTotal(parts);
      columns = next;
      ({ unknown } = next);
      isOver = false;
    },
    end: tellTotal,
    columns: () => columns,
    rows: () => rows,
  };
};

const columnUnknown = ({ sheet, headerRow }: SheetHeader<string>, header: string): Finding => ({
  sheet: sheetText(sheet),
  row: headerRow,
  column: header,
  value: '',
  ...complaint(
    'column-unknown',
    {
      vi: `Không hiểu cột "${header}"; các ô của cột này bị bỏ qua.`,
      en: `The column "${header}" is not understood; its cells were left out.`,
    },
    {
      vi: 'Đổi tên cột theo README, hoặc xoá cột rồi gửi lại.',
      en: 'Name it as the README does, or remove it, and upload again.',
    },
    'warning',
  ),
});
