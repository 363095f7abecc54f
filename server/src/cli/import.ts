import { access, constants, readFile, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { Presets, SingleBar } from 'cli-progress'
import { type Command, Option } from 'commander'
import { readConfig } from '../config.ts'
import { AppError } from '../domain/app-error.ts'
import { beginLifecycle } from '../flows/begin-lifecycle.ts'
import { dryRunImport } from '../flows/dry-run-import.ts'
import { importFile } from '../flows/import-file.ts'
import type { ImportReading } from '../flows/prepare-import.ts'
import type { ImportCounts } from '../flows/run-import.ts'
import { settleHistories } from '../flows/settle-histories.ts'
import { importFiles } from '../integrations/tables/import-files.ts'
import { withRipen } from './with-ripen.ts'

interface Options {
  readonly map?: string
  readonly dryRun?: boolean
  readonly rejects?: string
  readonly zone?: string
  readonly encoding?: NonNullable<ImportReading['encoding']>
  readonly delimiter?: string
  readonly dates?: string[]
  readonly json?: boolean
}

const delimiters = { comma: ',', semicolon: ';', tab: '\t', ',': ',', ';': ';', '\t': '\t' } as const

export function registerImport(program: Command): void {
  program
    .command('import')
    .argument('<file>', 'CSV (comma, semicolon, tab) or NDJSON, plain or packed with gzip')
    .description('bring a file of people and what they did into their histories; the same file again adds nothing')
    .option('--map <file>', 'what its columns mean (default: the ready mapping that its headers ask for)')
    .option('--dry-run', 'count what would come of it, and write nothing')
    .option('--rejects <file>', 'where rows that are not taken are written (default: in the data folder)')
    .option('--zone <zone>', 'time zone of times that name none (default: as the mapping says, else of the lifecycle)')
    .addOption(
      new Option('--encoding <name>', 'how its characters are written (default: found out)').choices([
        'utf-8',
        'utf-16le',
        'utf-16be',
        'iso-8859-1',
        'windows-1252',
      ]),
    )
    .addOption(
      new Option('--delimiter <name>', 'what separates its cells (default: found out)').choices(
        Object.keys(delimiters),
      ),
    )
    .option('--dates <format...>', 'how its dates are written, such as D/M/YYYY')
    .option('--json', 'print as JSON')
    .action(importCommand)
}

async function importCommand(file: string, options: Options): Promise<void> {
  const path = resolve(file)
  const mapping = options.map === undefined ? null : await readMappingFile(options.map)
  const reading = readingOf(options)
  if (options.rejects !== undefined) await checkRejects(resolve(options.rejects), path)
  const { dataDir } = readConfig(process.env)
  await withRipen('import', async (ripen) => {
    await beginLifecycle(ripen)
    if (options.dryRun === true) {
      print(await dryRunImport(ripen, { path, mapping, reading }), options, true)
      return
    }
    const stop = new AbortController()
    const onSignal = () => stop.abort()
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
    const bar = progressBar()
    try {
      const result = await importFile(ripen, {
        path,
        fileName: basename(path),
        mapping,
        reading,
        actor: 'system',
        rejectsPath: (id) =>
          options.rejects === undefined ? importFiles(dataDir).rejects(id) : resolve(options.rejects),
        onProgress: bar.show,
        stop: stop.signal,
      }).finally(bar.clear)
      if (result.finished) await settleHistories(ripen)
      else process.exitCode = 130
      print(result, options, false)
      if (!result.finished) process.stderr.write('Stopped. Run the same command again, and it goes on.\n')
    } finally {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    }
  })
}

function readingOf({ encoding, delimiter, zone, dates }: Options): ImportReading {
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter: delimiters[delimiter as keyof typeof delimiters] }),
    ...(zone === undefined ? {} : { timezone: zone }),
    ...(dates === undefined ? {} : { dates }),
  }
}

async function readMappingFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new AppError('not_found', `The mapping ${file} cannot be read.`, { cause: error })
  }
}

/** Before anything is read: whether rejected rows can be written there. */
async function checkRejects(path: string, imported: string): Promise<void> {
  if (path === imported) throw new AppError('invalid', `${path} is the file to be imported; it is not written over.`)
  const found = await stat(path).catch(() => null)
  if (found !== null && !found.isFile())
    throw new AppError('invalid', `${path} is no file, so the rejected rows cannot be written there.`)
  try {
    await access(found === null ? dirname(path) : path, constants.W_OK)
  } catch (error) {
    throw new AppError('invalid', `The rejected rows cannot be written to ${path}.`, { cause: error })
  }
}

interface Printed extends ImportCounts {
  readonly rejects: string | null
  readonly notices: readonly string[]
}

function print(
  { rows, imported, duplicates, rejected, rejects, notices }: Printed,
  options: Options,
  dry: boolean,
): void {
  for (const notice of notices) process.stderr.write(`${notice}\n`)
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ rows, imported, duplicates, rejected, rejects })}\n`)
    return
  }
  const number = (count: number) => count.toLocaleString('en')
  const words = dry
    ? ['would be imported', 'would bring nothing new', 'would be rejected']
    : ['imported', 'brought nothing new', 'rejected']
  const lines = [
    `${number(rows)} ${rows === 1 ? 'row' : 'rows'}: ${number(imported)} ${words[0]}, ${number(duplicates)} ${words[1]}, ${number(rejected)} ${words[2]}.`,
    ...(rejects === null ? [] : [`The rejected rows, each with its reason, are in ${rejects}`]),
  ]
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}

/** Shown on a terminal only. */
function progressBar() {
  if (!process.stderr.isTTY) return { show: () => {}, clear: () => {} }
  const bar = new SingleBar(
    { format: '{bar} {percentage} % | {rows} rows', clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  )
  let started = false
  return {
    show: ({ rows, bytesRead, bytes }: { rows: number; bytesRead: number; bytes: number }) => {
      if (!started) bar.start(Math.max(1, bytes), bytesRead, { rows })
      else bar.update(bytesRead, { rows })
      started = true
    },
    clear: () => bar.stop(),
  }
}
