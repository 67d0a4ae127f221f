/** `letters` are well-formed sequences of several bytes, `faults` bytes that cannot stand where they stand. */
export type Utf8Count = Readonly<{ letters: number; faults: number; controls: number }>;

export const plainCount: Utf8Count = { letters: 0, faults: 0, controls: 0 };

/** How much of a piece of a text is UTF-8; the piece may begin and end in the middle of a letter. */
export const utf8Count = (piece: Uint8Array, before: Utf8Count): Utf8Count => {
  let { letters, faults, controls } = before;
  let at = 0;
  while (at < 3 && isContinuation(piece[at])) at += 1;
  while (at < piece.length) {
    const lead = piece[at] ?? 0;
    const length = sequenceLength(lead);
    if (length > 1 && at + length > piece.length) break;
    if (lead < 0x20 && isControl(lead)) controls += 1;
    const isWhole = length > 1 && isSequence(piece, at, length);
    if (isWhole) letters += 1;
    else if (lead >= 0x80) faults += 1;
    at += isWhole ? length : 1;
  }
  return { letters, faults, controls };
};

const isSequence = (piece: Uint8Array, at: number, length: number): boolean => {
  for (let next = at + 1; next < at + length; next += 1) if (!isContinuation(piece[next])) return false;
  return true;
};

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

const sequenceLength = (lead: number): number => {
  if (lead < 0xc2 || lead > 0xf4) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
};

/** Tab, line ends and the end-of-file mark of DOS are no fault. */
const isControl = (byte: number): boolean => (byte < 0x09 || byte > 0x0d) && byte !== 0x1a;
