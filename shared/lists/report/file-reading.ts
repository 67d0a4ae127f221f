import { z } from 'zod';

const Column = z.object({ at: z.int().nonnegative(), header: z.string(), field: z.string().exactOptional() });

const Header = z.object({
  sheet: z.int().nonnegative(),
  name: z.string(),
  headerRow: z.int().positive(),
  columns: z.array(Column).readonly(),
});

const SkipReason = z.enum([
  'title',
  'heading',
  'numbering',
  'header-again',
  'subtotal',
  'total',
  'signature',
  'empty',
]);

/** What reading a file showed of it, besides its rows. */
export const FileReading = z.object({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1258', 'windows-1252', 'xlsx']),
  convertedFrom: z.enum(['TCVN3', 'VNI', 'double UTF-8']).optional(),
  headers: z.array(Header).readonly(),
  skipped: z.partialRecord(SkipReason, z.int().nonnegative()),
  /** A few names as they were read, by which a human sees whether the encoding was understood. */
  sampleNames: z.array(z.string()).readonly(),
  /** What the file says that its amounts come to, and what they do. */
  fileTotal: z.int().optional(),
  sum: z.int(),
});
export type FileReading = z.infer<typeof FileReading>;
