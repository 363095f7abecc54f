import type pg from 'pg'
import type { AccountItem, AccountsQuery } from '../../contract/accounts.ts'
import { momentOf } from '../../contract/moment.ts'
import type { Page } from '../../contract/page.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import type { Time } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'

type Client = Pick<pg.Pool, 'query'>

/** What a list shows of an account `a`. */
export const accountColumns = `a.id, a.name, a.domain, a.people, a.stage, a.stage_since as "since", a.roles_engaged as "rolesEngaged", a.owner,
  a.moved_at as "movedAt", a.created_at as "createdAt", d.id as "dealId", d.data as "deal", d.changed_at as "dealChangedAt"`
/** The open deal of an account `a` that changed last. */
export const openDeal = `left join lateral (
  select o.id, o.data, o.changed_at from opportunities o
  where o.account_id = a.id and o.data ->> 'state' = 'open' order by o.changed_at desc limit 1) d on true`

export interface AccountItemRow {
  readonly id: string
  readonly name: string | null
  readonly domain: string | null
  readonly people: number
  readonly stage: string | null
  readonly since: Time | null
  readonly rolesEngaged: number
  readonly owner: string | null
  readonly movedAt: Time | null
  readonly createdAt: Time
  readonly dealId: string | null
  readonly deal: JsonObject | null
  readonly dealChangedAt: Time | null
}

/** What of the lifecycle accounts are shown by. */
export interface AccountLens {
  /** How many roles there are. */
  readonly roles: number
  stageName(stage: string): string
}

export function accountItem(row: AccountItemRow, lens: AccountLens): AccountItem {
  const { id, name, domain, people, stage, owner } = row
  return {
    id,
    name,
    domain,
    people,
    stage,
    stageName: stage === null ? null : lens.stageName(stage),
    since: momentOf(row.since),
    coverage: { engaged: Math.min(row.rolesEngaged, lens.roles), of: lens.roles },
    owner,
    opportunity:
      row.dealId === null || row.dealChangedAt === null
        ? null
        : dealView({ id: row.dealId, data: row.deal ?? {}, changedAt: row.dealChangedAt }),
    movedAt: momentOf(row.movedAt),
    createdAt: momentOf(row.createdAt),
  }
}

interface DealRow {
  readonly id: string
  readonly data: JsonObject
  readonly changedAt: Time
}

export function dealView({ id, data, changedAt }: DealRow): NonNullable<AccountItem['opportunity']> {
  const text = (key: string) => {
    const value = data[key]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null
  }
  return {
    id,
    state: text('state') ?? 'open',
    kind: text('kind') ?? 'new',
    amount: text('amount'),
    currency: text('currency'),
    changedAt: momentOf(changedAt),
  }
}

/** The order of the list: by the name that is shown. */
const NAME = `lower(coalesce(a.name, a.domain, ''))`
/** So far a search goes through the list in its order: what is common is found there, what is rare by the indexes of parts. */
const LOOKED_AT = 1000
/** Fewer letters are no part of a name that an index finds: they begin it. */
const PART = 3

/** A page of accounts by their names. */
export async function listAccounts(
  client: Client,
  query: AccountsQuery,
  lens: AccountLens,
): Promise<Page<AccountItem>> {
  const { limit, q } = query
  const quick = q !== undefined && q.length >= PART ? await readPage(client, query, LOOKED_AT) : null
  const rows = quick !== null && quick.length > limit ? quick : await readPage(client, query, null)
  const { shown, next } = cutPage(rows, limit, ({ sortName, id }) => [sortName.slice(0, 300), id])
  return { items: shown.map((row) => accountItem(row, lens)), next }
}

type PageRow = AccountItemRow & { readonly sortName: string }

/** @param among only the next accounts of the list, so many of them; null: all */
async function readPage(
  client: Client,
  { cursor, limit, q, stage, owner }: AccountsQuery,
  among: number | null,
): Promise<readonly PageRow[]> {
  const from = decodeCursor(cursor, ['text', 'uuid'])
  const values: unknown[] = [limit + 1]
  const add = (value: unknown) => `$${values.push(value)}`
  // What nothing names any more was brought by an import that was undone.
  const isNamed = 'exists (select from account_identities i where i.account_id = a.id)'
  const where = ['a.merged_into is null']
  if (from !== null) where.push(`(${NAME}, a.id) > (${add(from[0])}::text, ${add(from[1])}::uuid)`)
  if (stage !== undefined) where.push(`a.stage = ${add(stage)}`)
  if (owner !== undefined) where.push(`a.owner = ${add(owner)}`)
  const matches = q === undefined ? 'true' : matching(q.toLowerCase(), among !== null, add)
  const list = `select a.*, ${NAME} as "sortName" from accounts a where ${where.join(' and ')}`
  const found =
    among === null
      ? `${list} and ${isNamed} and ${matches} order by ${NAME}, a.id limit $1`
      : `select * from (${list} order by ${NAME}, a.id limit ${among}) a where ${matches} and ${isNamed} order by a."sortName", a.id limit $1`
  const { rows } = await client.query<PageRow>(
    `select ${accountColumns}, a."sortName" from (${found}) a ${openDeal} order by a."sortName", a.id`,
    values,
  )
  return rows
}

/** @param oneByOne each account is looked at by itself; else the indexes of parts tell */
function matching(q: string, oneByOne: boolean, add: (value: unknown) => string): string {
  const pattern = q.replace(/[\\%_]/g, (sign) => `\\${sign}`)
  if (q.length < PART) {
    const beginning = add(`${pattern}%`)
    return `(${NAME} like ${beginning} or ${named(beginning)})`
  }
  const part = add(`%${pattern}%`)
  return oneByOne
    ? `(lower(a.name) like ${part} or ${named(part)})`
    : `a.id in (select id from accounts where lower(name) like ${part} union select account_id from account_identities where value like ${part})`
}

function named(pattern: string): string {
  return `exists (select from account_identities i where i.account_id = a.id and i.value like ${pattern})`
}
