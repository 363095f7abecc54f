import type pg from 'pg'
import type { Time } from '../../domain/facts.ts'

/** Any constant will do, as long as every version of Ripen takes the same one. */
const LOCKS = 7_236_451

/** Holds an import for as long as it is carried out; the hold ends with the process. Null: another has it. */
export async function holdImport(pool: pg.Pool, id: string): Promise<{ release(): Promise<void> } | null> {
  const client = await pool.connect()
  const key = Number.parseInt(id.replaceAll('-', '').slice(-7), 16)
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [LOCKS, key])
  if (rows[0]?.held !== true) {
    client.release()
    return null
  }
  return {
    async release() {
      // The connection may have broken meanwhile, and the hold with it.
      const freed = await client.query('select pg_advisory_unlock($1, $2)', [LOCKS, key]).then(
        () => true,
        () => false,
      )
      client.release(!freed)
    },
  }
}

/** When the first of the imports began that are being carried out just now; null where none is. */
export async function findImportsSince(client: Pick<pg.PoolClient, 'query'>): Promise<Time | null> {
  const { rows } = await client.query<{ since: Time | null }>({
    name: 'find-imports-since',
    text: `select min(i.started_at) as since
      from imports i
      join pg_locks l on l.locktype = 'advisory' and l.classid = $1 and l.granted
        and l.objid = ('x' || lpad(right(replace(i.id::text, '-', ''), 7), 8, '0'))::bit(32)::integer::oid
      where i.state = 'running'`,
    values: [LOCKS],
  })
  return rows[0]?.since ?? null
}
