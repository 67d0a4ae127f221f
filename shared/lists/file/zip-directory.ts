import { fileTruncated } from './file-truncated.ts';
import { FileRefused } from './list-file.ts';

/** One member as the directory at the end of a zip describes it; sizes are what it says, not what is true. */
export type ZipMember = Readonly<{
  name: string;
  isEncrypted: boolean;
  method: number;
  checksum: number;
  packedSize: number;
  size: number;
  headerAt: number;
}>;

export const zipDirectory = (bytes: Uint8Array): readonly ZipMember[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const members: ZipMember[] = [];
  const end = endOfDirectory(view);
  let at = directoryStart(view, end);
  while (at + memberBytes <= end && view.getUint32(at, true) === memberMark) {
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + memberBytes + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > end) throw new FileRefused(fileTruncated);
    members.push(readMember(view, at, nameLength, extraLength));
    at = next;
  }
  if (members.length === 0) throw new FileRefused(fileTruncated);
  return members;
};

/** Where a member's packed bytes begin, behind a header of its own. */
export const packedStart = (bytes: Uint8Array, member: ZipMember): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = member.headerAt;
  if (at + headerBytes > bytes.length || view.getUint32(at, true) !== headerMark)
    throw new FileRefused(fileTruncated);
  const start = at + headerBytes + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + member.packedSize > bytes.length) throw new FileRefused(fileTruncated);
  return start;
};

const endMark = 0x06054b50;
const memberMark = 0x02014b50;
const headerMark = 0x04034b50;
const endBytes = 22;
const memberBytes = 46;
const headerBytes = 30;
const commentMax = 65_535;
/** Stands for a number that is too large for its field and follows in a "zip64" one. */
const elsewhere = 0xffffffff;

const endOfDirectory = (view: DataView): number => {
  const last = view.byteLength - endBytes;
  for (let at = last; at >= 0 && at >= last - commentMax; at -= 1) {
    if (view.getUint32(at, true) === endMark) return at;
  }
  throw new FileRefused(fileTruncated);
};

const directoryStart = (view: DataView, end: number): number => {
  const start = view.getUint32(end + 16, true);
  if (start !== elsewhere) return start;
  const locator = end - 20;
  const record = locator < 0 ? view.byteLength : largeNumber(view, locator + 8);
  return record + 56 > view.byteLength ? view.byteLength : largeNumber(view, record + 48);
};

const readMember = (view: DataView, at: number, nameLength: number, extraLength: number): ZipMember => {
  const nameAt = at + memberBytes;
  const large = largeNumbers(view, nameAt + nameLength, extraLength);
  const number = (field: number): number => {
    const value = view.getUint32(at + field, true);
    return value === elsewhere ? (large.shift() ?? value) : value;
  };
  // The order in which zip64 repeats them.
  const size = number(24);
  const packedSize = number(20);
  const headerAt = number(42);
  return {
    name: partName(
      new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + nameAt, nameLength)),
    ),
    isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    method: view.getUint16(at + 10, true),
    checksum: view.getUint32(at + 16, true),
    size,
    packedSize,
    headerAt,
  };
};

const largeNumbers = (view: DataView, from: number, length: number): number[] => {
  let at = from;
  while (at + 4 <= from + length) {
    const fieldLength = view.getUint16(at + 2, true);
    const fieldEnd = Math.min(at + 4 + fieldLength, from + length);
    if (view.getUint16(at, true) === 1) {
      const count = Math.floor((fieldEnd - at - 4) / 8);
      return Array.from({ length: count }, (_, index) => largeNumber(view, at + 4 + index * 8));
    }
    at = fieldEnd;
  }
  return [];
};

const largeNumber = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

/** Some writers put a backslash between folders, or a slash before them; names differ by more than case. */
export const partName = (name: string): string =>
  name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
