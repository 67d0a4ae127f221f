import { complaint } from '../../domain/finding.ts';
import { csvLines } from './csv-lines.ts';
import { fileKind, ole2Refusal, refuseMarkup, refuseOtherName, refuseOtherZip } from './file-kind.ts';
import { legacyOf, unicodeOf, type Legacy } from './legacy-vietnamese.ts';
import { FileRefused, type Line, type ListFile, type OpenedFile } from './list-file.ts';
import { inPieces, joined } from './pieces.ts';
import { decoded, encodingSearch, type TextForm } from './text-encoding.ts';
import { xlsxLines } from './xlsx-lines.ts';
import { readWorkbookParts } from './xlsx-parts.ts';
import { openZip } from './zip-file.ts';

/** Finds out what a file is and reads its first lines; throws FileRefused, also later from `lines`. */
export const openListFile = async (file: ListFile): Promise<OpenedFile> => {
  const look = await lookThrough(file);
  return 'bytes' in look ? openWorkbook(file.name, look.bytes) : openText(file, look);
};

const openWorkbook = async (name: string, bytes: Uint8Array): Promise<OpenedFile> => {
  const zip = openZip(bytes);
  refuseOtherZip(zip.names);
  const parts = await readWorkbookParts(zip);
  refuseOtherName(name, 'xlsx');
  const sheets = parts.sheets.map(({ name: title, hidden }) => ({ name: title, hidden }));
  return { format: 'xlsx', encoding: 'xlsx', sheets, ...(await lookedAhead(xlsxLines(zip, parts))) };
};

const openText = async (file: ListFile, { encoding, legacy }: TextForm): Promise<OpenedFile> => {
  refuseOtherName(file.name, 'csv');
  const lines = csvLines(decoded(inPieces(file.open()), encoding));
  const isUnicode = encoding.startsWith('utf');
  return {
    format: 'csv',
    encoding,
    sheets: [],
    ...(isUnicode ? await lookedAhead(lines) : inUnicode(lines, legacy)),
  };
};

/** The first time through: a workbook is kept, since a zip is read from its end; of a text only the encoding is. */
const lookThrough = async (file: ListFile): Promise<{ bytes: Uint8Array } | TextForm> => {
  const pieces = inPieces(file.open());
  try {
    const first = await pieces.next();
    if (first.done === true) throw new FileRefused(fileEmpty);
    const head = first.value;
    const kind = fileKind(head);
    if (kind === 'text') return await textForm(head, pieces);

    const bytes = await wholeOf(head, pieces);
    if (kind === 'ole2') throw new FileRefused(ole2Refusal(bytes));
    return { bytes };
  } finally {
    await pieces.return(undefined);
  }
};

const textForm = async (head: Uint8Array, pieces: AsyncIterable<Uint8Array>): Promise<TextForm> => {
  const search = encodingSearch(head);
  search.add(head);
  let size = head.length;
  let isBlank = head.every(isBlankByte);
  for await (const piece of pieces) {
    size += piece.length;
    if (size > textMax) throw new FileRefused(fileTooLarge);
    isBlank = isBlank && piece.every(isBlankByte);
    search.add(piece);
  }
  if (isBlank) throw new FileRefused(fileEmpty);
  const form = search.found();
  refuseMarkup(new TextDecoder(form.encoding).decode(head));
  return form;
};

const wholeOf = async (head: Uint8Array, pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts = [head];
  let size = head.length;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > workbookMax) throw new FileRefused(fileTooLarge);
    parts.push(piece);
  }
  return joined(parts);
};

const workbookMax = 100 * 1024 ** 2;
const textMax = 2 * 1024 ** 3;

/** Spaces, line ends, byte order marks, and the zeros between them in UTF-16. */
const isBlankByte = (byte: number): boolean => blankBytes.includes(byte);
const blankBytes = [0x00, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf, 0xff, 0xfe];

type LinesOf = Pick<OpenedFile, 'convertedFrom' | 'lines'>;

/** Looks at the first lines before it hands them on, to know what their text was written in. */
const lookedAhead = async (lines: AsyncGenerator<readonly Line[]>): Promise<LinesOf> => {
  const ahead: Line[] = [];
  while (ahead.length < linesAhead) {
    const next = await lines.next();
    if (next.done === true) break;
    ahead.push(...next.value);
  }
  return inUnicode(continued(ahead, lines), legacyOf(ahead.flatMap(({ cells }) => cells)));
};

const linesAhead = 1_000;

async function* continued(
  ahead: readonly Line[],
  lines: AsyncGenerator<readonly Line[]>,
): AsyncGenerator<readonly Line[]> {
  if (ahead.length > 0) yield ahead;
  yield* lines;
}

const inUnicode = (lines: AsyncGenerator<readonly Line[]>, legacy: Legacy | undefined): LinesOf =>
  legacy === undefined ? { lines } : { lines: converted(lines, legacy), convertedFrom: legacy };

async function* converted(
  lines: AsyncIterable<readonly Line[]>,
  legacy: Legacy,
): AsyncGenerator<readonly Line[]> {
  for await (const batch of lines) {
    yield batch.map((line) => ({ ...line, cells: line.cells.map((cell) => unicodeOf(cell, legacy)) }));
  }
}

const fileEmpty = complaint(
  'file-empty',
  { vi: 'Tệp trống.', en: 'The file is empty.' },
  {
    vi: 'Kiểm tra xem có chọn nhầm tệp không, rồi tải lên tệp có danh sách.',
    en: 'See that it is the right file, and upload the one with the list.',
  },
);

const fileTooLarge = complaint(
  'file-too-large',
  {
    vi: 'Tệp quá lớn: tối đa 2 GB với CSV, 100 MB với Excel.',
    en: 'The file is too large: at most 2 GB of CSV, 100 MB of Excel.',
  },
  {
    vi: 'Bỏ hình ảnh và các trang tính không cần, hoặc chia danh sách theo xã thành nhiều tệp.',
    en: 'Remove pictures and sheets that are not needed, or split the list into several files by commune.',
  },
);
