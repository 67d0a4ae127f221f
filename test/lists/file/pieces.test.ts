import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inPieces } from '../../../shared/lists/file/pieces.ts';

test('gives the same bytes in pieces that are neither tiny nor huge', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 6 }), async (sizes) => {
      const chunks = sizes.map((size, index) => new Uint8Array(size).fill(index + 1));
      const pieces: Uint8Array[] = [];
      for await (const piece of inPieces(chunks)) pieces.push(piece);
      expect(Buffer.concat(pieces).equals(Buffer.concat(chunks))).toBe(true);
      expect(Math.max(0, ...pieces.map(({ length }) => length))).toBeLessThanOrEqual(65_536);
      expect(pieces.every(({ length }) => length > 0)).toBe(true);
    }),
    { numRuns: 30 },
  );
});
