import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchLists } from './bench-lists.ts';
import { benchMonth } from './bench-month.ts';
import { readOptions } from './options.ts';

const usage = 'npm run bench -- month|lists [--million] [--size SHARE] [--json FILE]';
const options = readOptions(usage, ['json', 'million', 'size'], 1);
const [what] = options.positionals;
if (what !== 'month' && what !== 'lists') {
  console.error(usage);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'chitra-bench-'));
try {
  const wanted = { share: options.share('size') ?? 1, withMillion: options.given.million === true };
  const figures = what === 'month' ? benchMonth(folder, wanted) : benchLists(folder, wanted);
  const json = options.text('json');
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
