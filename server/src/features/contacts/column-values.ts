import type pg from 'pg'
import { type ColumnValues, type ContactColumn, readColumn } from '../../contract/contact-columns.ts'
import type { ContactItem } from '../../contract/contacts.ts'
import { momentOf } from '../../contract/moment.ts'
import type { Time } from '../../domain/facts.ts'
import { decodeState } from '../../domain/lifecycle/encode.ts'
import { keptValue } from '../../domain/lifecycle/kept-value.ts'
import type { ContactState } from '../../domain/lifecycle/state.ts'
import type { Lens } from './contact-item.ts'

type Scalar = string | number | boolean | null

/** Longer texts are cut: a list is not the place to read them. */
const LONGEST = 500

interface ValueRow {
  readonly id: string
  readonly createdAt: Time
  readonly owner: string | null
  readonly traits: Readonly<Record<string, Scalar>> | null
  readonly account: Readonly<Record<string, Scalar>> | null
  readonly state: string
  readonly stateKey: string
}

/** What some columns say of the contacts of a page, by their ids: one query for all of them. */
export async function columnValues(
  client: Pick<pg.Pool, 'query'>,
  items: readonly ContactItem[],
  names: readonly string[],
  lens: Lens,
): Promise<ReadonlyMap<string, ColumnValues>> {
  if (items.length === 0 || names.length === 0) return new Map()
  const columns = names.flatMap((name) => {
    const column = readColumn(name)
    return column === null ? [] : [{ name, column }]
  })
  const rows = columns.some(({ column }) => !isInItem(column)) ? await readRows(client, items, columns) : new Map()
  return new Map(
    items.map((item) => {
      const row: ValueRow | undefined = rows.get(item.id)
      const told: Told = { item, row, stamp: stampReader(row, lens) }
      return [item.id, Object.fromEntries(columns.map(({ name, column }) => [name, valueIn(column, told)]))]
    }),
  )
}

type Named = readonly { readonly column: ContactColumn }[]

async function readRows(
  client: Pick<pg.Pool, 'query'>,
  items: readonly ContactItem[],
  columns: Named,
): Promise<ReadonlyMap<string, ValueRow>> {
  const called = (kind: ContactColumn['kind']) =>
    columns.flatMap(({ column }) => (column.kind === kind ? [column.name] : []))
  const { rows } = await client.query<ValueRow>(
    `select c.id, c.created_at as "createdAt", left(c.traits ->> 'owner', ${LONGEST}) as owner,
      ${picked('c.traits', '$2')} as traits, ${picked('a.traits', '$3')} as account,
      case when $4 then c.state else '' end as state, c.state_key as "stateKey"
    from contacts c
    left join accounts a on a.id = c.account_id
    where c.id = any($1::uuid[])`,
    [items.map(({ id }) => id), called('trait'), called('account'), columns.some(({ column }) => isStamp(column))],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Of an object the named values, or those at the end of a dotted path; what is no simple value as its text. */
function picked(traits: string, names: string): string {
  return `(
    select jsonb_object_agg(n.name, case jsonb_typeof(v.value)
      when 'string' then to_jsonb(left(v.value #>> '{}', ${LONGEST}))
      when 'object' then to_jsonb(left(v.value::text, ${LONGEST}))
      when 'array' then to_jsonb(left(v.value::text, ${LONGEST}))
      else v.value end)
    from unnest(${names}::text[]) n(name)
    cross join lateral (select coalesce(${traits} -> n.name, ${traits} #> string_to_array(n.name, '.')) as value) v
    where v.value is not null
  )`
}

interface Told {
  readonly item: ContactItem
  readonly row: ValueRow | undefined
  readonly stamp: (path: string, which: 'first' | 'latest') => string | null
}

const inItem = ['name', 'email', 'id', 'account', 'stage', 'level', 'since', 'reason', 'source', 'grade', 'active']
const stamps = ['origin', 'campaign', 'country']

const isInItem = ({ kind, name }: ContactColumn) => kind === 'score' || (kind === 'plain' && inItem.includes(name))
const isStamp = ({ kind, name }: ContactColumn) => kind === 'plain' && stamps.includes(name)

function valueIn({ kind, name }: ContactColumn, { item, row, stamp }: Told): Scalar {
  switch (kind) {
    case 'trait':
      return row?.traits?.[name] ?? null
    case 'account':
      return row?.account?.[name] ?? null
    case 'score':
      return item.scores[name] ?? null
    default:
      return plain[name]({ item, row, stamp })
  }
}

const plain: Readonly<Record<Extract<ContactColumn, { kind: 'plain' }>['name'], (told: Told) => Scalar>> = {
  name: ({ item }) => item.name,
  email: ({ item }) => item.email,
  id: ({ item }) => item.id,
  account: ({ item }) => item.account?.name ?? null,
  stage: ({ item }) => item.stage,
  level: ({ item }) => item.level,
  since: ({ item }) => item.since,
  reason: ({ item }) => item.reason,
  source: ({ item }) => item.source,
  origin: ({ stamp }) => stamp('stamp.origin', 'first'),
  campaign: ({ stamp }) => stamp('stamp.campaign', 'first'),
  country: ({ stamp }) => stamp('stamp.country', 'latest'),
  owner: ({ row }) => row?.owner ?? null,
  grade: ({ item }) => item.grade,
  active: ({ item }) => item.activeAt,
  created: ({ row }) => (row === undefined ? null : momentOf(row.createdAt)),
}

/** Reads what reports stamp moves with; a state that waits to be folded anew says nothing meanwhile. */
function stampReader(row: ValueRow | undefined, { program }: Lens): Told['stamp'] {
  let state: ContactState | null = null
  return (path, which) => {
    if (row === undefined || program === null || row.state === '' || row.stateKey !== program.stateKey) return null
    state ??= decodeState(program, row.id, row.state)
    const kept = keptValue(program, state, path, which)?.[0]
    return typeof kept === 'string' ? kept : null
  }
}
