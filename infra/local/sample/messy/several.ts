import { standard } from '../benefits.ts';
import { type Draft, newDraft, type Untouched } from './draft.ts';
import { both, hasCitizenId, hasOldId, hasPhone, isOfGroup, isPlain } from './fits.ts';
import { error, warning } from './planting.ts';

const follow = (first: Draft, cells: Draft['cells']): Draft => {
  const follower = newDraft(first.commune, { ...first.cells, ...cells });
  first.followers.push(follower);
  return follower;
};

/** A single parent who is disabled as well gets both; the second benefit has a row of its own. */
const plantLawfulPair = (rows: Untouched): void => {
  const first = rows.take(both(isPlain, hasCitizenId, isOfGroup('5.4')));
  if (first) follow(first, { benefit_group: '5.6', coefficient: 1.5, amount: 1.5 * standard, arrears: null });
};

const plantSamePerson = (rows: Untouched): void => {
  const first = rows.take(both(isPlain, hasCitizenId, isOfGroup('5.5b')));
  if (first) follow(first, {}).faults.push(error('person-twice', 'the row before says the same'));
};

const plantSameIdNumber = (rows: Untouched): void => {
  const [first, second] = rows.takeSome(2, both(isPlain, hasOldId));
  if (!first || !second) return;
  second.cells = { ...second.cells, id_number: first.cells.id_number ?? null };
  second.faults.push(error('id-number-twice', "another person's id number"));
};

/** Moved, and named by the old commune as well as by the new one. */
const plantTwoCommunes = (rows: Untouched): void => {
  const [first, second] = rows.takeSome(2, both(isPlain, hasCitizenId, isOfGroup('5.5b')));
  if (!first || !second || first.commune === second.commune) return;
  const { full_name = null, born = null, sex = null, id_number = null } = first.cells;
  second.cells = { ...second.cells, full_name, born, sex, id_number };
  second.faults.push(error('id-number-twice', 'the same person in another commune'));
};

/** Who is no guardian should not collect for more than five. */
export const recipientsMax = 5;
const plantBusyCollector = (rows: Untouched): void => {
  const collected = rows.takeSome(recipientsMax + 1, isPlain);
  for (const draft of collected)
    draft.cells = {
      ...draft.cells,
      collector_name: 'Nông Văn Mẫu',
      collector_relation: 'Hàng xóm',
      collector_id_number: '091000001',
    };
  collected.at(-1)?.faults.push(warning('collector-for-many', 'the sixth person of this collector'));
};

/** A phone for more than ten people is too many. */
const sharersMax = 10;
const plantSharedPhone = (rows: Untouched): void => {
  const sharers = rows.takeSome(sharersMax + 1, both(isPlain, hasPhone));
  for (const sharer of sharers) sharer.cells = { ...sharer.cells, phone: '0510000003' };
  sharers.at(-1)?.faults.push(warning('phone-shared', 'the eleventh person with this phone'));
};

export const plantSeveral = (rows: Untouched): void => {
  plantLawfulPair(rows);
  plantSamePerson(rows);
  plantSameIdNumber(rows);
  plantTwoCommunes(rows);
  plantBusyCollector(rows);
  plantSharedPhone(rows);
};
