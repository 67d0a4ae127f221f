import { setImmediate } from 'node:timers/promises';
import { applyChanges } from '../../functions/apply-changes/handler.ts';
import { claimIdentities } from '../../functions/claim-identities/handler.ts';
import { compareList } from '../../functions/compare-list/handler.ts';
import { finishList } from '../../functions/finish-list/handler.ts';
import { readList } from '../../functions/read-list/handler.ts';
import { releaseList } from '../../functions/release-list/handler.ts';
import { reviewList } from '../../functions/review-list/handler.ts';
import type { CommuneDiff } from '../../shared/domain/commune-diff.ts';
import { fingerprint } from '../../shared/domain/fingerprint.ts';
import type { CommuneCode } from '../../shared/domain/geography.ts';
import { type ArrivedFile, type List, type ListCommune, listIdOf } from '../../shared/domain/payout-list.ts';
import type { Recipient } from '../../shared/domain/recipient.ts';
import { writeCsv } from '../../shared/lists/csv.ts';
import { changesKeyOf, errorsKeyOf, summaryKeyOf } from '../../shared/lists/files.ts';
import type { ListSummary } from '../../shared/lists/report/list-summary.ts';
import { aCommune, aPoint, noon, yenHan } from './build.ts';
import { nextDoor, person, settings } from './facts.ts';
import {
  aCommuneOf,
  fakeAudit,
  fakeDirectory,
  fakeFiles,
  fakeIdentities,
  fakeLeases,
  fakeLists,
  fakePeriods,
  fakeRegisters,
  fakeSettings,
  fakeWorkflow,
  hashSecret,
} from './function-fakes.ts';
import { type RosterCells, rosterLines } from './roster.ts';
import { watched } from './watched.ts';

/** The third commune of the province, beside `yenHan` and `nextDoor`. */
export const furtherOn = aCommune('01836');

/** A row of a list: somebody of Yên Hân, who is told apart by name and birth. */
export const row = (full_name: string, given: RosterCells = {}): RosterCells => ({
  commune_code: yenHan,
  full_name,
  born: '1936',
  hamlet: 'Nà Làng',
  benefit_group: '5.5b',
  coefficient: '1',
  amount: '270000',
  ...given,
});

/** So many rows, whose people have file numbers. */
export const rows = (count: number, given: RosterCells = {}): RosterCells[] =>
  Array.from({ length: count }, (_, at) =>
    row(`Hoàng Văn ${nameOf(at)}`, { file_number: `S-${at}`, ...given }),
  );

