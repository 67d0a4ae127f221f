import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], testTimeout: number) => ({
  extends: true as const,
  test: { name, include, testTimeout, hookTimeout: testTimeout },
});

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    expect: { requireAssertions: true },
    projects: [
      project('fast', ['test/{domain,lists,functions,gateways,runtime}/**/*.test.ts'], 10_000),
      project('infra', ['test/infra/**/*.test.ts'], 60_000),
      project('local', ['test/local/**/*.test.ts'], 60_000),
      project('store', ['test/store/**/*.test.ts'], 60_000),
      project('flow', ['test/flow/**/*.test.ts'], 600_000),
    ],
  },
});
