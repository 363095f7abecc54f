import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { say } from '../contract/messages/say.ts'
import { AppError } from '../domain/app-error.ts'
import type { Time } from '../domain/facts.ts'
import type { Json } from '../domain/json.ts'
import { readLifecycle } from '../domain/lifecycle/document.ts'
import type { Difference } from '../domain/lifecycle/judge-case.ts'
import type { PlacedFault } from '../domain/lifecycle/placed.ts'
import { readCases } from '../domain/lifecycle/read-cases.ts'
import { type CaseResult, runCases } from '../domain/lifecycle/run-cases.ts'
import { message } from '../domain/message.ts'
import { expandCalendars } from '../flows/expand-calendars.ts'
import { viewExplanation } from '../flows/view-explanation.ts'
import { lineOf, presetNamed, readDocument } from './lifecycle.ts'
import { tellReason } from './tell-why.ts'

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
  const { program } = read.compiled
  const stages = program.tracks.flatMap(({ byKey }) => [...byKey.keys()])
  const written = preset !== null && options.cases === undefined ? preset.cases : await readDocument(casesFile)
  const cases = readCases(written, stages)
  if ('faults' in cases) throw faulty(casesFile, cases.faults)
  const results = runCases(program, cases.cases)
  const failed = results.filter(({ differences }) => differences.length > 0)
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ passed: results.length - failed.length, failed: failed.length, cases: results.map(shown) })}\n`
      : `${results.map((result) => report(casesFile, result, program.zone)).join('')}${results.length - failed.length} passed, ${failed.length} failed\n`,
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
    differences: differences.map(({ at, what, expected, found, reason }) => ({
      at: iso(at),
      what,
      expected,
      found,
      reason: reason == null ? null : viewExplanation(reason),
    })),
    path: path.map(({ stage, at }) => ({ stage, at: iso(at) })),
  }
}

function report(file: string, { name, line, differences, path }: CaseResult, zone: string): string {
  if (differences.length === 0) return `✓ ${name}\n`
  const way = path.map(({ stage, at }) => `${stage} (${local(at, zone).slice(0, 10)})`).join(' → ')
  const lines = differences.map((difference) => told(difference, zone))
  return `✗ ${name}  ${file}:${line}\n${lines.join('')}    The path was: ${way || 'no stage at all'}\n`
}

/** What was found instead, and why. */
function told(difference: Difference, zone: string): string {
  const { at, what, expected, reason, says } = difference
  const first = `    ${what}: expected ${shownValue(expected)}, found ${foundInstead(difference)} (${local(at, zone)})\n`
  if (says !== undefined) return `${first}      ${say(says)}\n`
  if (reason == null) return first
  const title = what === 'stage' ? `The criteria of ${shownValue(expected)} then:` : 'The conditions of the last move:'
  const lines = tellReason(viewExplanation(reason)).map((line) => `        ${line}\n`)
  return `${first}      ${title}\n${lines.join('')}`
}

function foundInstead({ what, found }: Difference): string {
  if (what !== 'because' || !Array.isArray(found)) return shownValue(found)
  const [cause, ...words] = found
  if (typeof cause !== 'string') return 'no move at all'
  return `that it ${say(message(`cause.${cause}`))}${words.length === 0 ? '' : `: ${shownValue(words)}`}`
}

function shownValue(value: Json): string {
  if (value === null) return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(shownValue).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function iso(time: Time): string {
  return new Date(time).toISOString()
}

/** As the cases are written: in the zone of the lifecycle. */
function local(time: Time, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(time)
}
