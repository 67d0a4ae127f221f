import { undefused } from './cell-text.ts';
import { fileTruncated } from './file-truncated.ts';
import { FileRefused, type Line } from './list-file.ts';
import { dayOfSerial, plainNumber } from './xlsx-number.ts';
import type { WorkbookParts } from './xlsx-parts.ts';
import { xmlScanner, type XmlReader } from './xml-scanner.ts';
import { attribute, plainXml, withoutExcelEscapes } from './xml-text.ts';
import type { ZipFile } from './zip-file.ts';

/** The lines of all sheets that can be seen, in order; formulas by the value that Excel kept. */
export async function* xlsxLines(zip: ZipFile, parts: WorkbookParts): AsyncGenerator<readonly Line[]> {
  for (const [index, { hidden, part }] of parts.sheets.entries()) {
    if (hidden || part === undefined) continue;
    const rows = sheetRows(index + 1, parts);
    const scanner = xmlScanner(rows.reader);
    for await (const text of zip.text(part)) {
      scanner.add(text);
      if (rows.waiting() >= batchLines) yield rows.take();
    }
    scanner.end();
    if (rows.waiting() > 0) yield rows.take();
  }
}

const batchLines = 500;

const sheetRows = (sheet: number, parts: WorkbookParts) => {
  let lines: Line[] = [];
  let row = 0;
  let column = 0;
  let cells: string[] = [];
  let cell = { type: '', style: '' };
  let value = '';
  let isValue = false;
  let isReading = false;

  const reader: XmlReader = {
    open: (name, attributes) => {
      if (name === 'c') {
        const place = attribute(attributes, 'r');
        column = place === undefined ? column + 1 : columnOf(place);
        cell = { type: attribute(attributes, 't') ?? 'n', style: attribute(attributes, 's') ?? '' };
        value = '';
      } else if (name === 'row') {
        row = Number(attribute(attributes, 'r') ?? row + 1);
        if (!(row >= 1 && row <= rowMax)) throw new FileRefused(fileTruncated);
        column = 0;
        cells = [];
      } else if (name === 'rPh') isReading = true;
      isValue = name === 'v' || (name === 't' && !isReading);
    },
    text: (raw) => {
      if (isValue) value += plainXml(raw);
    },
    close: (name) => {
      isValue = false;
      if (name === 'c') {
        const text = cellText(cell, value, parts);
        if (text === '') return;
        while (cells.length < column - 1) cells.push('');
        cells[column - 1] = undefused(text);
      } else if (name === 'row') {
        if (cells.some((text) => text.trim() !== '')) lines.push({ sheet, row, cells });
      } else if (name === 'rPh') isReading = false;
    },
  };
  return {
    reader,
    waiting: () => lines.length,
    take: (): readonly Line[] => {
      const taken = lines;
      lines = [];
      return taken;
    },
  };
};

const rowMax = 1_048_576;
const columnMax = 16_384;

/** `B7` stands in column 2. */
const columnOf = (place: string): number => {
  let column = 0;
  for (let at = 0; at < place.length; at += 1) {
    const code = place.charCodeAt(at);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  if (column < 1 || column > columnMax) throw new FileRefused(fileTruncated);
  return column;
};

const cellText = (
  cell: Readonly<{ type: string; style: string }>,
  value: string,
  parts: WorkbookParts,
): string => {
  switch (cell.type) {
    case 's': {
      if (value === '') return '';
      const text = parts.strings[Number(value)];
      // A name that is not there must not become an empty cell.
      if (text === undefined) throw new FileRefused(fileTruncated);
      return text;
    }
    case 'b':
      return value === '' ? '' : value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
    case 'n':
      return numberText(value, parts.dayStyles[Number(cell.style)] === true, parts.isFrom1904);
    case 'd':
      return value.replace(/T00:00:00(\.0+)?Z?$/, '');
    // 'str' and 'inlineStr' are text, 'e' an error such as #REF!.
    default:
      return withoutExcelEscapes(value);
  }
};

const numberText = (value: string, isDay: boolean, isFrom1904: boolean): string => {
  if (value === '') return '';
  return (isDay ? dayOfSerial(Number(value), isFrom1904) : undefined) ?? plainNumber(value);
};
