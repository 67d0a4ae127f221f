import { complaint, type Finding } from '../../domain/finding.ts';
import { FileRefused } from '../file/list-file.ts';

/** A list that is wrong all through would fill memory and report with the same words. */
const warningsPerRuleMax = 1_000;
const warningsMax = 20_000;
const rejectedMax = 20_000;

/** Counts what is found in a file and keeps as much of it as somebody can look at; errors are all kept. */
export const findingKeeper = () => {
  const countOf = new Map<string, number>();
  const leftOut = new Map<string, number>();
  let warnings = 0;
  let kept = 0;

  const isKept = ({ rule, severity }: Finding): boolean => {
    if (severity === 'error') return true;
    const before = countOf.get(rule) ?? 0;
    countOf.set(rule, before + 1);
    warnings += 1;
    const hasRoom = before < warningsPerRuleMax && kept < warningsMax;
    if (hasRoom) kept += 1;
    else leftOut.set(rule, (leftOut.get(rule) ?? 0) + 1);
    return hasRoom;
  };
  return {
    keep: (findings: readonly Finding[]): readonly Finding[] =>
      findings.length === 0 ? findings : findings.filter(isKept),
    counts: () => ({ warnings, leftOut: Object.fromEntries(leftOut) }),
  };
};

/** Refuses a file of which so much is wrong that one thing must be: most often a column that has moved. */
export const refuseTooManyErrors = (rejected: number): void => {
  if (rejected > rejectedMax) throw new FileRefused(tooManyErrors);
};

const tooManyErrors = complaint(
  'too-many-errors',
  {
    vi: `Hơn ${String(rejectedMax)} dòng có lỗi.`,
    en: `More than ${String(rejectedMax)} rows have errors.`,
  },
  {
    vi: 'Có thể các cột bị lệch: so tên cột với nội dung bên dưới rồi gửi lại.',
    en: 'The columns are probably shifted: compare their names with what stands below and upload again.',
  },
);
