import { cleanText } from './folded-text.ts';

/**
 * A benefit's group as the law numbers it, in one spelling: `5(5)b`, `5.5 b` and `điểm b khoản 5` are `5.5b`. What
 * has no such number stays as it is written.
 */
export const groupCode = (text: string): string => {
  const written = cleanText(text);
  const words = written.toLowerCase();
  const clauseInWords = /khoản (\d{1,2})/.exec(words)?.[1];
  if (clauseInWords !== undefined) {
    const article = /điều (\d{1,2})/.exec(words)?.[1] ?? recipientsArticle;
    return `${article}.${clauseInWords}${/điểm ([a-zđ])(?![\p{L}\p{M}])/u.exec(words)?.[1] ?? ''}`;
  }
  const [, article, clause, point = ''] = numbered.exec(words) ?? [];
  return article && clause ? `${article}.${clause}${point}` : written;
};

/** Article 5 of Decree 20/2021, as of Decree 136/2013 before it, says who is entitled. */
const recipientsArticle = '5';

/** Article, clause in brackets or behind a dot, point in brackets or not. */
const numbered = /^0*(\d{1,2})(?: ?[.,] ?| ?\( ?| )0*(\d{1,2})(?: ?\))?(?: ?\.)? ?\(?([a-zđ])?\)?$/;

/** The amount of a single poor parent is the standard for each child: their coefficient is the number of children. */
export const isPerChild = (code: string): boolean => kindOfGroup(code) === 'single-parent';
export const childrenMax = 10;

/** What decides which benefits one person may have beside each other. */
export const benefitKinds = ['single-parent', 'beside-single-parent', 'carer', 'other'] as const;
export type BenefitKind = (typeof benefitKinds)[number];

export const kindOfGroup = (code: string): BenefitKind => {
  const [, article, clause = ''] = /^(\d{1,2})\.(\d{1,2})/.exec(code) ?? [];
  if (article === carersArticle) return 'carer';
  if (article !== recipientsArticle) return 'other';
  if (clause === '4') return 'single-parent';
  return ['5', '6', '8'].includes(clause) ? 'beside-single-parent' : 'other';
};

/** Article 20 supports whoever cares for somebody; it is paid beside what they get themselves. */
const carersArticle = '20';

/**
 * Only the highest of several benefits is paid, but for a single poor parent who is old, disabled or has HIV as well
 * (Decree 20/2021 art. 6(2)), and for what somebody gets as a carer.
 */
export const isLawfulPair = (one: BenefitKind, other: BenefitKind): boolean => {
  if (one === 'carer' || other === 'carer') return one !== other;
  return (
    (one === 'single-parent' && other === 'beside-single-parent') ||
    (one === 'beside-single-parent' && other === 'single-parent')
  );
};
