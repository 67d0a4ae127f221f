import { z } from 'zod';
import { Finding } from '../domain/finding.ts';
import { CommuneCode } from '../domain/geography.ts';
import { ListedPerson, StopReason } from '../domain/recipient.ts';
import { FileReading } from './report/file-reading.ts';
import { RejectedLine } from './report/rejected-line.ts';

/** What may tell whom a row means, as far as it could be read. */
const RowMarks = z.object({
  sheet: z.string(),
  row: z.int().positive(),
  fileNumber: z.string(),
  idNumber: z.string(),
  name: z.string(),
  born: z.string(),
});

/** A row that could not be used: whoever it means counts as present. */
export const RejectedRow = RowMarks;
export type RejectedRow = z.infer<typeof RejectedRow>;

/** A row of a corrections list that stops somebody. */
export const StagedStop = RowMarks.extend({ reason: StopReason });
export type StagedStop = z.infer<typeof StagedStop>;

/** Rows of one commune, as they lie between reading and applying. */
export const StagedPart = z.object({
  commune: CommuneCode,
  rows: z.array(ListedPerson),
  stops: z.array(StagedStop),
  rejected: z.array(RejectedRow),
});
export type StagedPart = z.infer<typeof StagedPart>;

/** A file of parts; a commune that is spread over a list stands in several. */
export const StagedPiece = z.array(StagedPart);
export type StagedPiece = z.infer<typeof StagedPiece>;

/** Which pieces a commune's rows lie in. */
export const StagedCommune = z.object({
  commune: CommuneCode,
  rows: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  pieces: z.array(z.int().nonnegative()),
});
export type StagedCommune = z.infer<typeof StagedCommune>;

/** What reading a list came to. */
export const StagedList = z.object({
  communes: z.array(StagedCommune),
  /** Rejected rows of no known commune: they may mean anybody, so in every commune they stop nobody. */
  strays: z.array(RejectedRow),
});
export type StagedList = z.infer<typeof StagedList>;

/** What reading a list showed, for its report. */
export const StagedReading = z.object({
  /** By which the columns were understood. */
  layout: z.object({
    extraHeaders: z.record(z.string(), z.array(z.string())).optional(),
    givenCommune: CommuneCode.optional(),
  }),
  reading: FileReading,
  findings: z.array(Finding),
  rejected: z.array(RejectedLine),
  /** Warnings that were only counted. */
  warningsLeftOut: z.int().nonnegative(),
});
export type StagedReading = z.infer<typeof StagedReading>;

/** What an approver was shown of a held list: the hash of each commune's difference. */
export const HeldDiffs = z.partialRecord(CommuneCode, z.string());
