import { parametersOf } from '../sample/census.ts';
import { writeSample } from '../sample/sample.ts';
import { readOptions } from './options.ts';

const usage = 'npm run sample -- DIR [--people N] [--communes N] [--seed S] [--month YYYY-MM]';
const options = readOptions(usage, ['people', 'communes', 'seed', 'month'], 1);
const [folder] = options.positionals;
if (folder === undefined) {
  console.error(usage);
  process.exit(2);
}

const people = options.count('people');
const communes = options.count('communes');
const seed = options.count('seed');
const parameters = parametersOf({
  ...(people !== undefined && { people }),
  ...(communes !== undefined && { communes }),
  ...(seed !== undefined && { seed }),
});
const month = options.text('month') ?? '2016-06';
const written = await writeSample(folder, parameters, month);
console.log(`${parameters.people} people in ${parameters.communes} communes, ${month}:`);
for (const file of Object.values(written)) console.log(`  ${file}`);
if (written.messy === undefined)
  console.log('For so many people roster.xlsx is one plain table, and there is no roster-messy.xlsx.');
