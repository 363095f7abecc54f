import type pg from 'pg'
import { momentOf } from '../../contract/moment.ts'
import type { Role } from '../../contract/people.ts'
import type { SeenContacts, SessionView } from '../../contract/sign-in.ts'
import { sqlTime } from '../../db/column-values.ts'
import { DAY, HOUR } from '../../domain/duration.ts'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

/** A session ends when nobody used it for so long. */
export const SESSION_LASTS = 14 * DAY
/** How exactly we know when it was last used: each note of it is a write. */
const NOTED_EVERY = HOUR

export interface OpenSession {
  readonly id: string
  readonly person: {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly role: Role
    readonly teams: readonly string[]
  }
  readonly salesSees: SeenContacts
  readonly lastSeenAt: Time
}

/** The session behind a token, of somebody who may sign in. */
export async function findSession(client: Client, token: string, now: Time): Promise<OpenSession | null> {
  const { rows } = await client.query<
    OpenSession['person'] & { session: string; seen: Time; sees: SeenContacts | null }
  >({
    name: 'find-session',
    text: `select s.id as session, s.updated_at as seen, p.id, p.name, p.email, p.role, p.teams,
        (select value->>'sees' from settings where key = 'sales') as sees
      from sessions s
      join people p on p.id = s.person_id
      where s.token = $1 and s.expires_at > $2 and p.deactivated_at is null`,
    values: [token, sqlTime(now)],
  })
  const [row] = rows
  if (row === undefined) return null
  const { session, seen, sees, ...person } = row
  return { id: session, person, salesSees: sees ?? 'all', lastSeenAt: seen }
}

/** Notes that a session is in use, which makes it last longer; true where that was due. */
export async function keepSession(client: Client, { id, lastSeenAt }: OpenSession, now: Time): Promise<boolean> {
  if (now - lastSeenAt < NOTED_EVERY) return false
  await client.query('update sessions set updated_at = $2, expires_at = $3 where id = $1', [
    id,
    sqlTime(now),
    sqlTime(now + SESSION_LASTS),
  ])
  return true
}

/** Sessions of a person that have not ended, the last used first. */
export async function listSessions(
  client: Client,
  { person, current }: { readonly person: string; readonly current: string },
  now: Time,
): Promise<SessionView[]> {
  const { rows } = await client.query<{
    id: string
    browser: string | null
    address: string | null
    created: Time
    seen: Time
    expires: Time
  }>(
    `select id, user_agent as browser, nullif(ip_address, '') as address, created_at as created, updated_at as seen,
      expires_at as expires
    from sessions
    where person_id = $1 and expires_at > $2
    order by updated_at desc, id desc
    limit 200`,
    [person, sqlTime(now)],
  )
  return rows.map(({ id, browser, address, created, seen, expires }) => ({
    id,
    current: id === current,
    browser: browser ?? '',
    address,
    createdAt: momentOf(created),
    lastSeenAt: momentOf(seen),
    expiresAt: momentOf(expires),
  }))
}

/** Ends one session of a person; false where there is none such. */
export async function endSession(
  client: Client,
  { person, id }: { readonly person: string; readonly id: string },
): Promise<boolean> {
  const { rowCount } = await client.query('delete from sessions where id = $1 and person_id = $2', [id, person])
  return rowCount === 1
}

/** Ends all sessions of a person, but for one that is to stay (default: none). */
export async function endSessions(client: Client, person: string, except: string | null = null): Promise<void> {
  await client.query('delete from sessions where person_id = $1 and id is distinct from $2::uuid', [person, except])
}

/** Takes away what has ended. */
export async function removeEndedSessions(client: Client, now: Time): Promise<void> {
  await client.query('delete from sessions where expires_at <= $1', [sqlTime(now)])
  await client.query('delete from verifications where expires_at <= $1', [sqlTime(now)])
}
