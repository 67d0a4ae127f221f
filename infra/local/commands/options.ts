import { parseArgs } from 'node:util';
import { parametersOf } from '../sample/census.ts';
import { happenings, type Script } from '../story/stage.ts';

const known = {
  people: { type: 'string' },
  communes: { type: 'string' },
  months: { type: 'string' },
  missed: { type: 'string' },
  never: { type: 'string' },
  seed: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'string' },
  port: { type: 'string' },
  month: { type: 'string' },
  kind: { type: 'string' },
  commune: { type: 'string' },
  settings: { type: 'string' },
  points: { type: 'string' },
  out: { type: 'string' },
  size: { type: 'string' },
  empty: { type: 'boolean' },
  million: { type: 'boolean' },
  flood: { type: 'boolean' },
  'missing-sheet': { type: 'boolean' },
  'late-result': { type: 'boolean' },
  mistakes: { type: 'boolean' },
  deaths: { type: 'boolean' },
} as const;
export type OptionName = keyof typeof known;

export interface Options {
  readonly given: Readonly<Partial<Record<OptionName, string | boolean>>>;
  readonly positionals: readonly string[];
  text(name: OptionName): string | undefined;
  count(name: OptionName): number | undefined;
  share(name: OptionName): number | undefined;
}

const isKnown = (name: string): name is OptionName => Object.hasOwn(known, name);

/** Reads a command's arguments; what it does not know is refused with its usage. */
export const readOptions = (usage: string, names: readonly OptionName[], positionalsMax = 0): Options => {
  const refuse = (why: string): never => {
    console.error(`${why}\n\n${usage}`);
    process.exit(2);
  };
  const read = () => {
    try {
      return parseArgs({ options: known, allowPositionals: true });
    } catch (error) {
      return refuse(error instanceof Error ? error.message : String(error));
    }
  };
  const { values, positionals } = read();
  const stray = Object.keys(values).find((name) => !isKnown(name) || !names.includes(name));
  if (stray !== undefined) refuse(`Unknown option '--${stray}'`);
  if (positionals.length > positionalsMax)
    refuse(`Unexpected argument '${positionals[positionalsMax] ?? ''}'`);
  const numberOf = (
    name: OptionName,
    isRight: (value: number) => boolean,
    what: string,
  ): number | undefined => {
    const value = values[name];
    if (value === undefined) return undefined;
    return isRight(Number(value)) ? Number(value) : refuse(`--${name} takes ${what}`);
  };
  return {
    given: values,
    positionals,
    text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    count: (name) => numberOf(name, (value) => Number.isInteger(value) && value >= 0, 'a whole number'),
    share: (name) =>
      numberOf(name, (value) => value >= 0 && value <= 1, 'a share between 0 and 1, such as 0.07'),
  };
};

/** In the sample's months some six in a hundred miss their day, and all of them come later. */
const usualMissed = 0.06;

export const scriptOf = (options: Options): Script => {
  const people = options.count('people');
  const communes = options.count('communes');
  const seed = options.count('seed');
  const sample = parametersOf({
    ...(people !== undefined && { people }),
    ...(communes !== undefined && { communes }),
    ...(seed !== undefined && { seed }),
  });
  const never = options.share('never') ?? 0;
  const missed = Math.max(never, options.share('missed') ?? usualMissed);
  return {
    sample,
    months: options.count('months') ?? 2,
    shares: { seed: sample.seed, missed, never },
    happenings: happenings.filter((happening) => options.given[happening] === true),
  };
};
