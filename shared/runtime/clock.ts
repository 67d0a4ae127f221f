/** What the clock reads: the local cloud runs ahead by setting it, AWS never does. */
type ClockEnvironment = Readonly<{ CLOCK_OFFSET_MS?: string | undefined }>;

/** The programme's time: days, hours, deadlines. */
export const programmeClock =
  (environment: ClockEnvironment): (() => Date) =>
  () =>
    new Date(Date.now() + Number(environment.CLOCK_OFFSET_MS ?? 0));

/** Real time, for leases: they guard against running programs, not against days. */
export const realNowMs = (): number => Date.now();
