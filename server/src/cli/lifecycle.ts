import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { PublishEffect } from '../contract/lifecycle.ts'
import { say } from '../contract/messages/say.ts'
import { AppError } from '../domain/app-error.ts'
import { type PlacedNotice, readLifecycle } from '../domain/lifecycle/document.ts'
import type { PlacedFault } from '../domain/lifecycle/placed.ts'
import { LONGEST_DOCUMENT } from '../domain/lifecycle/placed.ts'
import { findPreset, type Preset, presets } from '../domain/lifecycle/presets/presets.ts'
import { findHeadVersion, findVersion } from '../features/lifecycle/versions.ts'
import { type PublishOutcome, publishLifecycle } from '../flows/publish-lifecycle.ts'
import { EFFECT_HELP, publishEffect } from './publish-effect.ts'
import { withRipen } from './with-ripen.ts'

export function registerLifecycle(program: Command): Command {
  const lifecycle = program.command('lifecycle').description('the document that says which stages there are, and when')
  lifecycle
    .command('presets')
    .description('print the lifecycles to begin with, or one of them')
    .argument('[name]')
    .option('--json', 'print as JSON')
    .action(showPresets)
  lifecycle
    .command('validate')
    .description('check a document; exit code 1 where it is not valid')
    .argument('<file>', 'the lifecycle, or the name of a preset')
    .option('--json', 'print as JSON')
    .action(validate)
  lifecycle
    .command('publish')
    .description('make a document the lifecycle in force')
    .argument('<file>', 'the lifecycle, or the name of a preset')
    .option('-m, --message <text>', 'what has changed', '')
    .option('--parent <number>', 'the version that the document was made from (default: the one in force)', wholeNumber)
    .option('--effect <effect>', `${EFFECT_HELP} (default: keep)`, publishEffect)
    .option('--without-agreement <reason>', 'why it goes without the word of teams that have yet to agree')
    .option('--json', 'print as JSON')
    .action(publish)
  lifecycle
    .command('export')
    .description('print the document in force')
    .option('--version <number>', 'an earlier version', wholeNumber)
    .action(exportDocument)
  return lifecycle
}

function showPresets(name: string | undefined, options: { json?: boolean }): void {
  if (name === undefined) {
    const list = presets.map(({ key, says }) => ({ key, says }))
    print(
      options.json ? `${JSON.stringify(list)}\n` : list.map(({ key, says }) => `${key.padEnd(12)}${says}\n`).join(''),
    )
    return
  }
  const preset = findPreset(name)
  if (preset === null) {
    const known = presets.map(({ key }) => key).join(', ')
    throw new AppError('no_preset', `There is no preset ${name}. There are ${known}.`)
  }
  print(options.json ? `${JSON.stringify(preset)}\n` : preset.document)
}

async function validate(file: string, options: { json?: boolean }): Promise<void> {
  const read = readLifecycle(await readDocument(file), 0, {})
  const faults = 'faults' in read ? read.faults : []
  const notices = 'faults' in read ? [] : read.notices
  if (options.json) {
    const valid = faults.length === 0
    print(`${JSON.stringify({ valid, faults: faults.map(inWords), notices: notices.map(inWords) })}\n`)
  } else {
    print([...faults, ...notices].map((one) => lineOf(file, one)).join(''))
    if (faults.length === 0) print(`${file} is valid.\n`)
  }
  if (faults.length > 0) process.exitCode = 1
}

interface PublishOptions {
  readonly message: string
  readonly parent?: number
  readonly effect?: PublishEffect
  readonly withoutAgreement?: string
  readonly json?: boolean
}