/** Letters only: a name with figures is doubted. */
const nameOf = (at: number): string =>
  (at < 26 ? '' : nameOf(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

/** The rows of a file in which no column says the commune. */
export const withoutCommune = (given: readonly RosterCells[]): RosterCells[] =>
  given.map((cells) => {
    const rest = { ...cells };
    delete rest.commune_code;
    return rest;
  });

export const csvOf = (given: readonly RosterCells[]): string =>
  writeCsv(rosterLines(given).map(({ cells }) => cells));

const stores = () => ({
  files: fakeFiles(),
  lists: fakeLists(),
  registers: fakeRegisters(),
  identities: fakeIdentities(),
  directory: fakeDirectory({
    communes: [yenHan, nextDoor, furtherOn].map(aCommuneOf),
    points: [aPoint(), aPoint('01835-1'), aPoint('01836-1')],
  }),
  settings: fakeSettings(settings),
  periods: fakePeriods(),
  preparePeriod: fakeWorkflow(),
  importList: fakeWorkflow(),
  leases: fakeLeases(),
  audit: fakeAudit(),
});

const worldOf = (own: ReturnType<typeof stores>) => ({ ...watched(own), hashSecret, now: () => noon });
export type ImportWorld = ReturnType<typeof worldOf>;

/** The stores of a province and its bucket, through which lists go; a second world may begin where one stands. */
export const importWorld = (before?: ImportWorld): ImportWorld => {
  const own = stores();
  if (before) {
    for (const [key, file] of before.files.all) own.files.all.set(key, file);
    for (const [key, list] of before.lists.all) own.lists.all.set(key, list);
    for (const [key, part] of before.lists.parts) own.lists.parts.set(key, part);
    for (const [key, register] of before.registers.all) own.registers.all.set(key, register);
    for (const [key, one] of before.registers.people) own.registers.people.set(key, one);
    for (const [key, claim] of before.identities.all) own.identities.all.set(key, claim);
    for (const [key, list] of before.directory.lists) own.directory.lists.set(key, list);
  }
  return worldOf(own);
};

export type Upload = Readonly<{
  kind?: 'roster' | 'corrections';
  month?: string;
  /** Its name and content, where it is no CSV of rows. */
  name?: string;
  content?: string | Uint8Array;
  uploader?: string | undefined;
  commune?: string;
  /** The minute at which it arrives: of two lists the later one counts. */
  minute?: number;
  /** Tells files apart that arrive at once. */
  sequencer?: string;
}>;

/** What a step answers to the state machine. */
export type Answer = Readonly<{ next: string; groups?: readonly (readonly CommuneCode[])[] }>;

/** Puts a list into the inbox and gives its steps. */
export const upload = (world: ImportWorld, given: readonly RosterCells[], about: Upload = {}) => {
  const {
    kind = 'roster',
    month = '2016-08',
    minute = 0,
    sequencer = '0A',
    name = `danh-sach-${minute}.csv`,
  } = about;
  const uploader = 'uploader' in about ? about.uploader : 'officer';
  const key = `inbox/${kind}/assistance/${month}/${name}`;
  const at = `2016-07-20T01:${String(minute).padStart(2, '0')}:00Z`;
  const arrived: ArrivedFile = { key, sequencer, at };
  world.files.all.set(key, about.content ?? csvOf(given));
  world.files.signed.set(key, { uploader, commune: about.commune });
  return listSteps(world, arrived);
};

export type ListSteps = ReturnType<typeof listSteps>;

const listSteps = (world: ImportWorld, arrived: ArrivedFile) => {
  const listId = listIdOf(arrived);
  const input = { listId };
  const list = (): List => world.lists.all.get(listId)!;
  const part = (commune: CommuneCode = yenHan): ListCommune => world.lists.parts.get(`${listId} ${commune}`)!;
  const steps = {
    read: (): Promise<Answer> => readList(world)(arrived),
    compare: (communes: readonly CommuneCode[]) => compareList(world)({ ...input, communes: [...communes] }),
    review: (): Promise<Answer> => reviewList(world)(input),
    claim: (): Promise<Answer> => claimIdentities(world)(input),
    apply: (communes: readonly CommuneCode[]) => applyChanges(world)({ ...input, communes: [...communes] }),
    finish: (): Promise<Answer> => finishList(world)(input),
  };
  return {
    ...steps,
    listId,
    list,
    part,
    diff: (commune: CommuneCode = yenHan): CommuneDiff => {
      const diffs = world.files.json(part(commune).diff?.key ?? '') as CommuneDiff[];
      return diffs.find((diff) => diff.commune === commune)!;
    },
    summary: () => world.files.json(summaryKeyOf(listId)) as ListSummary,
    errors: () => world.files.all.get(errorsKeyOf(listId)),
    changes: () => world.files.all.get(changesKeyOf(listId)),
    release: (decision: 'release' | 'refuse' = 'release', actor = person('approver')) =>
      releaseList(world)({ ...input, decision, actor }),
  };
};

/** The steps that a map does group by group; the machine asks the others once. */
type Step = 'read' | 'compare' | 'review' | 'claim' | 'apply' | 'finish';
export type Disturbance = Readonly<{
  /** Before each step is done. */
  before?: (step: Step) => unknown;
  /** Every step is done twice. */
  isTwice?: boolean;
  /** Whether a step that fails is tried again. */
  hasRetry?: boolean;
}>;

const roundsMax = 3;
const triesMax = 20;

/** A fault is tried again once, a lease until it is free. */
const withRetries = async <Said>(work: () => Promise<Said>, tries = 1): Promise<Said> => {
  try {
    return await work();
  } catch (error) {
    const isHeld = error instanceof Error && error.name === 'LeaseHeld';
    if (tries >= (isHeld ? triesMax : 2)) throw error;
    await setImmediate();
    return withRetries(work, tries + 1);
  }
};

/** Sends a list through its steps as the state machine does: a step that fails is tried again. */
export const send = async (
  steps: ListSteps,
  from: 'read' | 'review' = 'read',
  { before, isTwice = false, hasRetry = true }: Disturbance = {},
): Promise<Answer> => {
  const ask = async <Said>(step: Step, work: () => Promise<Said>): Promise<Said> => {
    await before?.(step);
    const said = await (hasRetry ? withRetries(work) : work());
    return isTwice ? work() : said;
  };
  const each = async (step: 'compare' | 'apply', { groups = [] }: Answer) => {
    for (const group of groups) await ask(step, () => steps[step](group));
  };
  let answer = await ask(from, steps[from]);
  // The first comparison is no round.
  for (let round = from === 'read' ? -1 : 0; round <= roundsMax;) {
    switch (answer.next) {
      case 'compare':
        round += 1;
        await each('compare', answer);
        answer = await ask('review', steps.review);
        break;
      case 'claim':
        await each('apply', await ask('claim', steps.claim));
        answer = await ask('finish', steps.finish);
        break;
      case 'apply':
        round += 1;
        await each('apply', answer);
        answer = await ask('finish', steps.finish);
        break;
      case 'finish':
        answer = await ask('finish', steps.finish);
        break;
      default:
        return answer;
    }
  }
  throw new Error('CommunesLeftOver');
};

/** A list from the inbox to its end. */
export const imported = async (
  world: ImportWorld,
  given: readonly RosterCells[],
  about: Upload = {},
): Promise<ListSteps> => {
  const steps = upload(world, given, about);
  await send(steps);
  return steps;
};

/** Who is active, by name, in a commune or in all. */
export const activeIn = (world: ImportWorld, commune?: CommuneCode): string[] =>
  peopleOf(world, commune)
    .filter(({ status }) => status === 'active')
    .map(({ name }) => name)
    .toSorted();

export const peopleOf = (world: ImportWorld, commune?: CommuneCode): Recipient[] =>
  [...world.registers.people.values()].filter((one) => commune === undefined || one.commune === commune);

/** Everything that people and later lists see of a world. */
export const endOf = ({ lists, registers, identities, files, audit, preparePeriod }: ImportWorld) => ({
  lists: lists.all,
  parts: lists.parts,
  registers: registers.all,
  people: registers.people,
  claims: identities.all,
  reports: new Map(
    [...files.all]
      .filter(([key]) => key.startsWith('reports/'))
      .map(([key, content]) => [key, typeof content === 'string' ? content : fingerprint([...content])]),
  ),
  acts: new Set(audit.acts.map((act) => JSON.stringify(act))),
  plans: preparePeriod.inputs,
});
