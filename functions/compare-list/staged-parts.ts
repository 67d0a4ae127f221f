import type { CommuneCode } from '../../shared/domain/geography.ts';
import type { ListId } from '../../shared/domain/payout-list.ts';
import type { FileStore } from '../../shared/gateways/files.ts';
import { pieceKeyOf } from '../../shared/lists/files.ts';
import { type StagedList, type StagedPart, StagedPiece } from '../../shared/lists/staged.ts';

type Wanted = Readonly<{ staged: StagedList; communes: readonly CommuneCode[] }>;

/** The rows of a group's communes, out of the pieces that have any of them; each piece is read once. */
export const readStagedParts = async (
  files: Pick<FileStore, 'readJson'>,
  listId: ListId,
  { staged, communes }: Wanted,
): Promise<Map<CommuneCode, StagedPart>> => {
  const wanted = new Set(communes);
  const parts = new Map<CommuneCode, StagedPart>();
  for (const { commune, pieces } of staged.communes.filter((one) => wanted.has(one.commune)))
    if (pieces.length === 0) parts.set(commune, { commune, rows: [], stops: [], rejected: [] });
  const pieces = staged.communes.flatMap((one) => (wanted.has(one.commune) ? one.pieces : []));
  for (const piece of new Set(pieces.toSorted((a, b) => a - b))) {
    const read = StagedPiece.parse(await files.readJson(pieceKeyOf(listId, piece)));
    for (const part of read.filter(({ commune }) => wanted.has(commune))) {
      const before = parts.get(part.commune);
      parts.set(part.commune, before ? joined(before, part) : part);
    }
  }
  return parts;
};

const joined = (before: StagedPart, part: StagedPart): StagedPart => ({
  commune: part.commune,
  rows: [...before.rows, ...part.rows],
  stops: [...before.stops, ...part.stops],
  rejected: [...before.rejected, ...part.rejected],
});
