import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A data folder that is gone when `onEnd` says so: after the test, unless told otherwise. */
export const dataFolder = (onEnd: (clean: () => void) => void = onTestFinished): string => {
  const folder = mkdtempSync(join(tmpdir(), 'chitra-flow-'));
  onEnd(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
};
