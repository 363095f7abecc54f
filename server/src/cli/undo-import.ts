import { Presets, SingleBar } from 'cli-progress'
import type { Command } from 'commander'
import { AppError } from '../domain/app-error.ts'
import { findImport, type ImportRow } from '../features/imports/import-rows.ts'
import { listImports } from '../features/imports/list-imports.ts'
import { requestUndo, undoImport, undoRefused } from '../flows/undo-import.ts'
import { withRipen } from './with-ripen.ts'

/** Imports shown at once. */
const SHOWN = 200

export function registerImports(program: Command): void {
  const imports = program.command('imports').description('files that were imported')
  imports.command('list').description('list the newest imports').option('--json', 'print as JSON').action(list)
  imports
    .command('undo')
    .argument('<id>', 'id of the import, as `ripen imports list` shows it')
    .description('take all that an import brought out again, as if it had never come; one that was stopped goes on')
    .option('--json', 'print as JSON')
    .action(undo)
}

async function list({ json }: { json?: boolean }): Promise<void> {
  await withRipen('imports list', async ({ db }) => {
    const { items } = await listImports(db.pool, { limit: SHOWN })
    const lines = items.length === 0 ? ['No file was imported yet.'] : items.map(lineOf)
    process.stdout.write(json ? `${JSON.stringify(items.map(summaryOf))}\n` : lines.map((line) => `${line}\n`).join(''))
  })
}

function summaryOf({ id, fileName, state, rows, imported, duplicates, rejected, startedAt, undoneAt }: ImportRow) {
  const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    id,
    fileName,
    state,
    rows,
    imported,
    duplicates,
    rejected,
    startedAt: moment(startedAt),
    undoneAt: moment(undoneAt),
  }
}

function lineOf(row: ImportRow): string {
  const { id, fileName, state, imported, rows, startedAt } = summaryOf(row)
  return [id, startedAt, state.padEnd(7), `${imported} of ${rows} rows`, fileName].join('  ')
}

async function undo(id: string, { json }: { json?: boolean }): Promise<void> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
    throw new AppError('invalid', `“${id}” is no id of an import. \`ripen imports list\` shows them.`)
  await withRipen('imports undo', async (ripen) => {
    const refused = undoRefused(id, await requestUndo(ripen, id, 'system'))
    if (refused !== null) throw refused
    const stop = new AbortController()
    const onSignal = () => stop.abort()
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
    const bar = progressBar()
    try {
      const finished = await undoImport(ripen, id, { onProgress: bar.show, stop: stop.signal }).finally(bar.clear)
      const row = await findImport(ripen.db.pool, id)
      if (json) process.stdout.write(`${JSON.stringify(row === null ? null : summaryOf(row))}\n`)
      else if (finished) process.stdout.write(`${row?.fileName ?? id} is undone.\n`)
      if (finished) return
      process.exitCode = stop.signal.aborted ? 130 : 0
      process.stderr.write(
        stop.signal.aborted
          ? 'Stopped. Run the same command again, or start Ripen, and it goes on.\n'
          : 'Another process is undoing it; `ripen imports list` shows when it is done.\n',
      )
    } finally {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    }
  })
}

/** Shown on a terminal only. */
function progressBar() {
  if (!process.stderr.isTTY) return { show: () => {}, clear: () => {} }
  const bar = new SingleBar(
    { format: '{bar} {percentage} % | {value} of {total}', clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  )
  let started = false
  return {
    show: (done: number, total: number) => {
      if (!started) bar.start(total, done)
      else {
        bar.setTotal(total)
        bar.update(done)
      }
      started = true
    },
    clear: () => bar.stop(),
  }
}
