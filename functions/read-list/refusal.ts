import type { Complaint, Finding } from '../../shared/domain/finding.ts';

/** A file that cannot be taken, and why. */
export type Refusal = Readonly<{ refused: Complaint; findings: readonly Finding[] }>;

export const refusal = (refused: Complaint, findings: readonly Finding[] = []): Refusal => ({
  refused,
  findings,
});
