import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Month } from '../../../shared/domain/calendar.ts';
import { CommuneCode } from '../../../shared/domain/geography.ts';
import { ListKind } from '../../../shared/domain/payout-list.ts';
import { errorsWorkbook } from '../../../shared/lists/report/errors-workbook.ts';
import { knownFor, KnownUnusable } from './check-list-known.ts';
import { type CheckedList, checkList } from './check-list-read.ts';
import {
  checkSummary,
  type CheckSummary,
  type RefusedSummary,
  refusedSummary,
} from './check-list-summary.ts';
import { checkText, refusalText } from './check-list-text.ts';
import { kindByName } from './list-place.ts';
import { readOptions } from './options.ts';

const usage =
  'npm run check-list -- FILE [--kind K] [--commune CODE] [--settings FILE] [--points FILE] [--month YYYY-MM] ' +
  '[--out DIR] [--json FILE]\nK: settings, points, roster (unless the name says otherwise) or corrections';
const names = ['kind', 'commune', 'settings', 'points', 'month', 'out', 'json'] as const;
const options = readOptions(usage, names, 1);
const [file] = options.positionals;
const kind = ListKind.safeParse(options.text('kind') ?? kindByName(file ?? '')).data;
const commune = CommuneCode.optional().safeParse(options.text('commune'));
const month = Month.optional().safeParse(options.text('month'));
if (file === undefined || kind === undefined || !commune.success || !month.success) {
  console.error(usage);
  process.exit(2);
}

const fail = (why: string): never => {
  console.error(why);
  process.exit(1);
};
for (const path of [file, options.text('settings'), options.text('points')])
  if (path !== undefined && !existsSync(path)) fail(`There is no file ${path}`);

const asJson = (content: unknown): string => `${JSON.stringify(content, undefined, 1)}\n`;

const writeOut = async (summary: CheckSummary | RefusedSummary, checked?: CheckedList): Promise<void> => {
  const json = options.text('json');
  if (json !== undefined) await writeFile(json, asJson(summary));
  const out = options.text('out');
  if (out === undefined) return;
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'summary.json'), asJson(summary));
  const { rejected = [], reading } = checked ?? {};
  const errors = join(out, 'errors.xlsx');
  if (rejected.length > 0 && reading)
    await writeFile(errors, await errorsWorkbook(reading.headers, rejected));
  else await rm(errors, { force: true });
};

const given = { kind, settings: options.text('settings'), points: options.text('points'), month: month.data };
const known = await knownFor(file, given).catch((error: unknown) => {
  if (error instanceof KnownUnusable) return fail(error.message);
  throw error;
});
const checked = await checkList(file, { kind, known, commune: commune.data });
if ('refused' in checked) {
  const summary = refusedSummary(checked);
  await writeOut(summary);
  console.error(refusalText(basename(file), summary));
  process.exitCode = 2;
} else {
  const summary = checkSummary(checked);
  await writeOut(summary, checked);
  console.log(checkText(checked, summary, known));
}
