import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    // drizzle-orm is slow to import; sharing the module graph keeps the whole run short.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
