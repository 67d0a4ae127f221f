import { isAscii } from 'node:buffer';
import { complaint } from '../../domain/finding.ts';
import { fileTruncated } from './file-truncated.ts';
import { singleByteForm, type Legacy } from './legacy-vietnamese.ts';
import { FileRefused, type OpenedFile } from './list-file.ts';
import { joined } from './pieces.ts';
import { plainCount, utf8Count } from './utf8-count.ts';

export type TextEncoding = Exclude<OpenedFile['encoding'], 'xlsx'>;

/** How the letters of a text stand in its bytes; `legacy` where they are still to be converted after decoding. */
export type TextForm = Readonly<{ encoding: TextEncoding; legacy?: Legacy }>;

/** Looks through a whole text, piece by piece: a single letter that is not UTF-8 makes the file something else. */
export const encodingSearch = (head: Uint8Array) => {
  const wide = wideEncoding(head);
  const decoder = new TextDecoder(wide ?? 'utf-8', { fatal: true });
  const sample: Uint8Array[] = [];
  let sampled = 0;
  let count = plainCount;
  let isValid = true;

  const decodes = (piece?: Uint8Array): boolean => {
    try {
      decoder.decode(piece, { stream: piece !== undefined });
      return true;
    } catch {
      return false;
    }
  };

  return {
    add: (piece: Uint8Array): void => {
      if (wide === undefined && piece.includes(0)) throw new FileRefused(encodingUnknown);
      const isPlain = isAscii(piece);
      if (sampled < headBytes || (!isPlain && sampled < sampleBytes)) {
        sample.push(piece);
        sampled += piece.length;
      }
      isValid = isValid && decodes(piece);
      if (wide !== undefined || (isValid && (isPlain || count.letters > lettersEnough))) return;
      count = utf8Count(piece, count);
    },
    found: (): TextForm => {
      if (isValid && decodes()) return { encoding: wide ?? 'utf-8' };
      if (wide !== undefined) throw new FileRefused(encodingUnknown);
      if (isValid && count.letters > 0) throw new FileRefused(fileTruncated);
      const isMostlyUtf8 = count.letters > 99 * count.faults;
      const form = count.controls > 0 || isMostlyUtf8 ? undefined : singleByteForm(joined(sample));
      if (form === undefined) throw new FileRefused(encodingUnknown);
      return form;
    },
  };
};

const headBytes = 65_536;
const sampleBytes = 262_144;
/** So many well-formed letters settle that a file was meant as UTF-8; no need to count them all. */
const lettersEnough = 10_000;

/** UTF-16 by its mark, or because every other byte of mostly Latin text is zero. */
const wideEncoding = (head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const looked = Math.min(head.length, 4_096);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < looked; at += 1) {
    if (head[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const areMost = (zeros: number, others: number) => zeros * 10 > looked && others * 20 < zeros;
  if (areMost(odd, even)) return 'utf-16le';
  return areMost(even, odd) ? 'utf-16be' : undefined;
};

/** The text of a file, piece by piece; bytes that are none in this encoding refuse it. */
export async function* decoded(
  pieces: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const text = (piece?: Uint8Array): string => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      throw new FileRefused(encodingUnknown);
    }
  };
  // Windows-1258 writes a tone as a sign of its own behind the vowel: the last vowel waits for it.
  let waiting = '';
  for await (const piece of pieces) {
    const next = waiting + text(piece);
    const end = encoding === 'windows-1258' ? lastVowel(next) : next.length;
    waiting = next.slice(end);
    yield composed(next.slice(0, end), encoding);
  }
  yield composed(waiting + text(), encoding);
}

const composed = (text: string, encoding: TextEncoding): string =>
  encoding === 'windows-1258' ? text.normalize('NFC') : text;

const lastVowel = (text: string): number => {
  let at = text.length - 1;
  while (at > 0 && tone.test(text.charAt(at))) at -= 1;
  return Math.max(at, 0);
};

const tone = /\p{M}/u;

const encodingUnknown = complaint(
  'encoding-unknown',
  {
    vi: 'Không đọc được chữ trong tệp: không rõ bảng mã.',
    en: 'The text of the file cannot be read: its encoding is unknown.',
  },
  {
    vi: 'Mở danh sách trong Excel, lưu lại thành .xlsx hoặc "CSV UTF-8 (phân tách bằng dấu phẩy)", rồi tải lên lại.',
    en: 'Open the list in Excel, save it as .xlsx or as "CSV UTF-8 (comma delimited)" and upload that.',
  },
);
