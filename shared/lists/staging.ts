import type { CommuneCode } from '../domain/geography.ts';
import type { ListedPerson } from '../domain/recipient.ts';
import type { RejectedRow, StagedCommune, StagedPart, StagedPiece, StagedStop } from './staged.ts';

/** What one row comes to, in its commune. */
export type StagedRow = Readonly<
  { commune: CommuneCode } & ({ person: ListedPerson } | { stop: StagedStop } | { rejected: RejectedRow })
>;

/** So many rows are held before pieces are laid down: some 20 MB. */
const heldMax = 20_000;
/** A piece is read whole by whoever compares one of its communes. */
const pieceMax = 5_000;

/** Packs rows into pieces by commune, however a list is ordered, with memory for so many rows at most. */
export const openStaging = () => {
  const communes = new Map<CommuneCode, StagedCommune>();
  let parts = new Map<CommuneCode, StagedPart>();
  let held = 0;
  let pieces = 0;

  const add = (row: StagedRow): void => {
    const { commune } = row;
    const part = parts.get(commune) ?? { commune, rows: [], stops: [], rejected: [] };
    parts.set(commune, part);
    if ('person' in row) part.rows.push(row.person);
    else if ('stop' in row) part.stops.push(row.stop);
    else part.rejected.push(row.rejected);
    held += 1;
  };

  const count = (part: StagedPart, piece: number): void => {
    const {
      commune,
      rows,
      rejected,
      pieces: before,
    } = communes.get(part.commune) ?? {
      commune: part.commune,
      rows: 0,
      rejected: 0,
      pieces: [],
    };
    communes.set(commune, {
      commune,
      rows: rows + sizeOf(part),
      rejected: rejected + part.rejected.length,
      pieces: [...before, piece],
    });
  };

  /** The pieces that are ready; with `isEnd` whatever is left. */
  const take = (isEnd: boolean): { piece: number; content: StagedPiece }[] => {
    if (held === 0 || (held < heldMax && !isEnd)) return [];
    const ready = packed([...parts.values()]).map((content) => ({ piece: pieces++, content }));
    for (const { piece, content } of ready) for (const part of content) count(part, piece);
    parts = new Map();
    held = 0;
    return ready;
  };

  return { add, take, communes: () => [...communes.values()].toSorted(byCode) };
};

const byCode = (a: { commune: string }, b: { commune: string }): number => (a.commune < b.commune ? -1 : 1);

const sizeOf = ({ rows, stops, rejected }: StagedPart): number =>
  rows.length + stops.length + rejected.length;

const packed = (parts: readonly StagedPart[]): StagedPiece[] => {
  const pieces: StagedPiece[] = [];
  let room = 0;
  for (const part of parts.toSorted(byCode)) {
    const last = pieces.at(-1);
    if (last && sizeOf(part) <= room) last.push(part);
    else pieces.push([part]);
    room = (last && sizeOf(part) <= room ? room : pieceMax) - sizeOf(part);
  }
  return pieces;
};
