import { complaint, type Complaint, type Words } from '../../domain/finding.ts';
import { FileRefused } from './list-file.ts';

/** What the first bytes say: a zip may be a workbook, an OLE2 container is what Office wrote before 2007 or encrypted. */
export type FileKind = 'zip' | 'ole2' | 'text';

/** By content alone; pictures, PDF and other archives are refused by name. */
export const fileKind = (head: Uint8Array): FileKind => {
  const found = signatures.find(({ at = 0, bytes }) =>
    bytes.every((byte, index) => head[at + index] === byte),
  );
  if (found === undefined) return 'text';
  if (typeof found.is === 'string') return found.is;
  throw new FileRefused(notAList(found.is));
};

const bytesOf = (text: string) => Array.from(text, (sign) => sign.charCodeAt(0));

const pdf: Words = { vi: 'tệp PDF', en: 'a PDF' };
const picture: Words = { vi: 'hình ảnh', en: 'a picture' };
const archive: Words = { vi: 'tệp nén', en: 'an archive' };
const richText: Words = { vi: 'văn bản Word', en: 'a Word document' };

const signatures: readonly Readonly<{ bytes: readonly number[]; at?: number; is: 'zip' | 'ole2' | Words }>[] =
  [
    { bytes: bytesOf('PK\x03\x04'), is: 'zip' },
    { bytes: bytesOf('PK\x05\x06'), is: 'zip' },
    { bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], is: 'ole2' },
    { bytes: bytesOf('%PDF-'), is: pdf },
    { bytes: bytesOf('\x89PNG'), is: picture },
    { bytes: [0xff, 0xd8, 0xff], is: picture },
    { bytes: bytesOf('GIF8'), is: picture },
    { bytes: bytesOf('II*\0'), is: picture },
    { bytes: bytesOf('MM\0*'), is: picture },
    { bytes: bytesOf('WEBP'), at: 8, is: picture },
    { bytes: bytesOf('ftyp'), at: 4, is: picture },
    { bytes: bytesOf('Rar!'), is: archive },
    { bytes: bytesOf('7z\xbc\xaf'), is: archive },
    { bytes: [0x1f, 0x8b], is: archive },
    { bytes: bytesOf('{\\rtf'), is: richText },
  ];

/** Text that is no table: web pages, which many systems save under the name `.xls`, XML and JSON. */
export const refuseMarkup = (text: string): void => {
  const start = text.slice(0, 1_000).trimStart();
  if (/^<[!?a-z]/i.test(start) || /^MIME-Version:/i.test(start)) throw new FileRefused(notAList(webPage));
  if (/^(\{\s*["}]|\[\s*[[{"\]])/.test(start)) throw new FileRefused(notAList(json));
};

const webPage: Words = { vi: 'trang web hoặc XML', en: 'a web page or XML' };
const json: Words = { vi: 'tệp JSON', en: 'JSON' };

/** What the members of a zip make of it: a workbook, or a refusal that names what it is instead. */
export const refuseOtherZip = (members: readonly string[]): void => {
  const has = (start: string) => members.some((name) => name.startsWith(start));
  if (members.some((name) => name.endsWith('vbaproject.bin'))) throw new FileRefused(macroEnabled);
  if (has('xl/workbook.bin')) throw new FileRefused(notAList(binaryWorkbook));
  if (has('word/')) throw new FileRefused(notAList(richText));
  if (has('ppt/')) throw new FileRefused(notAList(slides));
  if (has('content.xml')) throw new FileRefused(notAList(openDocument));
  if (!has('[content_types].xml') || !has('xl/')) throw new FileRefused(notAList(archive));
};

const binaryWorkbook: Words = { vi: 'sổ tính nhị phân (.xlsb)', en: 'a binary workbook (.xlsb)' };
const slides: Words = { vi: 'bản trình chiếu', en: 'a presentation' };
const openDocument: Words = { vi: 'tệp OpenDocument', en: 'an OpenDocument file' };

