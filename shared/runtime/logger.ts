import { Logger } from '@aws-lambda-powertools/logger';

/** Ids, counts and words only: whatever names a person stays in the registry. */
export const logger = new Logger();
