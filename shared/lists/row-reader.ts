import type { Complaint, Finding } from '../domain/finding.ts';
import { complaint } from '../domain/finding.ts';
import { cleanText } from '../domain/folded-text.ts';
import type { Row } from './header.ts';

/** Reads a row's cells one by one and keeps what was wrong with them. */
export type RowReader<Field extends string> = Readonly<{
  findings: Finding[];
  complain: (column: Field, said: Complaint) => void;
  /** The cell's value, or undefined where it is empty or wrong. */
  accept: <Value>(column: Field, read: (text: string) => Value | Complaint) => Value | undefined;
  /** The same; an empty cell is an error. */
  demand: <Value>(column: Field, read: (text: string) => Value | Complaint) => Value | undefined;
  hasErrors: () => boolean;
}>;

export const rowReader = <Field extends string>({ row, cells }: Row<Field>): RowReader<Field> => {
  const findings: Finding[] = [];
  const complain = (column: Field, said: Complaint) => {
    findings.push({ sheet: '', row, column, value: cells[column], ...said });
  };
  const accept = <Value>(column: Field, read: (text: string) => Value | Complaint) => {
    const text = cleanText(cells[column]);
    if (text === '') return undefined;
    const value = read(text);
    if (!isComplaint(value)) return value;
    complain(column, value);
    return undefined;
  };
  return {
    findings,
    complain,
    accept,
    demand: (column, read) => {
      if (cleanText(cells[column]) === '') complain(column, valueMissing);
      return accept(column, read);
    },
    hasErrors: () => findings.some(({ severity }) => severity === 'error'),
  };
};

export const asIs = (text: string): string => text;

export const isComplaint = (value: unknown): value is Complaint =>
  typeof value === 'object' && value !== null && 'rule' in value && 'advice' in value;

const valueMissing = complaint(
  'value-missing',
  { vi: 'Ô bắt buộc bị trống.', en: 'This cell must not be empty.' },
  { vi: 'Điền giá trị rồi gửi lại dòng này.', en: 'Fill it in and upload the row again.' },
);
