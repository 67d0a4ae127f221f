import { knownFor } from './check-list-known.ts';
import { checkList } from './check-list-read.ts';

// Reads and checks one roster, and says what that took as JSON: `node bench-read.ts FILE`.
const [file = ''] = process.argv.slice(2);

const known = await knownFor(file, { kind: 'roster' });
const cpu = process.cpuUsage();
const started = performance.now();
const checked = await checkList(file, { kind: 'roster', known });
const seconds = (performance.now() - started) / 1_000;
const { user, system } = process.cpuUsage(cpu);
if ('refused' in checked) throw new Error(`${file} was refused: ${checked.refused.rule}`);
const { rows, rejected } = checked;
const taken = { rows, rejected: rejected.length, seconds, cpuSeconds: (user + system) / 1_000_000 };
console.log(JSON.stringify({ ...taken, peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024) }));
