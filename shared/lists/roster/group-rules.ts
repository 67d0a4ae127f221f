import { groupCode } from '../../domain/benefit-group.ts';
import type { Month } from '../../domain/calendar.ts';
import { complaint, type Complaint } from '../../domain/finding.ts';
import type { BenefitGroups } from '../../domain/settings.ts';
import { agesIn } from './born.ts';

/** What the settings say against a benefit of that group for somebody of that age; nothing where they name no groups. */
export const groupRules = (groups: BenefitGroups | undefined, month: Month) => {
  if (groups === undefined) return () => undefined;
  const byCode = new Map(Object.entries(groups).map(([code, group]) => [groupCode(code), group]));
  return (
    code: string,
    born: string,
  ): Readonly<{ column: 'benefit_group' | 'born'; said: Complaint }> | undefined => {
    const group = byCode.get(code);
    if (group === undefined) return { column: 'benefit_group', said: groupUnknown };
    if (group.ages === undefined) return undefined;
    const [from, until] = group.ages;
    const [least, most] = agesIn(month, born);
    return most < from || least > until ? { column: 'born', said: ageOutside(from, until) } : undefined;
  };
};

const groupUnknown = complaint(
  'group-unknown',
  { vi: 'Nhóm đối tượng này không có trong thiết lập.', en: 'The settings do not know this group.' },
  { vi: 'Kiểm tra mã nhóm đối tượng, ví dụ 5.5b.', en: 'Check the code of the group, like 5.5b.' },
  'warning',
);
const ageOutside = (from: number, until: number): Complaint =>
  complaint(
    'age-outside-group',
    {
      vi: `Tuổi không thuộc nhóm đối tượng này (${String(from)}–${String(until)} tuổi).`,
      en: `The age does not fit the group (${String(from)}–${String(until)} years).`,
    },
    { vi: 'Kiểm tra năm sinh và nhóm đối tượng.', en: 'Check the year of birth and the group.' },
    'warning',
  );
