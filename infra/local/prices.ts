import type { Counts } from './meter.ts';

const MILLION = 1_000_000;
const GIGABYTE = 2 ** 30;

// Public list prices of us-east-1, in US dollars, as of 2026: aws.amazon.com/<service>/pricing.
const DYNAMODB_WRITE = 0.625 / MILLION; // on-demand write request unit
const DYNAMODB_READ = 0.125 / MILLION; // on-demand read request unit
const STEP_TRANSITION = 25 / MILLION; // standard workflow
const STEP_EXPRESS = 1 / MILLION; // express workflow, its requests only: its duration is noise beside them
const LAMBDA_REQUEST = 0.2 / MILLION;
const LAMBDA_GB_SECOND = 0.000_013_333_4; // arm64
const S3_WRITE = 5 / MILLION; // PUT, COPY, POST, LIST
const S3_READ = 0.4 / MILLION; // GET, HEAD
const SQS_REQUEST = 0.4 / MILLION;
const SECRET_READ = 0.05 / 10_000;
const LOG_BYTE = 0.5 / GIGABYTE; // ingested
const SMS_PART = 0.03; // the order of magnitude in performance.md: providers differ

export const priceOf = (counts: Counts): { costUsd: number; smsUsd: number } => ({
  costUsd:
    counts.writeUnits * DYNAMODB_WRITE +
    counts.readUnits * DYNAMODB_READ +
    counts.transitions * STEP_TRANSITION +
    counts.expressRuns * STEP_EXPRESS +
    counts.invocations * LAMBDA_REQUEST +
    counts.gbSeconds * LAMBDA_GB_SECOND +
    counts.s3Writes * S3_WRITE +
    counts.s3Reads * S3_READ +
    counts.queueRequests * SQS_REQUEST +
    counts.secretReads * SECRET_READ +
    counts.logBytes * LOG_BYTE,
  smsUsd: counts.smsParts * SMS_PART,
});
