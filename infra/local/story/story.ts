import { firstMonth } from '../sample/census.ts';
import { laterMonth } from './dates.ts';
import { sendRoster, setUp } from './lists.ts';
import { findPeriod } from './approval.ts';
import { periodIdOf, playMonth } from './month.ts';
import { at, type Stage, until } from './stage.ts';

/** A working Monday before the first list is due. */
export const storyBegins = at('2016-05-16', '07:00');

export const monthsOf = (months: number): string[] =>
  Array.from({ length: months }, (_, later) => laterMonth(firstMonth, later));

/**
 * Plays the people of a province through the doors that they will really use. Everything follows from the
 * script and from what lies in tables and bucket: stopped anywhere and played again, it ends the same.
 */
export const playStory = async (stage: Stage): Promise<void> => {
  await until(stage, storyBegins);
  await setUp(stage, firstMonth);
  await sendRoster(stage, firstMonth);
  const months = monthsOf(stage.script.months);
  for (const month of months) await playMonth(stage, month, month !== months.at(-1));
};

export const isStoryOver = async (stage: Stage): Promise<boolean> => {
  const last = monthsOf(stage.script.months).at(-1) ?? firstMonth;
  return (await findPeriod(stage, periodIdOf(last)))?.status === 'closed';
};
