/** `03/08/2016` of `2016-08-03`, `08/2016` of `2016-08`: as officers write it in tables. */
export const dayFirst = (date: string): string => date.split('-').toReversed().join('/');

/** `09:15 03/08/2016`, on the wall of an office in that zone. */
export const timeFirst = (at: string, timeZone: string): string => {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const [day = '', time = ''] = wall.format(new Date(at)).split(' ');
  return `${time} ${dayFirst(day)}`;
};

/** A date as officers write it, day first (`3/5/1936`), turned into `1936-05-03`; any other text stays as it is. */
export const yearFirst = (text: string): string => {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
};
