import { macroEnabled } from './file-kind.ts';
import { fileTruncated } from './file-truncated.ts';
import { FileRefused } from './list-file.ts';
import { isBuiltInDayFormat, isDayFormat } from './xlsx-number.ts';
import { readXml } from './xml-scanner.ts';
import { attribute, plainXml, withoutExcelEscapes } from './xml-text.ts';
import type { ZipFile } from './zip-file.ts';

export type WorkbookSheet = Readonly<{ name: string; hidden: boolean; part?: string }>;

export type WorkbookParts = Readonly<{
  sheets: readonly WorkbookSheet[];
  isFrom1904: boolean;
  /** Texts that cells name by number. */
  strings: readonly string[];
  /** Whether the cell style of that number shows a day. */
  dayStyles: readonly boolean[];
}>;

/** All of a workbook but the cells: these parts are small, or held because every sheet needs them. */
export const readWorkbookParts = async (zip: ZipFile): Promise<WorkbookParts> => {
  const types: string[] = [];
  await readXml(zip.heldText('[Content_Types].xml'), { open: (_, attributes) => types.push(attributes) });
  if (types.some((type) => type.includes('macroEnabled'))) throw new FileRefused(macroEnabled);

  const workbook = (await relations(zip, '')).find(({ type }) => type === 'officeDocument')?.part;
  if (workbook === undefined) throw new FileRefused(fileTruncated);
  const related = await relations(zip, workbook);
  const partOf = (wanted: string) => related.find(({ type }) => type === wanted)?.part;

  let isFrom1904 = false;
  const sheets: WorkbookSheet[] = [];
  await readXml(zip.heldText(workbook), {
    open: (name, attributes) => {
      if (name === 'workbookPr') isFrom1904 = /^(1|true|on)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const id = attribute(attributes, 'id');
      const part = related.find((one) => one.id === id && one.type === 'worksheet')?.part;
      const state = attribute(attributes, 'state') ?? 'visible';
      const title = withoutExcelEscapes(attribute(attributes, 'name') ?? '');
      sheets.push({ name: title, hidden: state !== 'visible', ...(part !== undefined && { part }) });
    },
  });
  if (sheets.length === 0 || isAnyTwice(sheets)) throw new FileRefused(fileTruncated);
  return {
    sheets,
    isFrom1904,
    strings: await sharedStrings(zip, partOf('sharedStrings')),
    dayStyles: await dayStyles(zip, partOf('styles')),
  };
};

/** Sheets that share one part would be read over and over: no Excel writes that. */
const isAnyTwice = (sheets: readonly WorkbookSheet[]): boolean => {
  const parts = sheets.flatMap(({ part }) => (part === undefined ? [] : [part]));
  return new Set(parts).size < parts.length;
};

type Relation = Readonly<{ id: string; type: string; part: string }>;

/** What a part refers to; the last word of a type is the same in both flavours of the format. */
const relations = async (zip: ZipFile, part: string): Promise<readonly Relation[]> => {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const found: Relation[] = [];
  await readXml(zip.heldText(`${folder}_rels/${part.slice(folder.length)}.rels`), {
    open: (name, attributes) => {
      if (name !== 'Relationship') return;
      const target = attribute(attributes, 'Target') ?? '';
      found.push({
        id: attribute(attributes, 'Id') ?? '',
        type: (attribute(attributes, 'Type') ?? '').replace(/^.*\//, ''),
        part: resolved(folder, target),
      });
    },
  });
  return found;
};

const resolved = (folder: string, target: string): string => {
  const steps = target.startsWith('/') ? [] : folder.split('/').filter((step) => step !== '');
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
};

/** Rich text is the text of its runs; how East Asian words are read aloud (`rPh`) is no part of it. */
const sharedStrings = async (zip: ZipFile, part: string | undefined): Promise<readonly string[]> => {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let text = '';
  let isText = false;
  let isReading = false;
  await readXml(zip.heldText(part), {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') isReading = true;
      isText = name === 't' && !isReading;
    },
    text: (raw) => {
      if (isText) text += plainXml(raw);
    },
    close: (name) => {
      isText = false;
      if (name === 'rPh') isReading = false;
      if (name === 'si') strings.push(withoutExcelEscapes(text));
    },
  });
  return strings;
};

const dayStyles = async (zip: ZipFile, part: string | undefined): Promise<readonly boolean[]> => {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  if (part === undefined) return styles;
  let within = '';
  await readXml(zip.heldText(part), {
    open: (name, attributes) => {
      if (name === 'numFmts' || name === 'cellXfs') within = name;
      const id = Number(attribute(attributes, 'numFmtId') ?? '0');
      if (within === 'numFmts' && name === 'numFmt') codes.set(id, attribute(attributes, 'formatCode') ?? '');
      if (within !== 'cellXfs' || name !== 'xf') return;
      const code = codes.get(id);
      styles.push(code === undefined ? isBuiltInDayFormat(id) : isDayFormat(code));
    },
    close: (name) => {
      if (name === within) within = '';
    },
  });
  return styles;
};
