import { crc32, createInflateRaw } from 'node:zlib';
import { complaint } from '../../domain/finding.ts';
import { passwordProtected } from './file-kind.ts';
import { fileTruncated } from './file-truncated.ts';
import { FileRefused } from './list-file.ts';
import { inPieces } from './pieces.ts';
import { packedStart, partName, zipDirectory, type ZipMember } from './zip-directory.ts';

export type ZipFile = Readonly<{
  names: readonly string[];
  /** A member's text, unpacked piece by piece; refuses what is damaged or far larger than it may be. */
  text: (name: string) => AsyncGenerator<string>;
  /** The same for a part that is kept in memory as a whole. */
  heldText: (name: string) => AsyncGenerator<string>;
}>;

export const openZip = (bytes: Uint8Array): ZipFile => {
  const members = zipDirectory(bytes);
  if (members.some(({ isEncrypted }) => isEncrypted)) throw new FileRefused(passwordProtected);
  refuseBomb(members);
  const byName = new Map(members.map((member) => [member.name, member]));
  const text = (name: string, bytesMax: number) => memberText(bytes, byName.get(partName(name)), bytesMax);
  return {
    names: members.map(({ name }) => name),
    text: (name) => text(name, sizeMax),
    heldText: (name) => text(name, heldMax),
  };
};

/** By what the directory says; `memberText` lets no more come out than that. */
const refuseBomb = (members: readonly ZipMember[]): void => {
  const sum = (of: (member: ZipMember) => number) => members.reduce((total, member) => total + of(member), 0);
  const sizes = [
    ...members,
    { size: sum(({ size }) => size), packedSize: sum(({ packedSize }) => packedSize) },
  ];
  if (sizes.some(({ size, packedSize }) => isBomb(size, packedSize))) throw new FileRefused(zipBomb);
};

const isBomb = (size: number, packedSize: number): boolean =>
  size > sizeMax || (size > sizeUnsuspected && size > ratioMax * packedSize);

const sizeMax = 1024 ** 3;
const heldMax = 256 * 1024 ** 2;
/** Sheets of equal rows do pack a hundredfold; small ones may whatever they like. */
const ratioMax = 200;
const sizeUnsuspected = 50 * 1024 ** 2;

async function* memberText(
  bytes: Uint8Array,
  member: ZipMember | undefined,
  bytesMax: number,
): AsyncGenerator<string> {
  if (member === undefined) throw new FileRefused(fileTruncated);
  if (member.size > bytesMax) throw new FileRefused(zipBomb);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let size = 0;
  let checksum = 0;
  try {
    for await (const piece of unpacked(bytes, member)) {
      size += piece.length;
      if (size > member.size) throw new FileRefused(zipBomb);
      checksum = crc32(piece, checksum);
      yield decoder.decode(piece, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (isFaultOfContent(error)) throw new FileRefused(fileTruncated);
    throw error;
  }
  if (size !== member.size || checksum !== member.checksum) throw new FileRefused(fileTruncated);
}

const unpacked = (bytes: Uint8Array, member: ZipMember): AsyncIterable<Uint8Array> => {
  const start = packedStart(bytes, member);
  const packed = bytes.subarray(start, start + member.packedSize);
  if (member.method === stored) return inPieces([packed]);
  if (member.method !== deflated) throw new FileRefused(fileTruncated);
  const inflate = createInflateRaw({ chunkSize: pieceBytes });
  inflate.end(packed);
  return inflate;
};

const stored = 0;
const deflated = 8;
const pieceBytes = 65_536;

/** What zlib and the decoder throw on bytes that are not theirs; their messages stay here. */
const isFaultOfContent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^Z_|^ERR_ENCODING_INVALID/.test(String(error.code));

const zipBomb = complaint(
  'zip-bomb',
  {
    vi: 'Tệp nén quá mức: khi mở ra sẽ lớn bất thường.',
    en: 'The file is packed beyond reason: opened, it would be huge.',
  },
  {
    vi: 'Chép riêng danh sách (chỉ giá trị) sang sổ làm việc mới, lưu thành .xlsx và tải tệp đó lên.',
    en: 'Copy the list alone (values only) into a new workbook, save it as .xlsx and upload that.',
  },
);
