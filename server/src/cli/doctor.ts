import type { Command } from 'commander'
import { type Config, readConfig } from '../config.ts'
import { connectForCommand } from '../db/connect-for-command.ts'
import { AppError } from '../domain/app-error.ts'
import { commandLog } from './command-log.ts'
import {
  type Check,
  checkClock,
  checkDataFolder,
  checkFreeDisk,
  checkPostgres,
  checkRuntime,
  checkSchema,
} from './doctor/checks.ts'

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look at what Ripen needs and say what to do where something is wrong')
    .option('--json', 'print the checks as JSON')
    .action(doctor)
}

async function doctor(options: { json?: boolean }): Promise<void> {
  const config = readConfig(process.env)
  const checks = [checkRuntime(process.versions.node)]
  if (!config.databaseUrl) checks.push(await checkDataFolder(config.dataDir), await checkFreeDisk(config.dataDir))
  checks.push(...(await checkDatabase(config)))
  const ok = checks.every((check) => check.ok)
  process.stdout.write(options.json ? `${JSON.stringify({ ok, checks })}\n` : checks.map(line).join(''))
  if (!ok) process.exitCode = 1
}

async function checkDatabase(config: Config): Promise<Check[]> {
  try {
    const connection = await connectForCommand(config, commandLog(config.logLevel), {
      command: 'doctor',
      schema: 'leave',
    })
    try {
      const { db } = connection
      return [...(await checkPostgres(db)), await checkSchema(db), await checkClock(db, Date.now)]
    } finally {
      await connection.close()
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [{ name: 'PostgreSQL', ok: false, found: error.message }]
  }
}

function line({ ok, name, found, advice }: Check): string {
  return `${ok ? 'ok   ' : 'WRONG'}  ${name.padEnd(20)}${found}\n${advice ? `${' '.repeat(27)}${advice}\n` : ''}`
}
