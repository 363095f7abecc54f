import type pg from 'pg'
import type { ContactItem } from '../../contract/contacts.ts'
import { momentOf } from '../../contract/moment.ts'
import { keptPlan } from '../../db/kept-plan.ts'
import { EMPTY } from '../../domain/cells.ts'
import type { Time } from '../../domain/facts.ts'
import { decodeState } from '../../domain/lifecycle/encode.ts'
import type { Program } from '../../domain/lifecycle/program.ts'

/** What lists select of a contact `c`, its account `a` and its position `p`. */
export const itemColumns = `c.id, c.name, c.email, c.known, c.source, c.state, c.state_key as "stateKey",
  c.account_id as "accountId", a.name as "accountName", p.stage, p.level, p.since, p.reason`

export interface ItemRow {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  readonly known: number
  readonly source: string | null
  readonly state: string
  readonly stateKey: string
  readonly accountId: string | null
  readonly accountName: string | null
  readonly stage: string | null
  readonly level: string | null
  readonly since: Time | null
  readonly reason: string | null
}

/** The view of a moment, in a track of the present lifecycle (null: nothing is published yet). */
export interface Lens {
  readonly program: Program | null
  readonly track: string
  readonly now: Time
}

export function contactItem(row: ItemRow, lens: Lens): ContactItem {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    known: row.known !== 0,
    account: row.accountId === null ? null : { id: row.accountId, name: row.accountName },
    track: lens.track,
    stage: row.stage,
    level: row.level,
    since: momentOf(row.since),
    reason: row.reason,
    source: shownSource(row.source),
    ...readState(row, lens),
  }
}

/** Lists' entries of contacts, in the order that they are named in. */
export async function listItems(
  client: Pick<pg.Pool, 'query'>,
  contacts: readonly { readonly contact: string; readonly bucket: number }[],
  lens: Lens,
): Promise<ContactItem[]> {
  if (contacts.length === 0) return []
  const { rows } = await client.query<ItemRow>(
    keptPlan(
      `select ${itemColumns}
    from unnest($2::uuid[], $3::smallint[]) f(id, bucket)
    join contacts c on c.id = f.id and c.bucket = f.bucket
    left join positions p on p.contact_id = c.id and p.track = $1 and p.bucket = c.bucket
    left join accounts a on a.id = c.account_id`,
      [lens.track, contacts.map(({ contact }) => contact), contacts.map(({ bucket }) => bucket)],
    ),
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  return contacts.flatMap(({ contact }) => {
    const row = found.get(contact)
    return row === undefined ? [] : [contactItem(row, lens)]
  })
}

/** Reports count those without a source under a word of their own; people are shown nothing. */
export function shownSource(source: string | null): string | null {
  return source === EMPTY ? null : source
}

/** What of a list's entry lies in the folded state. One that waits to be folded anew shows nothing of it meanwhile. */
export function readState(
  row: Pick<ItemRow, 'id' | 'state' | 'stateKey'>,
  { program, now }: Lens,
): Pick<ContactItem, 'activeAt' | 'scores' | 'grade'> {
  if (program === null || program.stateKey !== row.stateKey || row.state === '') {
    return { activeAt: null, scores: {}, grade: null }
  }
  const state = decodeState(program, row.id, row.state)
  const scores = Object.values(program.scores).map(({ key, lifetime }): [string, number] => [
    key,
    Math.floor(lifetime.value(state, now)),
  ])
  return {
    activeAt: state.activeAt === 0 ? null : momentOf(state.activeAt),
    scores: Object.fromEntries(scores),
    grade: program.grade === null ? null : `${program.grade.fit(state, now)}${program.grade.engagement(state, now)}`,
  }
}
