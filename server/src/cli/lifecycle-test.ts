import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../domain/app-error.ts'
import type { Time } from '../domain/facts.ts'
import type { Json } from '../domain/json.ts'
import { readLifecycle } from '../domain/lifecycle/document.ts'
import type { PlacedFault } from '../domain/lifecycle/placed.ts'
import { readCases } from '../domain/lifecycle/read-cases.ts'
import { type CaseResult, runCases } from '../domain/lifecycle/run-cases.ts'
import { expandCalendars } from '../flows/expand-calendars.ts'
import { lineOf, presetNamed, readDocument } from './lifecycle.ts'

export function registerLifecycleTest(lifecycle: Command): void {
  lifecycle
    .command('test')
    .description('let cases happen under a document and compare; exit code 1 where one comes out otherwise')
    .argument('<file>', 'the lifecycle, or the name of a preset')
    .option('--cases <file>', 'the cases (default: beside the lifecycle, as in b2b.cases.yaml)')
    .option('--json', 'print as JSON')
    .action(test)
}

async function test(file: string, options: { cases?: string; json?: boolean }): Promise<void> {
  const preset = await presetNamed(file)
  const document = await readDocument(file)
  const draft = readLifecycle(document, 0, {})
  if ('faults' in draft) throw faulty(file, draft.faults)
  // Exits count working time, so cases need the calendars that a publish would expand.
  const read = readLifecycle(document, 0, await expandCalendars(draft.compiled.program.document, Date.now()))
  if ('faults' in read) throw faulty(file, read.faults)
  const casesFile = options.cases ?? (preset === null ? besides(file) : `${preset.key}.cases.yaml`)
  const cases = readCases(preset !== null && options.cases === undefined ? preset.cases : await readDocument(casesFile))
  if ('faults' in cases) throw faulty(casesFile, cases.faults)
  const results = runCases(read.compiled.program, cases.cases)
  const failed = results.filter(({ differences }) => differences.length > 0)
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ passed: results.length - failed.length, failed: failed.length, cases: results.map(shown) })}\n`
      : `${results.map((result) => report(casesFile, result)).join('')}${results.length - failed.length} passed, ${failed.length} failed\n`,
  )
  if (failed.length > 0) process.exitCode = 1
}

function besides(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? file
  return join(dirname(file), `${name.replace(/\.(ya?ml|json)$/, '')}.cases.yaml`)
}

function faulty(file: string, faults: readonly PlacedFault[]): AppError {
  return new AppError(
    'faulty',
    faults
      .map((fault) => lineOf(file, fault))
      .join('')
      .trimEnd(),
  )
}

function shown({ name, line, differences, path }: CaseResult) {
  return {
    name,
    line,
    passed: differences.length === 0,
    differences: differences.map((difference) => ({ ...difference, at: moment(difference.at) })),
    path: path.map(({ stage, at }) => ({ stage, at: moment(at) })),
  }
}

function report(file: string, { name, line, differences, path }: CaseResult): string {
  if (differences.length === 0) return `✓ ${name}\n`
  const way = path.map(({ stage, at }) => `${stage} (${moment(at).slice(0, 10)})`).join(' → ')
  const lines = differences.map(
    (one) => `    ${one.what}: expected ${shownValue(one.expected)}, found ${shownValue(one.found)} (${moment(one.at)})
`,
  )
  return `✗ ${name}  ${file}:${line}\n${lines.join('')}    The path was: ${way || 'no stage at all'}\n`
}

function shownValue(value: Json): string {
  return value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value)
}

function moment(time: Time): string {
  return new Date(time).toISOString()
}
