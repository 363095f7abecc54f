import type pg from 'pg'
import { type ContactItem, NO_STAGE } from '../../contract/contacts.ts'
import type { Page, PageQuery, Total } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import { keptPlan } from '../../db/kept-plan.ts'
import { decodeCursor, encodeCursor } from '../../db/keyset.ts'
import type { Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import { type Lens, listItems } from './contact-item.ts'
import { beginningEntries, beginsSo, containingEntries, type Look, lookAt, type Rank } from './search-sql.ts'
import { containing, type SearchText, searchText } from './search-text.ts'
import { FIRST_LOOK, type Looked, type Part, type Place, Walk } from './search-walk.ts'

type Client = Pick<pg.Pool, 'query'>

export interface SearchQuery extends PageQuery {
  readonly q: string
  readonly stage?: string | undefined
}

export interface SearchOptions {
  /** Entries of an index that are put in order at once; of more, the list's own order is read. */
  readonly ordered: number
  /** Contacts that one page looks at in the order of the list. */
  readonly walked: number
  /** Where fewer are found in one walk, an index is asked for those who contain the text. */
  readonly enough: number
  /** About how many contacts the list has; for an estimate. */
  size(): Promise<number>
}

export const SEARCH = { ordered: 1500, walked: 450, enough: 5 }

/**
 * People by a part of their name or of an address: first those whose name or address begins so, and in each part the latest movers first. What a page
 * costs is bounded: it may end before it is full, and `next` then goes on where it has looked.
 */
export async function searchContacts(
  client: Client,
  { q, stage, cursor, limit }: SearchQuery,
  lens: Lens,
  options: SearchOptions,
): Promise<Page<ContactItem> & { total: Total }> {
  const search = new Search(client, searchText(q), stage, lens, options)
  const from = decodeCursor(cursor, ['count', 'time?', 'uuid'])
  const after = from === null ? null : { since: from[1], id: from[2] }
  const { found, next, total } = await search.page(from?.[0] === 1 ? 1 : 0, after, limit)
  const shown = found.map(({ id }) => ({ contact: id, bucket: bucketOf(id) }))
  return { items: await listItems(client, shown, lens), next, total }
}

class Search {
  readonly #client: Client
  readonly #text: SearchText
  readonly #stage: string | undefined
  readonly #lens: Lens
  readonly #options: SearchOptions
  #size: Promise<number> | undefined

  constructor(client: Client, text: SearchText, stage: string | undefined, lens: Lens, options: SearchOptions) {
    this.#client = client
    this.#text = text
    this.#stage = stage
    this.#lens = lens
    this.#options = options
  }

  async page(rank: Rank, after: Place | null, limit: number) {
    const begin = await this.#beginning(rank === 0 ? after : null, rank === 0 ? limit + 1 : 0)
    const found: (Place & { rank: Rank })[] = begin.places.map((place) => ({ ...place, rank: 0 }))
    let total: Total = begin
    let stopped: (Place & { rank: Rank }) | null = begin.stopped && { ...begin.stopped, rank: 0 }
    if (found.length <= limit && stopped === null && this.#text.parts.length > 0) {
      const elsewhere = await this.#elsewhere(rank === 1 ? after : null, limit + 1 - found.length)
      found.push(...elsewhere.places.map((place) => ({ ...place, rank: 1 as const })))
      stopped = elsewhere.stopped && { ...elsewhere.stopped, rank: 1 }
      total = { count: begin.count + elsewhere.count, exact: begin.exact && elsewhere.exact }
    } else if (this.#text.parts.length > 0) total = { count: Math.max(total.count, found.length), exact: false }
    const shown = found.slice(0, limit)
    const last = found.length > limit ? (shown.at(-1) ?? null) : stopped
    const next = last === null ? null : encodeCursor([last.rank, last.since, last.id])
    return { found: shown, next, total: { count: total.count, exact: total.exact } }
  }

  async #beginning(after: Place | null, count: number): Promise<Part> {
    const ordered = await this.#inOrder(0, beginningEntries, this.#text.end, after, count)
    if (ordered !== null) return ordered
    const walk = this.#walk(0, after, count)
    await walk.on(this.#options.walked)
    return walk.part()
  }

  /**
   * An index names all who have a word that few have. Of one that many have it would name too many, which is known only when it has been read: how many
   * have it is guessed from a first look.
   */
  async #elsewhere(after: Place | null, count: number): Promise<Part> {
    const { enough, ordered, walked } = this.#options
    const walk = this.#walk(1, after, count)
    await walk.on(FIRST_LOOK)
    if (walk.isOver) return walk.part()
    if ((await walk.guess()) > ordered) {
      await walk.on(walked)
      if (walk.isOver || walk.found >= enough) return walk.part()
    }
    const named = await this.#inOrder(1, containingEntries, containing(walk.rarest), after, count)
    if (named !== null) return named
    await walk.on(walked)
    return walk.part()
  }

  /** Everybody whom an index names, in order; null where these are too many. */
  async #inOrder(
    rank: Rank,
    entries: string,
    second: string,
    after: Place | null,
    count: number,
  ): Promise<Part | null> {
    // How many are like a part of a text is for the plan to know; a beginning is read in order whatever it is.
    const asked = rank === 0 ? keptPlan : (text: string, values: unknown[]) => ({ text, values })
    const { rows } = await this.#client.query<{
      entries: number
      people: number
      id: string | null
      since: Time | null
    }>(
      asked(
        `with recursive ${entries},
      line as (
        select * from (
          select id, merged_into, name, joined from called
          union all
          select c.id, c.merged_into, c.name, c.joined from addressed a join contacts c on c.id = a.id
        ) rows
        where (select count from entries) < $3
        union
        select c.id, c.merged_into, c.name, c.joined from line l join contacts c on c.id = l.merged_into
      ),
      people as materialized (
        select l.id, coalesce(p.since, '-infinity') as since
        from line l
        left join positions p on p.contact_id = l.id and p.track = $4
        where l.merged_into is null
          and ($5::text is null or case when $5 = '${NO_STAGE}' then p.stage is null else p.stage = $5 end)
          and ${rank === 0 ? 'true' : `not ${beginsSo('l', '$1')}`}
      )
      select (select count from entries) as entries, (select count(*) from people) as people, page.id, nullif(page.since, '-infinity') as since
      from (select 1) one
      left join lateral (
        select * from people
        where $6::uuid is null or (since, id) < (coalesce($7::timestamptz, '-infinity'), $6)
        order by since desc, id desc limit $8
      ) page on true
      order by page.since desc, page.id desc`,
        [
          this.#text.begins,
          second,
          this.#options.ordered + 1,
          this.#lens.track,
          this.#stage ?? null,
          after?.id ?? null,
          after?.since == null ? null : sqlTime(after.since),
          count,
        ],
      ),
    )
    const [first] = rows
    if (first === undefined || first.entries > this.#options.ordered) return null
    const places = rows.flatMap(({ id, since }) => (id === null ? [] : [{ id, since }]))
    return { places, stopped: null, count: first.people, exact: true }
  }

  #walk(rank: Rank, after: Place | null, count: number): Walk {
    return new Walk({
      rank,
      after,
      count,
      text: this.#text,
      track: this.#lens.track,
      stage: this.#stage,
      tracks: this.#lens.program?.tracks.length ?? 1,
      look: (asked) => this.#look(asked),
      size: () => {
        this.#size ??= this.#options.size()
        return this.#size
      },
    })
  }

  async #look(asked: Look): Promise<Looked> {
    const look = lookAt(asked)
    const { rows } = await this.#client.query<LookedRow>(keptPlan(look.text, look.values))
    const [first] = rows
    const fitting = rows.flatMap(({ id, since }) => (id === null ? [] : [{ id, since }]))
    const last = first === undefined || first.lastId === null ? null : { id: first.lastId, since: first.lastSince }
    return { seen: first?.seen ?? 0, hits: first?.hits ?? [], fitting, last }
  }
}

interface LookedRow {
  readonly seen: number
  readonly hits: readonly number[] | null
  readonly lastId: string | null
  readonly lastSince: Time | null
  readonly id: string | null
  readonly since: Time | null
}
