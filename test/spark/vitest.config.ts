import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/spark/*.spark.ts'],
    pool: 'forks',
    // the models' cases beside the night on the cluster: each waits for one thread of its own driver most of the time
    maxWorkers: 2,
    testTimeout: 1_800_000,
    hookTimeout: 900_000,
    teardownTimeout: 60_000,
  },
})
