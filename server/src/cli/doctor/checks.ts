import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readSchemaState } from '../../db/migrate.ts'
import type { Db } from '../../db/open.ts'

/** What was looked at, what was found, and what to do about it when it is not as it should be. */
export type Check = Readonly<{ name: string; ok: boolean; found: string; advice?: string }>

const gigabyte = 1024 ** 3
const clockToleranceMs = 2_000

export function checkRuntime(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const ok = major > 22 || (major === 22 && minor >= 18)
  return { name: 'runtime', ok, found: `Node ${version}`, ...adviceUnless(ok, 'Use Node 22.18 or newer.') }
}

export async function checkDataFolder(folder: string): Promise<Check> {
  const name = 'data folder'
  const found = await stat(folder).catch(() => null)
  if (!found) {
    const parent = await access(dirname(folder), constants.W_OK).then(
      () => true,
      () => false,
    )
    const text = `${folder} is not there yet`
    return { name, ok: parent, found: text, ...adviceUnless(parent, `Let this user write ${dirname(folder)}.`) }
  }
  const writable = await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!writable) return { name, ok: false, found: `${folder} cannot be written`, advice: 'Start Ripen as its owner.' }
  const open = (found.mode & 0o066) !== 0
  const mode = (found.mode & 0o777).toString(8)
  const advice = adviceUnless(!open, `Close it to others: chmod 700 ${folder}`)
  return { name, ok: !open, found: `${folder}, mode ${mode}`, ...advice }
}

export async function checkFreeDisk(folder: string): Promise<Check> {
  const place = await stat(folder).then(
    () => folder,
    () => dirname(folder),
  )
  const { bavail, bsize } = await statfs(place)
  const free = bavail * bsize
  const ok = free >= 2 * gigabyte
  const found = `${(free / gigabyte).toFixed(1)} GB`
  return { name: 'free disk', ok, found, ...adviceUnless(ok, `Make room for at least 2 GB where ${folder} lies.`) }
}

/** PostgreSQL's version, and that it keeps what it has confirmed. */
export async function checkPostgres(db: Db): Promise<Check[]> {
  const { rows } = await db.pool.query<{ version: string; fsync: string; commit: string; pages: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages`,
  )
  const { version = '', fsync, commit, pages } = rows[0] ?? {}
  const setting = (name: string, value: string | undefined): Check => {
    const ok = value !== 'off'
    const advice = `Set ${name} = on in PostgreSQL; without it acknowledged events can be lost in a power cut.`
    return { name, ok, found: value ?? '', ...adviceUnless(ok, advice) }
  }
  return [
    { name: 'PostgreSQL', ok: true, found: version },
    setting('fsync', fsync),
    setting('synchronous_commit', commit),
    setting('full_page_writes', pages),
  ]
}

export async function checkSchema(db: Db): Promise<Check> {
  const name = 'schema'
  try {
    const { applied, pending } = await readSchemaState(db)
    if (applied.length === 0) return { name, ok: true, found: 'not there yet; the first start makes it' }
    const ok = pending.length === 0
    const found = ok ? `up to date (${applied.at(-1)?.name})` : `${pending.length} migrations missing`
    return { name, ok, found, ...adviceUnless(ok, 'Start Ripen once: it brings the schema up to date.') }
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    return { name, ok: false, found, advice: 'Run the Ripen that belongs to this database.' }
  }
}

/** Compares clocks; the way there and back is taken off by measuring in its middle. */
export async function checkClock(db: Db, clock: () => number): Promise<Check> {
  await db.pool.query('select 1')
  const before = clock()
  const { rows } = await db.pool.query<{ time: number }>('select clock_timestamp()::timestamptz(3) as time')
  const difference = Math.round((rows[0]?.time ?? 0) - (before + clock()) / 2)
  const ok = Math.abs(difference) <= clockToleranceMs
  const advice = 'Set both machines by NTP: due times are compared with the clock of the database.'
  return { name: 'clock', ok, found: `PostgreSQL is ${difference} ms ahead`, ...adviceUnless(ok, advice) }
}

function adviceUnless(ok: boolean, advice: string): { advice?: string } {
  return ok ? {} : { advice }
}
