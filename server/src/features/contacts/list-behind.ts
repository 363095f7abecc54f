import type pg from 'pg'
import type { ContactItem } from '../../contract/contacts.ts'
import type { Page, PageQuery } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import { columnOf, dated, notMerged, standing } from '../../db/standing-sql.ts'
import { EMPTY } from '../../domain/cells.ts'
import type { StageKey, Time } from '../../domain/facts.ts'
import { type Dimension, MOST_VALUES, OTHER } from '../../domain/reports/dimensions.ts'
import { contactItem, type ItemRow, itemColumns, type Lens } from './contact-item.ts'

/** Which people stand behind a number of a report. */
export type Door = {
  readonly by: Dimension | null
  readonly key: string | null
  readonly since: Time | null
  readonly until: Time | null
} & (
  | {
      /** The first entry into one of these stages; such as have a date, where it counts as an entry. */
      readonly behind: 'entries'
      readonly stages: readonly StageKey[]
      readonly dated: boolean
      /** Who went on to one of these stages, or did not. */
      readonly later: { readonly stages: readonly StageKey[]; readonly dated: boolean; readonly passed: boolean } | null
    }
  | {
      readonly behind: 'moves'
      readonly stage: StageKey
      readonly way: 'in' | 'out'
      readonly stages: readonly StageKey[]
    }
  | { readonly behind: 'present'; readonly stage: StageKey }
)

/** The people behind a number, by the moment that counts, the latest first. Within a transaction, whose plans it sets. */
export async function listBehind(
  client: pg.PoolClient,
  door: Door,
  { cursor, limit }: PageQuery,
  lens: Lens,
): Promise<Page<ContactItem>> {
  const from = decodeCursor(cursor, ['time', 'uuid'])
  // PostgreSQL cannot know that the questions are mostly answered with yes: it would read and sort everything.
  await client.query('set local enable_sort = off; set local enable_seqscan = off; set local enable_bitmapscan = off')
  const query = new DoorQuery(lens.track, limit + 1, from)
  const { rows } = await client.query<ItemRow & { at: Time }>(
    `select ${itemColumns}, t.at
    from (${query.placesOf(door)} order by at desc, contact_id desc limit $2) t
    join contacts c on c.id = t.contact_id and c.bucket = t.bucket
    left join positions p on p.contact_id = c.id and p.track = $1
    left join accounts a on a.id = c.account_id
    order by t.at desc, t.contact_id desc`,
    query.values,
  )
  const { shown, next } = cutPage(rows, limit, ({ at, id }) => [at, id])
  return { items: shown.map((row) => contactItem(row, lens)), next }
}

/** The statement of a door. Words of the query go as parameters. */
class DoorQuery {
  readonly values: unknown[]
  readonly #after: string

  constructor(track: string, limit: number, from: readonly [Time, string] | null) {
    this.values = [track, limit]
    this.#after =
      from === null
        ? ''
        : `and (at, contact_id) < (${this.#param(sqlTime(from[0]))}::timestamptz, ${this.#param(from[1])}::uuid)`
  }

  placesOf(door: Door): string {
    switch (door.behind) {
      case 'entries':
        return this.#inTurn(door, this.#firstEntries(door))
      case 'moves':
        return this.#inTurn(door, this.#moves(door))
      case 'present':
        return this.#present(door)
    }
  }

  /**
   * Each stage by its own part of the index, merged by time, and then asked one after the other: `offset 0` keeps the questions out of the
   * parts, of which one may have nobody to show and would be read to its end.
   */
  #inTurn(door: Door & { readonly stages: readonly StageKey[] }, conditions: string): string {
    const narrow = `${this.#period(door)} ${this.#value(door, 't')} ${this.#after}`
    const parts = door.stages.map(
      (stage) =>
        `(select * from transitions t
          where track = $1 and to_stage = ${this.#param(stage)} ${narrow} order by at desc, contact_id desc)`,
    )
    return `select contact_id, bucket, at
      from (select * from (${parts.join(' union all ')}) places order by at desc, contact_id desc offset 0) t
      where ${conditions}`
  }

  #firstEntries(door: Extract<Door, { behind: 'entries' }>): string {
    const counts = door.dated ? dated : standing
    const { later } = door
    const wentOn =
      later === null
        ? ''
        : `and ${later.passed ? '' : 'not '}coalesce((
            select true from transitions l
            where l.contact_id = t.contact_id and l.track = t.track and l.nth > t.nth
              and l.to_stage = any(${this.#param(later.stages)}::text[]) and ${later.dated ? dated('l') : standing('l')}
            limit 1
          ), false)`
    // Asked of one row after the other: a page ends long before all of them.
    return `${counts('t')} and ${notMerged('t')}
      and t.nth = (
        select x.nth from transitions x
        where x.contact_id = t.contact_id and x.track = t.track
          and x.to_stage = any(${this.#param(door.stages)}::text[]) and ${counts('x')}
        order by x.nth limit 1
      ) ${wentOn}`
  }

  /** Each person once, by the latest of its moves. */
  #moves(door: Extract<Door, { behind: 'moves' }>): string {
    const stage = this.#param(door.stage)
    const moved = (alias: string) =>
      door.way === 'in'
        ? `${alias}.to_stage = ${stage} and ${dated(alias)}`
        : `${alias}.from_stage = ${stage} and ${alias}.voided_by is null and ${alias}.rule is distinct from 'undated'`
    return `${moved('t')} and ${notMerged('t')}
      and t.nth = (
        select x.nth from transitions x
        where x.contact_id = t.contact_id and x.track = t.track and ${moved('x')}
        order by x.nth desc limit 1
      )`
  }

  #present(door: Extract<Door, { behind: 'present' }>): string {
    return `select contact_id, bucket, at from (
        select p.contact_id, p.bucket, p.since as at, p.track from positions p
        where p.track = $1 and p.stage = ${this.#param(door.stage)}
      ) p
      where coalesce((
        select true from (
          select * from transitions t
          where t.contact_id = p.contact_id and t.track = p.track and t.voided_by is null
          order by t.nth desc limit 1
        ) t
        where true ${this.#value(door, 't')}
      ), false) ${this.#after}`
  }

  #period({ since, until }: Door): string {
    return [
      since === null ? '' : `and t.at >= ${this.#param(sqlTime(since))}`,
      until === null ? '' : `and t.at < ${this.#param(sqlTime(until))}`,
    ].join(' ')
  }

  #value({ by, key }: Door, alias: string): string {
    if (by === null || key === null) return ''
    const column = `${alias}.${columnOf[by]}`
    if (key === EMPTY) return `and (${column} is null or ${column} = ${this.#param(EMPTY)})`
    if (key !== OTHER) return `and ${column} = ${this.#param(key)}`
    const dimension = this.#param(by)
    return `and (${column} = ${this.#param(OTHER)} or (
        ${column} is not null
        and (select count(*) from report_values v where v.dimension = ${dimension}) >= ${MOST_VALUES}
        and not exists (select from report_values v where v.dimension = ${dimension} and v.value = ${column})
      ))`
  }

  #param(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}
