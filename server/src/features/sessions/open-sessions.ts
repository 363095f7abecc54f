import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'

/** Of some sessions those that are open, of people who may sign in. */
export async function listOpenSessions(
  client: Pick<pg.Pool, 'query'>,
  sessions: readonly string[],
  now: Time,
): Promise<ReadonlySet<string>> {
  if (sessions.length === 0) return new Set()
  const { rows } = await client.query<{ id: string }>({
    name: 'list-open-sessions',
    text: `select s.id from sessions s
      join people p on p.id = s.person_id
      where s.id = any($1::uuid[]) and s.expires_at > $2 and p.deactivated_at is null`,
    values: [sessions, sqlTime(now)],
  })
  return new Set(rows.map(({ id }) => id))
}