/** What an OLE2 container holds: its directory names the streams in UTF-16. */
export const ole2Refusal = (bytes: Uint8Array): Complaint => {
  const holds = (stream: string) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(stream, 0, 'utf16le');
  if (holds('EncryptedPackage')) return passwordProtected;
  if (holds('WordDocument')) return notAList(richText);
  if (holds('PowerPoint Document')) return notAList(slides);
  return holds('Workbook') || holds('Book') ? oldExcel : notAList(archive);
};

/** An ending that says something else than the content: the officer may have picked the wrong file. */
export const refuseOtherName = (name: string, format: 'csv' | 'xlsx'): void => {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const means = endings.find(({ names }) => names.includes(ending))?.format;
  if (means !== undefined && means !== format) throw new FileRefused(nameDiffers[format]);
};

const endings: readonly Readonly<{ format: 'csv' | 'xlsx' | 'other'; names: readonly string[] }>[] = [
  { format: 'csv', names: ['csv', 'tsv', 'txt', 'tab'] },
  { format: 'xlsx', names: ['xlsx'] },
  { format: 'other', names: ['xls', 'xlsm', 'xlsb', 'xltx', 'xltm', 'ods'] },
];

const notAList = (what: Words): Complaint =>
  complaint(
    'not-a-list',
    { vi: `Đây là ${what.vi}, không phải danh sách.`, en: `This is ${what.en}, not a list.` },
    {
      vi: 'Mở danh sách gốc trong Excel, chọn "Lưu dưới dạng" và lưu thành "Sổ làm việc Excel (.xlsx)" hoặc "CSV UTF-8", rồi tải lên lại.',
      en: 'Open the original list in Excel, choose "Save as" "Excel Workbook (.xlsx)" or "CSV UTF-8", and upload that.',
    },
  );

const oldExcel = complaint(
  'old-excel',
  { vi: 'Đây là tệp Excel kiểu cũ (.xls).', en: 'This is an old Excel file (.xls).' },
  {
    vi: 'Mở tệp trong Excel, lưu lại thành "Sổ làm việc Excel (.xlsx)", rồi tải tệp mới lên. Đổi tên tệp là không đủ.',
    en: 'Open it in Excel, save it as "Excel Workbook (.xlsx)" and upload the new file. Renaming it is not enough.',
  },
);

export const passwordProtected = complaint(
  'password-protected',
  { vi: 'Tệp được bảo vệ bằng mật khẩu.', en: 'The file is protected by a password.' },
  {
    vi: 'Mở tệp trong Excel, vào Tệp > Thông tin > Bảo vệ sổ làm việc, bỏ mật khẩu mở tệp, lưu và tải lên lại.',
    en: 'In Excel, go to File > Info > Protect Workbook, remove the password, save and upload again.',
  },
);

export const macroEnabled = complaint(
  'macro-enabled',
  { vi: 'Tệp có macro.', en: 'The file contains macros.' },
  {
    vi: 'Lưu lại trong Excel thành "Sổ làm việc Excel (.xlsx)", là loại không có macro, rồi tải lên lại.',
    en: 'Save it in Excel as "Excel Workbook (.xlsx)", the kind without macros, and upload that.',
  },
);

const nameDiffers = {
  csv: complaint(
    'name-differs',
    {
      vi: 'Tên tệp là của Excel nhưng nội dung là văn bản (CSV).',
      en: 'The name says Excel, the content is text (CSV).',
    },
    {
      vi: 'Kiểm tra xem có chọn nhầm tệp không. Nếu đúng tệp, đổi đuôi tên thành .csv, hoặc mở trong Excel và lưu thành .xlsx.',
      en: 'See that it is the right file. If so, let its name end in .csv, or save it as .xlsx in Excel.',
    },
  ),
  xlsx: complaint(
    'name-differs',
    {
      vi: 'Nội dung là sổ làm việc Excel (.xlsx) nhưng đuôi tên tệp khác.',
      en: 'The content is an Excel workbook (.xlsx), its name says otherwise.',
    },
    {
      vi: 'Kiểm tra xem có chọn nhầm tệp không. Nếu đúng tệp, đổi đuôi tên thành .xlsx.',
      en: 'See that it is the right file. If so, let its name end in .xlsx.',
    },
  ),
} as const;
