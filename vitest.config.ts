import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const setUp = 'server/src/testing/global-setup.ts'
const globalSetup = existsSync(new URL(setUp, import.meta.url)) ? [setUp] : []
const skipped = ['**/node_modules/**', '**/dist/**', '.ripen/**']

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', './scripts/closing-line-reporter.mjs'],
    projects: [
      {
        test: {
          name: 'suite',
          include: ['{server,web,embed,e2e,bench,scripts}/**/*.test.{ts,tsx}'],
          exclude: skipped,
          globalSetup,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'long',
          include: ['{server,e2e,bench}/**/*.long.ts'],
          exclude: skipped,
          globalSetup,
          testTimeout: 30 * 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
