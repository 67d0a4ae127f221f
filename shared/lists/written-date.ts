/** A date as officers write it, day first (`3/5/1936`), turned into `1936-05-03`; any other text stays as it is. */
export const yearFirst = (text: string): string => {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
};
