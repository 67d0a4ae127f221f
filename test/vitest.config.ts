import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], testTimeout: number) => ({
  extends: true as const,
  test: { name, include, testTimeout, hookTimeout: testTimeout },
});

const everyRoom = project('fast', ['test/{domain,lists,functions,gateways,runtime}/**/*.test.ts'], 10_000);
/** Files share modules and environment, in any order: whoever needs a value there sets it. A quarter of the time. */
const fast = { ...everyRoom, test: { ...everyRoom.test, pool: 'threads' as const, isolate: false } };

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    expect: { requireAssertions: true },
    projects: [
      fast,
      project('infra', ['test/infra/**/*.test.ts'], 60_000),
      project('local', ['test/local/**/*.test.ts'], 60_000),
      project('store', ['test/store/**/*.test.ts'], 60_000),
      project('flow', ['test/flow/**/*.test.ts'], 600_000),
    ],
  },
});
