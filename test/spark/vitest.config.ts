import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/spark/*.spark.ts'],
    pool: 'forks',
    // one cluster at a time
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
  },
})
