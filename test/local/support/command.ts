import { spawn } from 'node:child_process';

export type Ran = Readonly<{ code: number | null; output: string; complaint: string }>;

/** Runs a command as `npm run` would: with the Node that it runs the tests with. */
export const runCommand = (command: string, ...given: readonly string[]): Promise<Ran> => {
  const path = new URL(`../../../infra/local/commands/${command}.ts`, import.meta.url).pathname;
  const child = spawn(process.execPath, [path, ...given]);
  const text = { output: '', complaint: '' };
  child.stdout.on('data', (piece: Buffer) => (text.output += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (text.complaint += piece.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, ...text });
    });
  });
};
