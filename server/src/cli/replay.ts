import type { Command } from 'commander'
import { AppError } from '../domain/app-error.ts'
import { checkReplay, type ReplayExample, type ReplayReport } from '../flows/check-replay.ts'
import { rebuildRollups } from '../flows/rebuild-rollups.ts'
import { contactsBar } from './contacts-bar.ts'
import { withRipen } from './with-ripen.ts'

export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('recompute every recorded move from the facts; exit code 1 where one does not come out again')
    .option('--check', 'compare, and change nothing')
    .option('--rebuild', 'count the cells of the reports anew from all contacts')
    .option('--json', 'print as JSON')
    .action(replay)
}

async function replay({ check, rebuild, json }: { check?: boolean; rebuild?: boolean; json?: boolean }): Promise<void> {
  if (check !== true && rebuild !== true)
    throw new AppError(
      'invalid',
      'Say what to do: `ripen replay --check` compares and changes nothing, `--rebuild` counts the reports anew.',
    )
  await withRipen('replay', async (ripen) => {
    if (rebuild === true) await rebuildRollups(ripen)
    const bar = contactsBar()
    const report = await checkReplay(ripen, { onProgress: bar.show }).finally(bar.clear)
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : tell(report))
    if (!report.clean) process.exitCode = 1
  })
}

function tell({ transitions, reproduced, states, drift, rollups, clean, examples }: ReplayReport): string {
  const causes = Object.entries(drift).filter(([, count]) => count > 0)
  const lines = [
    `${reproduced} of ${transitions} transitions came out again from what was known when they were decided.`,
    `${states.equal} of ${states.compared} saved states are what a replay gives.`,
    `${rollups.cells - rollups.different} of ${rollups.cells} counts of the reports are what a count over all contacts gives.`,
    causes.length === 0
      ? 'The ledger is the one that a replay of everything as it occurred gives.'
      : `Moves that differ from a replay of everything as it occurred: ${causes.map(([cause, count]) => `${count} ${reasons[cause] ?? cause}`).join(', ')}.`,
    ...examples.map(({ what, id, recorded, replayed }) =>
      [`Look into: ${what} ${id}`, ...differencesOf(recorded, replayed)].join('\n  '),
    ),
    clean ? 'Clean.' : 'NOT clean.',
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** Where a transition came out otherwise: what was recorded of it and what a replay gives. */
function differencesOf(recorded: ReplayExample['recorded'], replayed: ReplayExample['replayed']): readonly string[] {
  if (recorded === undefined) return []
  if (replayed === null || replayed === undefined) return ['does not come out again']
  const keys = Object.keys(recorded) as (keyof typeof recorded)[]
  return keys
    .map((key) => ({ key, was: JSON.stringify(recorded[key]), is: JSON.stringify(replayed[key]) }))
    .filter(({ was, is }) => was !== is)
    .map(({ key, was, is }) => `${key}: ${was} was recorded, a replay gives ${is}`)
}

const reasons: Readonly<Record<string, string>> = {
  late: 'by facts that came late',
  version: 'by versions of the lifecycle',
  merge: 'by merges',
  account: 'by lines of accounts that came late',
  unexplained: 'without an explanation',
}
