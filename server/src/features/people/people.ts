import type pg from 'pg'
import { momentOf } from '../../contract/moment.ts'
import type { PersonView, Role } from '../../contract/people.ts'
import { sqlTime } from '../../db/column-values.ts'
import { newId } from '../../db/new-id.ts'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

/** Somebody who signs in. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly teams: readonly string[]
  readonly active: boolean
}

interface NewPerson {
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly teams: readonly string[]
  /** As `hashOfPassword` made it. */
  readonly password: string
}

const columns = 'p.id, p.name, p.email, p.role, p.teams, p.deactivated_at is null as active'
/** Any constant will do: whoever makes the first person waits for whoever else does. */
const FIRST_PERSON_LOCK = 7_236_450_120

/** Whether anybody can sign in: an administrator who is not deactivated. */
export async function hasAdmin(client: Client): Promise<boolean> {
  const { rows } = await client.query(`select 1 from people where role = 'admin' and deactivated_at is null limit 1`)
  return rows.length > 0
}

/** Lets only one transaction at a time look whether there is an administrator, and make one. */
export async function takeFirstPerson(client: Client): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [FIRST_PERSON_LOCK])
}

/** Adds somebody who signs in by a password; null where the address is taken. */
export async function insertPerson(client: Client, person: NewPerson, now: Time): Promise<Person | null> {
  const { name, email, role, teams, password } = person
  const id = newId(now)
  const { rowCount } = await client.query(
    `insert into people (id, name, email, role, teams, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $6)
    on conflict (email) do nothing`,
    [id, name, email, role, teams, sqlTime(now)],
  )
  if (rowCount !== 1) return null
  await savePassword(client, id, password, now)
  return { id, name, email, role, teams, active: true }
}

/** Gives a person a password, or another. */
export async function savePassword(client: Client, person: string, password: string, now: Time): Promise<void> {
  await client.query(
    `insert into sign_ins (id, person_id, provider_id, account_id, password, created_at, updated_at)
    values ($1, $2, 'credential', $5, $3, $4, $4)
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = excluded.updated_at`,
    [newId(now), person, password, sqlTime(now), person],
  )
}

/** The hash of a person's password; null where it signs in otherwise. */
export async function findPassword(client: Client, person: string): Promise<string | null> {
  const { rows } = await client.query<{ password: string | null }>(
    `select password from sign_ins where person_id = $1 and provider_id = 'credential'`,
    [person],
  )
  return rows[0]?.password ?? null
}

export async function findPerson(client: Client, id: string): Promise<Person | null> {
  const { rows } = await client.query<Person>(`select ${columns} from people p where p.id = $1`, [id])
  return rows[0] ?? null
}

export async function findPersonByEmail(client: Client, email: string): Promise<Person | null> {
  const { rows } = await client.query<Person>(`select ${columns} from people p where p.email = lower($1)`, [email])
  return rows[0] ?? null
}

/**
 * A person, with every administrator held until the transaction ends, so that two of them do not make each other
 * something else at the same time.
 */
export async function lockPerson(
  client: Client,
  id: string,
): Promise<{ readonly person: Person; readonly otherAdmins: number } | null> {
  const { rows } = await client.query<Person>(
    `select ${columns} from people p
    where p.id = $1 or (p.role = 'admin' and p.deactivated_at is null)
    order by p.id
    for update`,
    [id],
  )
  const person = rows.find((row) => row.id === id)
  if (person === undefined) return null
  const admins = rows.filter((row) => row.id !== id && row.role === 'admin' && row.active)
  return { person, otherAdmins: admins.length }
}

export async function savePerson(client: Client, person: Person, now: Time): Promise<void> {
  const { id, name, role, teams, active } = person
  await client.query(
    `update people
    set name = $2, role = $3, teams = $4, updated_at = $6,
      deactivated_at = case when $5 then null else coalesce(deactivated_at, $6) end
    where id = $1`,
    [id, name, role, teams, active, sqlTime(now)],
  )
}

/** Everybody, those who can sign in first, by name. */
export async function listPeople(client: Client): Promise<PersonView[]> {
  const { rows } = await client.query<
    Omit<PersonView, 'createdAt' | 'deactivatedAt' | 'lastSeenAt'> & {
      createdAt: Time
      deactivatedAt: Time | null
      lastSeenAt: Time | null
    }
  >(
    `select p.id, p.name, p.email, p.role, p.teams, p.created_at as "createdAt", p.deactivated_at as "deactivatedAt",
      (select max(s.updated_at) from sessions s where s.person_id = p.id) as "lastSeenAt",
      array(
        select distinct case when i.provider_id = 'credential' then 'password' else 'sso' end
        from sign_ins i where i.person_id = p.id
      ) as "signsInBy"
    from people p
    order by p.deactivated_at is not null, lower(p.name), p.id
    limit 5000`,
  )
  return rows.map((row) => ({
    ...row,
    createdAt: momentOf(row.createdAt),
    deactivatedAt: momentOf(row.deactivatedAt),
    lastSeenAt: momentOf(row.lastSeenAt),
  }))
}

/** Names and addresses of those who are in any of these teams. */
export async function listTeamMates(
  client: Client,
  teams: readonly string[],
): Promise<readonly Pick<Person, 'id' | 'name' | 'email'>[]> {
  const { rows } = await client.query<Pick<Person, 'id' | 'name' | 'email'>>(
    'select id, name, email from people where teams && $1::text[] and deactivated_at is null limit 5000',
    [teams],
  )
  return rows
}
