import { chanceOf } from './sample/chance.ts';

/**
 * What goes wrong between machines and never inside them: answers get lost after the work is done, messages and events
 * come twice and late. AWS promises no better ("at least once"), so a rehearsal has it on purpose.
 */
export interface Weather {
  /** The work is done, and whoever asked for it is told that it failed. */
  readonly losesAnswer: () => boolean;
  readonly comesTwice: () => boolean;
  /** So long a message is on its way, so that a later one may overtake it. */
  readonly delaySeconds: () => number;
}

export const fairWeather: Weather = {
  losesAnswer: () => false,
  comesTwice: () => false,
  delaySeconds: () => 0,
};

const delayMaxSeconds = 90;

/** `share` of all answers are lost and of all messages come twice; which ones follows from the seed. */
export const roughWeather = (seed: number, share: number): Weather => {
  const chance = chanceOf(seed, 'weather');
  return {
    losesAnswer: () => chance.happens(share),
    comesTwice: () => chance.happens(share),
    delaySeconds: () => (chance.happens(share) ? chance.below(delayMaxSeconds) : 0),
  };
};
