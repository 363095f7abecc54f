import type pg from 'pg'
import type { ContactItem } from '../../contract/contacts.ts'
import type { Page, PageQuery } from '../../contract/page.ts'
import { keptPlan } from '../../db/kept-plan.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import { DAY } from '../../domain/duration.ts'
import type { Time } from '../../domain/facts.ts'
import { OTHER } from '../../domain/reports/dimensions.ts'
import { type Lens, listItems } from './contact-item.ts'
import type { Door, DoorPlace } from './door.ts'
import { DoorQuery, type Periods } from './door-query.ts'

/** How far one page looks. */
export interface Effort {
  /** Entries that are looked at in the order of the list, before those with the door's value are asked for by their marks. */
  readonly walked: number
  /** Entries by marks that are put in order at once; of more, the list's own order is read. */
  readonly marked: number
}
const EFFORT: Effort = { walked: 700, marked: 1500 }
/** Positions are longer to look at: each asks for the last move. */
const EFFORT_PRESENT: Effort = { walked: 200, marked: 1500 }

/** The people behind a number, by the moment that counts, the latest first. Within a transaction, whose plans it sets. */
export async function listBehind(
  client: pg.PoolClient,
  door: Door,
  { cursor, limit }: PageQuery,
  lens: Lens,
  effort: Effort = door.behind === 'present' ? EFFORT_PRESENT : EFFORT,
): Promise<Page<ContactItem>> {
  const from = decodeCursor(cursor, ['time', 'uuid'])
  const after = from === null ? null : { at: from[0], contact: from[1] }
  const places = await new DoorList(client, door, lens.track, effort).places(after, limit + 1)
  const { shown, next } = cutPage(places, limit, ({ at, contact }) => [at, contact])
  return { items: await listItems(client, shown, lens), next }
}

type After = Pick<DoorPlace, 'at' | 'contact'> | null

/**
 * Who stands behind a door, in the order of the list. That order is read and everybody asked; where too few of those looked at have the door's
 * value, entries with it are asked for by their marks, from the latest period to the first.
 */
class DoorList {
  readonly #client: pg.PoolClient
  readonly #door: Door
  readonly #track: string
  readonly #effort: Effort

  constructor(client: pg.PoolClient, door: Door, track: string, effort: Effort) {
    this.#client = client
    this.#door = door
    this.#track = track
    this.#effort = effort
  }

  async places(after: After, count: number): Promise<readonly DoorPlace[]> {
    await this.#plan('in order')
    const { by, key } = this.#door
    // Values beyond those that are counted apart have no mark in common.
    if (by === null || key === null || key === OTHER) return this.#walk(this.#door, after, count, null)
    const found = await this.#walk(this.#door, after, count, this.#effort.walked)
    if (found.length === count) return found
    const end = this.#query(this.#door, after)
    const [reached] = await this.#read<DoorPlace & { oldest: Time | null }>(end, end.end(this.#effort.walked))
    if (reached === undefined) return found
    const oldest = Math.max(reached.oldest ?? reached.at, this.#door.since ?? Number.NEGATIVE_INFINITY)
    return [...found, ...(await this.#byMarks(reached, periodOf(oldest), count - found.length))]
  }

  /** @param oldest the first period that is asked for */
  async #byMarks(after: DoorPlace, oldest: number, count: number): Promise<readonly DoorPlace[]> {
    const found: DoorPlace[] = []
    let span = 1
    for (let last = periodOf(after.at); last >= oldest && found.length < count; ) {
      const first = Math.max(oldest, last - span + 1)
      const missing = count - found.length
      const page = await this.#marked(after, { first, last }, missing)
      if (page === null && first < last) {
        span = 1
        continue
      }
      // So many in one period that its own order soon comes upon a page of them.
      found.push(...(page ?? (await this.#walk(within(this.#door, last), after, missing, null))))
      last = first - 1
      span *= 4
    }
    return found
  }

  /** Those with the value in some periods; null where there are too many to put them in order. */
  async #marked(after: DoorPlace, periods: Periods, count: number): Promise<readonly DoorPlace[] | null> {
    await this.#plan('by marks')
    const query = this.#query(this.#door, after)
    const { marked } = this.#effort
    const rows = await this.#read<{ probed: number } & (DoorPlace | Record<keyof DoorPlace, null>)>(
      query,
      query.marked(periods, count, marked),
    )
    if ((rows[0]?.probed ?? 0) >= marked) return null
    return rows.flatMap(({ contact, bucket, at }) => (contact === null ? [] : [{ contact, bucket, at }]))
  }

  async #walk(door: Door, after: After, count: number, budget: number | null): Promise<readonly DoorPlace[]> {
    await this.#plan('in order')
    const query = this.#query(door, after)
    return this.#read<DoorPlace>(query, query.walk(count, budget))
  }

  #query(door: Door, after: After): DoorQuery {
    return new DoorQuery(door, this.#track, after)
  }

  async #read<Row extends object>({ values }: DoorQuery, text: string): Promise<readonly Row[]> {
    return (await this.#client.query<Row>(keptPlan(text, values))).rows
  }

  #planned: string | null = null

  /**
   * PostgreSQL cannot know that the questions are mostly answered with yes: it would read and sort everything. Told so, it finds the same plan for
   * all values, and making one costs as much as a page.
   */
  async #plan(way: 'in order' | 'by marks'): Promise<void> {
    if (this.#planned === way) return
    this.#planned = way
    const sorts = way === 'in order' ? 'off' : 'on'
    await this.#client.query(
      `set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off; set local enable_sort = ${sorts}; set local enable_bitmapscan = ${sorts}`,
    )
  }
}

const PERIOD = 28 * DAY
const FIRST_DAY = Date.UTC(2000, 0, 1)

/** The period of a moment, as the marks have it: all before the year 2000 and its first 28 days are one. */
function periodOf(at: Time): number {
  return Math.max(0, Math.floor((at - FIRST_DAY) / PERIOD))
}

/** A door with nothing of it but a period. */
function within(door: Door, period: number): Door {
  const from = period === 0 ? null : FIRST_DAY + period * PERIOD
  const to = FIRST_DAY + (period + 1) * PERIOD
  return {
    ...door,
    since: from === null || (door.since !== null && door.since > from) ? door.since : from,
    until: door.until !== null && door.until < to ? door.until : to,
  }
}
