/** A file's bytes in pieces of one size, however they arrived, so that what is held at once does not depend on it. */
export async function* inPieces(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += pieceBytes) {
      const part = chunk.subarray(from, from + pieceBytes);
      if (size + part.length > pieceBytes) {
        yield joined(waiting);
        waiting = [];
        size = 0;
      }
      waiting.push(part);
      size += part.length;
    }
  }
  if (size > 0) yield joined(waiting);
}

const pieceBytes = 65_536;

export const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const [first = new Uint8Array(0), ...more] = parts;
  return more.length === 0 ? first : Buffer.concat(parts);
};
