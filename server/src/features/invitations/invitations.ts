import type pg from 'pg'
import { momentOf } from '../../contract/moment.ts'
import type { InvitationView, InvitePerson } from '../../contract/people.ts'
import { sqlTime } from '../../db/column-values.ts'
import { newId } from '../../db/new-id.ts'
import { hashOfToken, newToken } from '../../db/token.ts'
import { DAY } from '../../domain/duration.ts'
import type { Actor, Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

const LASTS = 7 * DAY

type Row = Omit<InvitationView, 'createdAt' | 'expiresAt' | 'acceptedAt' | 'withdrawnAt'> & {
  readonly createdAt: Time
  readonly expiresAt: Time
  readonly acceptedAt: Time | null
  readonly withdrawnAt: Time | null
}

const columns = `id, email, role, teams, invited_by as "invitedBy", created_at as "createdAt", expires_at as "expiresAt",
  accepted_at as "acceptedAt", withdrawn_at as "withdrawnAt"`

/** Invites an address, and takes back what invited it before. The token is told here and never again. */
export async function insertInvitation(
  client: Client,
  { email, role, teams }: InvitePerson,
  by: Actor,
  now: Time,
): Promise<InvitationView & { readonly token: string }> {
  await client.query(
    'update invitations set withdrawn_at = $2 where email = $1 and accepted_at is null and withdrawn_at is null',
    [email, sqlTime(now)],
  )
  const token = newToken()
  const { rows } = await client.query<Row>(
    `insert into invitations (id, hash, email, role, teams, invited_by, created_at, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    returning ${columns}`,
    [newId(now), hashOfToken(token), email, role, teams, JSON.stringify(by), sqlTime(now), sqlTime(now + LASTS)],
  )
  const [row] = rows
  if (row === undefined) throw new Error('The invitation was not written.')
  return { ...viewOf(row), token }
}

export type FoundInvitation =
  | { readonly state: 'open'; readonly invitation: InvitationView }
  | { readonly state: 'unknown' | 'expired' | 'accepted' | 'withdrawn' }

/** What an invitation's link leads to; held for whoever is going to use it where `hold` says so. */
export async function findInvitation(
  client: Client,
  token: string,
  now: Time,
  { hold = false }: { hold?: boolean } = {},
): Promise<FoundInvitation> {
  const { rows } = await client.query<Row>(
    `select ${columns} from invitations where hash = $1 ${hold ? 'for update' : ''}`,
    [hashOfToken(token)],
  )
  return stateOf(rows[0], now)
}

/** The open invitation of an address, held for whoever is going to use it. */
export async function findInvitationOf(client: Client, email: string, now: Time): Promise<FoundInvitation> {
  const { rows } = await client.query<Row>(
    `select ${columns} from invitations
    where email = lower($1) and accepted_at is null and withdrawn_at is null and expires_at > $2
    order by id desc
    limit 1
    for update`,
    [email, sqlTime(now)],
  )
  return stateOf(rows[0], now)
}

function stateOf(row: Row | undefined, now: Time): FoundInvitation {
  if (row === undefined) return { state: 'unknown' }
  if (row.acceptedAt !== null) return { state: 'accepted' }
  if (row.withdrawnAt !== null) return { state: 'withdrawn' }
  if (row.expiresAt <= now) return { state: 'expired' }
  return { state: 'open', invitation: viewOf(row) }
}

export async function markAccepted(client: Client, id: string, now: Time): Promise<void> {
  await client.query('update invitations set accepted_at = $2 where id = $1', [id, sqlTime(now)])
}

/** Takes an invitation back that nobody accepted; null where there is none such. */
export async function withdrawInvitation(client: Client, id: string, now: Time): Promise<InvitationView | null> {
  const { rows } = await client.query<Row>(
    `update invitations set withdrawn_at = $2
    where id = $1 and accepted_at is null and withdrawn_at is null
    returning ${columns}`,
    [id, sqlTime(now)],
  )
  return rows[0] === undefined ? null : viewOf(rows[0])
}

/** Those that nobody accepted and nobody took back, the newest first. */
export async function listInvitations(client: Client): Promise<InvitationView[]> {
  const { rows } = await client.query<Row>(
    `select ${columns} from invitations
    where accepted_at is null and withdrawn_at is null
    order by id desc
    limit 1000`,
  )
  return rows.map(viewOf)
}

function viewOf(row: Row): InvitationView {
  return {
    ...row,
    createdAt: momentOf(row.createdAt),
    expiresAt: momentOf(row.expiresAt),
    acceptedAt: momentOf(row.acceptedAt),
    withdrawnAt: momentOf(row.withdrawnAt),
  }
}
