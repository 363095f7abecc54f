import { resolve } from 'node:path'
import type { Command } from 'commander'
import { readConfig } from '../config.ts'
import { restoreBackup } from '../db/backup/restore-backup.ts'
import { connectForCommand } from '../db/connect-for-command.ts'
import { commandLog } from './command-log.ts'
import { currentTable } from './current-table.ts'

export function registerRestore(program: Command): void {
  program
    .command('restore')
    .description('put a backup into an empty database')
    .argument('<file>', 'a file that ripen backup wrote')
    .option('--force', 'replace everything that the database holds; Ripen must be stopped')
    .option('--json', 'print the result as JSON')
    .action(restore)
}

async function restore(file: string, options: { force?: boolean; json?: boolean }): Promise<void> {
  const config = readConfig(process.env)
  const connection = await connectForCommand(config, commandLog(config.logLevel), {
    command: 'restore',
    schema: 'leave',
  })
  const progress = currentTable()
  try {
    const summary = await restoreBackup(connection.db, resolve(file), {
      force: options.force ?? false,
      onTable: progress.show,
    })
    progress.clear()
    const { rows, tables, jobs, createdAt } = summary
    process.stdout.write(
      options.json
        ? `${JSON.stringify(summary)}\n`
        : `Restored ${rows} rows of ${tables} tables and ${jobs} pending jobs, as they were on ${createdAt}.\n`,
    )
  } finally {
    progress.clear()
    await connection.close()
  }
}
