import { defineConfig } from 'vitest/config'

/** What is driven through a terminal, watches or counts what is left behind shares the machine with nothing else. */
const alone = [
  'test/pty/**/*.test.{ts,tsx}',
  'test/shots/*.test.ts',
  'test/os/interrupt/*.test.ts',
  'test/e2e/*-pty.test.ts',
  'test/e2e/*-leaks.test.ts',
]

/** These run each of their rows on every host by themselves, or have nothing to do with one. */
const ofBothHosts = [
  ...['both-hosts', 'commands', 'files', 'spawn', 'spawn-function', 'spawn-options'],
  ...['check', 'packages', 'portable-skips'],
].map(name => `test/e2e/${name}.test.ts`)

export default defineConfig({
  test: {
    setupFiles: ['test/helpers/portable-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // The usual second is less than a busy machine may take to start a program.
    expect: { poll: { timeout: 10_000, interval: 20 } },
    // A machine may stall for seconds, and more than once; what fails three times is broken.
    retry: process.env.CI === undefined ? 0 : 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'side by side',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: alone,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'portable',
          env: { NACRE_HOST: 'portable' },
          include: ['test/e2e/*.test.ts'],
          exclude: [...alone, ...ofBothHosts, 'test/e2e/pool-parallel.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