async function publish(file: string, options: PublishOptions): Promise<void> {
  const document = await readDocument(file)
  await withRipen('lifecycle publish', async (ripen) => {
    const parent = options.parent ?? (await findHeadVersion(ripen.db.pool))
    const { message, effect, withoutAgreement: without } = options
    if (without?.trim() === '') throw new AppError('invalid', 'Say why it goes without agreement.')
    const done = await publishLifecycle(ripen, { document, parent, message, effect, without, by: { user: 'cli' } })
    switch (done.outcome) {
      case 'published':
      case 'unchanged':
        return tellPublished(file, done, options)
      case 'faults':
        return printFaults(file, done.faults, options.json)
      case 'conflict':
        throw new AppError('conflict', conflict(done))
    }
  })
}

function tellPublished(
  file: string,
  done: Extract<PublishOutcome, { outcome: 'published' | 'unchanged' }>,
  { effect, json }: PublishOptions,
): void {
  const { outcome, version } = done
  const notices = outcome === 'published' ? done.notices : []
  if (json) {
    print(`${JSON.stringify({ outcome, version, notices: notices.map(inWords) })}\n`)
    return
  }
  print(notices.map((notice) => lineOf(file, notice)).join(''))
  print(
    outcome === 'unchanged'
      ? `Version ${version} is this document already.\n`
      : `Published version ${version}.${effect === 'restate' ? RESTATES : ''}\n`,
  )
}

async function exportDocument(options: { version?: number }): Promise<void> {
  await withRipen('lifecycle export', async ({ db }) => {
    const version = options.version ?? (await findHeadVersion(db.pool))
    const found = version === null ? null : await findVersion(db.pool, version)
    if (found === null) {
      throw new AppError(
        'no_version',
        version === null ? 'No lifecycle is published yet.' : `There is no version ${version}.`,
      )
    }
    print(found.document.endsWith('\n') ? found.document : `${found.document}\n`)
  })
}

const RESTATES = ' Contacts are moved to where it would have had them, while events go on coming in.'

/** The preset that is meant where a file may be named: `preset:b2b`, or `b2b` where there is no such file. */
export async function presetNamed(file: string): Promise<Preset | null> {
  const preset = findPreset(file.replace(/^preset:/, ''))
  if (preset === null || file.startsWith('preset:')) return preset
  return await stat(file).then(
    () => null,
    () => preset,
  )
}

/** The text of a file that may be a document, or of a preset. */
export async function readDocument(file: string): Promise<string> {
  const preset = await presetNamed(file)
  if (preset !== null) return preset.document
  try {
    if ((await stat(file)).size > 4 * LONGEST_DOCUMENT) throw new Error('it is too large')
    return await readFile(resolve(file), 'utf8')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('unreadable', `${file} cannot be read: ${why}.`, { cause })
  }
}

/** Says what is wrong with a document and where; the command ends with 1. */
export function printFaults(file: string, faults: readonly PlacedFault[], json: boolean | undefined): void {
  if (json) print(`${JSON.stringify({ outcome: 'faults', faults: faults.map(inWords) })}\n`)
  else process.stderr.write(faults.map((fault) => lineOf(file, fault)).join(''))
  process.exitCode = 1
}

function conflict({ head, parent, differences }: Extract<PublishOutcome, { outcome: 'conflict' }>): string {
  if (head === null) return 'No lifecycle is published yet, so there is no version that this could follow.'
  const said = differences.map((one) => `\n  ${say(one.message)}`).join('')
  return `Your document was made from version ${parent ?? 'none'}, and version ${head} is in force. Since then${said === '' ? ' nothing was changed but the text' : `:${said}`}.\nTake this over and publish with --parent ${head}.`
}

export function lineOf(file: string, { line, column, message }: PlacedFault): string {
  return `${file}:${line}:${column}  ${say(message)}\n`
}

function inWords(one: PlacedFault | PlacedNotice) {
  const { line, column, message, path } = one
  return { line, column, path, text: say(message), ...('level' in one ? { level: one.level } : {}) }
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 2_147_483_647) {
    throw new AppError('invalid', `${text} is no version: versions are 1, 2, 3 …`)
  }
  return number
}

function print(text: string): void {
  process.stdout.write(text)
}
