import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDataFolder } from '../../infra/local/data-folder.ts';

const folderLockedBy = (pid: number): string => {
  const folder = mkdtempSync(join(tmpdir(), 'chitra-folder-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, 'lock'), String(pid));
  return folder;
};

test.runIf(process.platform === 'linux')(
  'a killed process whose parent has not noticed yet holds nothing',
  async () => {
    // The shell's child ends at once, and what the shell has become never asks for it.
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 20']);
    onTestFinished(() => void parent.kill());
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    await expect
      .poll(() => {
        openDataFolder(folderLockedBy(Number(said))).release();
      })
      .toBeUndefined();
  },
);

test('a living process holds its folder', () => {
  const folder = folderLockedBy(process.ppid);
  expect(() => openDataFolder(folder)).toThrow(`in use by process ${process.ppid}`);
});
