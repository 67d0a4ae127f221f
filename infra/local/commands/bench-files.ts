import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { firstMonth, parametersOf } from '../sample/census.ts';
import { plainRosterWorkbook } from '../sample/roster-workbook.ts';
import { censusOf, pointsText, rosterText, settingsText } from '../sample/sample.ts';

// Writes the files of one size into a folder, for the bench: `node bench-files.ts FOLDER PEOPLE csv|xlsx`.
const [folder = '', people = '', format = 'csv'] = process.argv.slice(2);

const census = censusOf(parametersOf({ people: Number(people) }), firstMonth);
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'settings.json'), settingsText());
await writeFile(join(folder, 'points.csv'), pointsText(census));
const list = createWriteStream(join(folder, `roster.${format}`));
await (format === 'xlsx' ? pipeline(plainRosterWorkbook(census), list) : pipeline(rosterText(census), list));
