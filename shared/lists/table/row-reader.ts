import { complaint, type Complaint, type Finding } from '../../domain/finding.ts';
import { sheetText } from '../file/list-file.ts';

/** A row of which only the cells count: their text is clean. A list that knows no sheets has none. */
export type ReadableRow<Field extends string> = Readonly<{
  sheet?: number;
  row: number;
  cells: Readonly<Record<Field, string>>;
}>;

/** Reads a row's cells one by one and keeps what was wrong with them. */
export type RowReader<Field extends string> = Readonly<{
  findings: Finding[];
  /** What stands wrong is the cell's own text where nothing else is said. */
  complain: (column: Field, said: Complaint, value?: string) => void;
  /** The cell's value, or undefined where it is empty or wrong. */
  accept: <Value>(column: Field, read: (text: string) => Value | Complaint) => Value | undefined;
  /** The same; an empty cell is an error. */
  demand: <Value>(column: Field, read: (text: string) => Value | Complaint) => Value | undefined;
  hasErrors: () => boolean;
}>;

export const rowReader = <Field extends string>(line: ReadableRow<Field>): RowReader<Field> => {
  const { sheet = 0, row, cells } = line;
  const findings: Finding[] = [];
  const complain = (column: Field, said: Complaint, value = cells[column]) => {
    const { rule, severity, message, advice } = said;
    findings.push({ sheet: sheetText(sheet), row, column, value, rule, severity, message, advice });
  };
  return {
    findings,
    complain,
    accept: (column, read) => {
      const text = cells[column];
      return text === '' ? undefined : unlessWrong(read(text), column, complain);
    },
    demand: (column, read) => {
      const text = cells[column];
      if (text !== '') return unlessWrong(read(text), column, complain);
      complain(column, valueMissing);
      return undefined;
    },
    hasErrors: () => findings.some(({ severity }) => severity === 'error'),
  };
};

const unlessWrong = <Field extends string, Value>(
  value: Value | Complaint,
  column: Field,
  complain: RowReader<Field>['complain'],
): Value | undefined => {
  if (!isComplaint(value)) return value;
  complain(column, value);
  return undefined;
};

export const asIs = (text: string): string => text;

export const isComplaint = (value: unknown): value is Complaint =>
  typeof value === 'object' && value !== null && 'rule' in value && 'advice' in value;

export const valueMissing = complaint(
  'value-missing',
  { vi: 'Ô bắt buộc bị trống.', en: 'This cell must not be empty.' },
  { vi: 'Điền giá trị rồi gửi lại dòng này.', en: 'Fill it in and upload the row again.' },
);
