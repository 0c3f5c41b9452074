import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{server,night,simulate,web,learn,bench,bootstrap}/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/support/server.ts'],
    // modules are loaded once a worker (run with --no-isolate); forks, as engines with native code do not share a process well with threads
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 15_000,
  },
})
