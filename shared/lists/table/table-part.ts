import type { Finding } from '../../domain/finding.ts';
import type { Line } from '../file/list-file.ts';

/** The columns of one kind of list: field key to the names that officers write above it. */
export type Dictionary<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** What tells the parts of one kind of list apart. */
export type Layout<Field extends string> = Readonly<{
  dictionary: Dictionary<Field>;
  /** Each inner list: one of these must have a column, or be known from a title, heading or sheet's name. */
  required: readonly (readonly Field[])[];
  /** Whom or what a row is about. A line with none of these filled is mostly a heading, total, signature or empty. */
  subject: readonly Field[];
  /** Filled with figures only for one person or thing (birth, id number, phone): a total or a heading has none. */
  identity: readonly Field[];
  /** Rows between the data say which commune or hamlet follows; lists of points and results have none. */
  hasHeadings: boolean;
  /** Whose figure in a total's row is the file's own total: the first of these that the sheet has a column for. */
  sum?: readonly Field[];
}>;

/** The columns of one sheet, as its header names them. */
export type SheetHeader<Field extends string> = Readonly<{
  sheet: number;
  name: string;
  /** The header's last row. */
  headerRow: number;
  columns: readonly Readonly<{ at: number; header: string; field?: Field }>[];
}>;

/** What stood above a row: text of the nearest title, sheet name or heading that names a commune or a hamlet. */
export type Above = Readonly<{ commune: string; hamlet: string }>;

export type Row<Field extends string> = Readonly<{
  sheet: number;
  row: number;
  /** Every field of the dictionary; empty where the sheet has no such column. Clean text. */
  cells: Readonly<Record<Field, string>>;
  above: Above;
  /** The line as it came. */
  line: Line;
}>;

export type SkipReason =
  'title' | 'heading' | 'numbering' | 'header-again' | 'subtotal' | 'total' | 'signature' | 'empty';

export type TablePart<Field extends string> = Readonly<
  /** `title`: the text of the lines above it. */
  | { kind: 'header'; header: SheetHeader<Field>; title: string }
  /** What is odd about a sheet or a column; never refuses anything. */
  | { kind: 'finding'; finding: Finding }
  | { kind: 'row'; row: Row<Field> }
  | { kind: 'skipped'; sheet: number; row: number; why: SkipReason }
  /** A form's own total, the last that stands under its rows, as text of its cell under the first column of `sum`. */
  | { kind: 'total'; sheet: number; row: number; figure: string }
>;
