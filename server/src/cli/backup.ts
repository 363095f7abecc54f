import { resolve } from 'node:path'
import type { Command } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { readConfig } from '../config.ts'
import { writeBackup } from '../db/backup/write-backup.ts'
import { connectForCommand } from '../db/connect-for-command.ts'
import { commandLog } from './command-log.ts'
import { currentTable } from './current-table.ts'

export function registerBackup(program: Command): void {
  program
    .command('backup')
    .description('write everything that Ripen keeps into one file, also while it runs')
    .argument('<file>', 'name of the file, which must not exist yet')
    .option('--json', 'print the result as JSON')
    .action(backup)
}

async function backup(file: string, options: { json?: boolean }): Promise<void> {
  const config = readConfig(process.env)
  const connection = await connectForCommand(config, commandLog(config.logLevel), {
    command: 'backup',
    schema: 'leave',
  })
  const progress = currentTable()
  try {
    const summary = await writeBackup(connection.db, resolve(file), new Date(), {
      ripen: packageJson.version,
      onTable: progress.show,
    })
    progress.clear()
    const { rows, tables, jobs, bytes } = summary
    process.stdout.write(
      options.json
        ? `${JSON.stringify(summary)}\n`
        : `Wrote ${rows} rows of ${tables} tables and ${jobs} pending jobs to ${summary.file} (${bytes} bytes).\n`,
    )
  } finally {
    progress.clear()
    await connection.close()
  }
}
