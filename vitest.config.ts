import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const setUp = 'server/src/testing/global-setup.ts'
const seeds = 'server/src/testing/seed-properties.ts'
// The check's canaries are tried on trees that hold little else.
const isThere = (file: string) => existsSync(new URL(file, import.meta.url))
const globalSetup = isThere(setUp) ? [setUp] : []
const setupFiles = isThere(seeds) ? [seeds] : []
const skipped = ['**/node_modules/**', '**/dist/**', '.ripen/**']

/** The browser tests come first: the longest at the end would leave the other worker with nothing to do. */
class BrowsersFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const usesBrowser = ({ moduleId }: TestSpecification) => moduleId.includes('/e2e/')
    return [...sorted.filter(usesBrowser), ...sorted.filter((file) => !usesBrowser(file))]
  }
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: BrowsersFirst },
    reporters: ['default', './scripts/closing-line-reporter.mjs'],
    projects: [
      {
        test: {
          name: 'suite',
          include: ['{server,web,embed,e2e,bench,scripts}/**/*.test.{ts,tsx}'],
          exclude: skipped,
          globalSetup,
          setupFiles,
          // The files of a worker share its modules: to read them anew for each takes as long as all tests.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'long',
          include: ['{server,e2e,bench}/**/*.long.ts'],
          exclude: skipped,
          globalSetup,
          setupFiles,
          testTimeout: 30 * 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
