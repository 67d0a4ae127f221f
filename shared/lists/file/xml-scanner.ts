import { fileTruncated } from './file-truncated.ts';
import { FileRefused } from './list-file.ts';

/** What a scan meets, names without their prefix; attributes and text as they stand, for the few that are looked at. */
export type XmlReader = Readonly<{
  open: (name: string, attributes: string) => void;
  text?: (raw: string) => void;
  close?: (name: string) => void;
}>;

/** Reads through the XML of a workbook's part; one that breaks off or is not well nested refuses the file. */
export const readXml = async (texts: AsyncIterable<string>, reader: XmlReader): Promise<void> => {
  const scanner = xmlScanner(reader);
  for await (const text of texts) scanner.add(text);
  scanner.end();
};

/** The same piece by piece, for who hands on in between what has been found so far. */
export const xmlScanner = (reader: XmlReader) => {
  const open: string[] = [];
  let rest = '';
  let elements = 0;

  const element = (content: string): void => {
    const isClosing = content.startsWith('/');
    const nameEnd = endOfName(content, isClosing ? 1 : 0);
    const prefixEnd = content.lastIndexOf(':', nameEnd - 1) + 1;
    const name = content.slice(isClosing ? Math.max(prefixEnd, 1) : prefixEnd, nameEnd);
    if (!isClosing) {
      elements += 1;
      open.push(name);
      reader.open(name, content.slice(nameEnd));
      if (!content.endsWith('/')) return;
    }
    if (open.pop() !== name) throw new FileRefused(fileTruncated);
    reader.close?.(name);
  };

  return {
    add: (text: string): void => {
      rest = scanned(rest + text, reader, element);
      if (rest.length > constructMax) throw new FileRefused(fileTruncated);
    },
    end: (): void => {
      if (open.length > 0 || elements === 0 || rest.trim() !== '') throw new FileRefused(fileTruncated);
    },
  };
};

const endOfName = (content: string, from: number): number => {
  let at = from;
  while (at < content.length && content.charCodeAt(at) > space && content.charCodeAt(at) !== slash) at += 1;
  return at;
};

const space = 32;
const slash = 47;

/** Letters of one text or tag: a cell of Excel holds 32,767. */
const constructMax = 1_000_000;

/** Hands on all that is whole and returns what is not yet. */
const scanned = (text: string, reader: XmlReader, element: (content: string) => void): string => {
  let at = 0;
  for (;;) {
    const tag = text.indexOf('<', at);
    if (tag === -1) return text.slice(at);
    if (tag > at) reader.text?.(text.slice(at, tag));
    at = tag;
    const isAside = text.charCodeAt(tag + 1) === exclamation || text.charCodeAt(tag + 1) === question;
    const end = isAside ? endOfAside(text, tag, reader) : endOfTag(text, tag);
    if (end === -1) return text.slice(at);
    if (!isAside) element(text.slice(tag + 1, end - 1));
    at = end;
  }
};

const exclamation = 33;
const question = 63;

/** Behind the tag's `>`, which may also stand in a quoted attribute. */
const endOfTag = (text: string, tag: number): number => {
  let end = text.indexOf('>', tag);
  while (end !== -1 && isInQuotes(text, tag, end)) end = text.indexOf('>', end + 1);
  return end === -1 ? -1 : end + 1;
};

const isInQuotes = (text: string, from: number, to: number): boolean => {
  let open = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === open) open = 0;
    else if (open === 0 && (code === doubleQuote || code === singleQuote)) open = code;
  }
  return open !== 0;
};

const doubleQuote = 34;
const singleQuote = 39;

/** Behind a declaration, comment or literal text. A document type is no part of a workbook. */
const endOfAside = (text: string, tag: number, reader: XmlReader): number => {
  const start = text.slice(tag, tag + 9);
  const aside = asides.find(({ opens }) => start.startsWith(opens));
  if (aside === undefined) {
    if (start.length < 9) return -1;
    throw new FileRefused(fileTruncated);
  }
  const end = text.indexOf(aside.closes, tag + aside.opens.length);
  if (end === -1) return -1;
  if (aside.opens === literal) reader.text?.(escaped(text.slice(tag + literal.length, end)));
  return end + aside.closes.length;
};

const literal = '<![CDATA[';
const asides = [
  { opens: '<?', closes: '?>' },
  { opens: '<!--', closes: '-->' },
  { opens: literal, closes: ']]>' },
];

const escaped = (text: string): string => text.replaceAll('&', '&amp;');
