import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Of the database `postgres`, whose advisory locks nobody else uses. */
const lockKey = 4_800

/** Who holds a data folder: the process that serves people, or a command for its own time. */
export type Holder = Readonly<{ pid: number; command: string }>

export type Probe = { state: 'free' } | { state: 'held'; by: Holder } | { state: 'silent'; reason: string }

/** The holder's name travels as the application name of the connection that has the lock. */
function holderName({ pid, command }: Holder): string {
  return `ripen ${command} ${pid}`
}

/**
 * Asks a running PostgreSQL whether a Ripen holds its folder. Free is said only after a second of asking, since
 * whoever has just started the server gets a moment to take the lock.
 */
export async function probeLock(url: string): Promise<Probe> {
  for (let round = 1; ; round++) {
    const answer = await probeOnce(url)
    if (answer.state !== 'free' || round === 3) return answer
    await sleep(400)
  }
}

/** A connection of its own that has the lock for as long as it lives; null when somebody else has it. */
export async function takeLock(url: string, holder: Holder): Promise<pg.Client | null> {
  const client = connection(url, holderName(holder))
  try {
    await client.connect()
    // It idles for ever, by intention, and so does its lock.
    await client.query('set statement_timeout = 0')
    if (await tryLock(client)) return client
    await client.end()
    return null
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
}

async function probeOnce(url: string): Promise<Probe> {
  const client = connection(url, 'ripen probe')
  try {
    await client.connect()
    if (await tryLock(client)) return { state: 'free' }
    const by = await findHolder(client)
    return by ? { state: 'held', by } : { state: 'silent', reason: 'the lock changes hands' }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    // Every connection is in use, so there is somebody who uses them.
    if ((error as { code?: string }).code === '53300') return { state: 'held', by: { pid: 0, command: 'start' } }
    return { state: 'silent', reason }
  } finally {
    await client.end().catch(() => {})
  }
}

function connection(url: string, name: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
  })
  client.on('error', () => {})
  return client
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [lockKey])
  return rows[0]?.taken === true
}

async function findHolder(client: pg.Client): Promise<Holder | null> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name
     from pg_locks l
     join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.objid = $1 and l.granted and a.datname = current_database()`,
    [lockKey],
  )
  for (const { name } of rows) {
    const [, command, pid] = /^ripen (?!probe)(\S+) (\d+)$/.exec(name) ?? []
    if (command && pid) return { pid: Number(pid), command }
  }
  return null
}
