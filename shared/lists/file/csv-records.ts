import { complaint, type Complaint } from '../../domain/finding.ts';
import { undefused } from './cell-text.ts';
import { FileRefused, type Line } from './list-file.ts';

/**
 * Cuts the text of a CSV file into lines, piece by piece (RFC 4180, rows of any length): what is left of a record
 * waits for the next piece. A quote inside an unquoted cell is text. By hand, because this runs for every letter of
 * two million rows: a general parser takes five times as long.
 */
export const csvRecords = (delimiter: string) => {
  const delimiterCode = delimiter.charCodeAt(0);
  let rest = '';
  let row = 0;

  /** Where the record that starts there ends, or -1 if it goes on beyond this text. Fills `cells`. */
  const readRecord = (text: string, start: number, cells: string[], isLast: boolean): number => {
    const length = text.length;
    let at = start;
    for (;;) {
      const from = at;
      const isQuoted = text.charCodeAt(at) === quote;
      if (isQuoted) {
        at = closingQuote(text, at + 1) + 1;
        if (at === 0) return -1;
      }
      const tail = at;
      let code = 0;
      for (; at < length; at += 1) {
        code = text.charCodeAt(at);
        if (code === delimiterCode || code === newline || code === carriageReturn) break;
      }
      const cell = isQuoted
        ? unquoted(text.slice(from + 1, tail - 1), text.slice(tail, at), row)
        : text.slice(from, at);
      cells.push(undefused(cell));
      if (at === length) return isLast ? at : -1;
      at += 1;
      if (code === newline) return at;
      if (code === carriageReturn) {
        // A line feed that belongs to it may come with the next piece.
        if (at === length && !isLast) return -1;
        return text.charCodeAt(at) === newline ? at + 1 : at;
      }
    }
  };

  const read = (text: string, lines: Line[], isLast: boolean): void => {
    let start = 0;
    while (start < text.length) {
      const cells: string[] = [];
      const end = readRecord(text, start, cells, isLast);
      if (end === -1) break;
      row += 1;
      start = end;
      if (cells.some(isFilled)) lines.push({ sheet: 0, row, cells });
    }
    rest = text.slice(start);
    if (rest.length > recordMax || (isLast && rest !== '')) throw new FileRefused(csvBroken(row + 1));
  };

  return {
    add: (piece: string, lines: Line[]): void => {
      read(rest + piece, lines, false);
    },
    end: (lines: Line[]): void => {
      read(rest, lines, true);
    },
  };
};

const quote = 34;
const newline = 10;
const carriageReturn = 13;
/** Letters of one record: far more than any row of a list, far less than a file behind a quote that nobody closed. */
const recordMax = 1_000_000;

/** The next quote that is not doubled. */
const closingQuote = (text: string, from: number): number => {
  let at = text.indexOf('"', from);
  while (at !== -1 && text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2);
  return at;
};

const unquoted = (inside: string, after: string, rowsBefore: number): string => {
  // Text behind the closing quote of a cell of several lines: an open quote has met one further down.
  if (after !== '' && /[\r\n]/.test(inside)) throw new FileRefused(csvBroken(rowsBefore + 1));
  return (inside.includes('"') ? inside.replaceAll('""', '"') : inside) + after;
};

const isFilled = (cell: string): boolean => cell !== '' && cell.trim() !== '';

const csvBroken = (row: number): Complaint =>
  complaint(
    'csv-broken',
    {
      vi: `Dòng ${String(row)}: dấu nháy kép (") mở ra nhưng không đóng lại.`,
      en: `Row ${String(row)}: a quotation mark (") is opened and never closed.`,
    },
    {
      vi: 'Xóa dấu nháy thừa ở dòng đó, hoặc lưu danh sách thành .xlsx, rồi tải lên lại.',
      en: 'Delete the stray quotation mark in that row, or save the list as .xlsx, and upload again.',
    },
  );
