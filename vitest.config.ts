import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // The usual second is less than a busy machine may take to start a program.
    expect: { poll: { timeout: 10_000, interval: 20 } },
    maxWorkers: 2,
    // What is driven through a terminal shares the machine with nothing else.
    fileParallelism: false,
    // A machine may stall for seconds, and more than once; what fails three times is broken.
    retry: process.env.CI === undefined ? 0 : 2,
  },
})
