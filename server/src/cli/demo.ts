import type { Command } from 'commander'
import { type Config, readConfig } from '../config.ts'
import { connectForCommand } from '../db/connect-for-command.ts'
import { AppError } from '../domain/app-error.ts'
import { commandLog } from './command-log.ts'
import { addDemoOptions, type DemoWishes, fillWithDemo, tellPoured } from './demo/fill.ts'
import { type StartApp, start } from './start.ts'

interface Given {
  readonly seed: number
  readonly people: number
  readonly until?: number
  readonly force?: boolean
  readonly url?: string
  readonly json?: boolean
}

/** `ripen demo`: into the Ripen that runs, else into one that it starts. */
export function registerDemo(program: Command, startApp: StartApp): void {
  const command = program
    .command('demo')
    .description('fill an empty Ripen with the year of a made-up company; starts Ripen unless it runs already')
  addDemoOptions(command)
    .option('--force', 'also into a Ripen that has contacts')
    .option('--url <address>', 'where Ripen runs (default: RIPEN_URL, else this machine at PORT)')
    .option('--json', 'print as JSON')
    .action((given: Given) => demo(given, startApp))
}

async function demo({ json = false, url: named, ...given }: Given, startApp: StartApp): Promise<void> {
  const config = readConfig(process.env)
  const wishes = { ...given, until: given.until ?? null, force: given.force ?? false }
  const url = named?.replace(/\/+$/, '') ?? config.url ?? `http://127.0.0.1:${config.port}`
  const answers = await fetch(`${url}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  )
  if (named !== undefined && !answers) throw new AppError('not_there', `No Ripen answers at ${url}.`)
  if (await fillRunning(config, wishes, { url, answers, json })) return
  if (answers)
    throw new AppError('another', `The Ripen at ${url} works on another data folder. Stop it, or name another PORT.`)
  await start(config, startApp, wishes)
}

/** @returns false where no Ripen runs on this database */
async function fillRunning(
  config: Config,
  wishes: DemoWishes,
  { url, answers, json }: { url: string; answers: boolean; json: boolean },
): Promise<boolean> {
  const connection = await connectForCommand(config, commandLog(config.logLevel), { command: 'demo' })
  try {
    // Whether somebody else's PostgreSQL has a Ripen running on it shows only in that one answers.
    const runs = config.databaseUrl === null ? connection.running : answers
    if (!runs) return false
    if (!answers)
      throw new AppError(
        'not_there',
        `Ripen runs on this data folder, but does not answer at ${url}. Name its address with --url.`,
      )
    const stop = new AbortController()
    process.once('SIGINT', () => stop.abort(new AppError('stopped', 'Stopped; what was sent so far stays.')))
    const poured = await fillWithDemo({ db: connection.db, url, signal: stop.signal, now: Date.now }, wishes)
    process.stdout.write(json ? `${JSON.stringify(poured)}\n` : tellPoured(poured))
    return true
  } finally {
    await connection.close()
  }
}
