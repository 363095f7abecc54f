import { readConfig } from '../config.ts'
import { connectForCommand } from '../db/connect-for-command.ts'
import { createPrograms } from '../features/lifecycle/programs.ts'
import type { Ripen } from '../flows/ripen.ts'
import { commandLog } from './command-log.ts'

/** Does a command's work on the database of the settings, whether Ripen runs or not. */
export async function withRipen<T>(command: string, work: (ripen: Ripen) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const log = commandLog(config.logLevel)
  const connection = await connectForCommand(config, log, { command })
  try {
    const { dataDir } = config
    return await work({ db: connection.db, programs: createPrograms(), log, dataDir, now: Date.now })
  } finally {
    await connection.close()
  }
}
