import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { EventMatch } from '../../domain/reports/event-words.ts'
import type { EventKind } from '../../domain/vocabulary.ts'
import { begun } from './between.ts'
import { matchSql, mergedPersons } from './event-rows.ts'
import { followed } from './steps.ts'

/** Somebody behind a number over events, and the moment by which the list is ordered. */
interface EventPlace {
  readonly contact: string
  readonly bucket: number
  readonly at: Time
}

interface BehindEvents {
  readonly places: readonly EventPlace[]
  /** On all pages together. */
  readonly people: number
}

interface Period {
  readonly since: Time | null
  readonly until: Time | null
}

interface Part {
  readonly after: Pick<EventPlace, 'contact' | 'at'> | null
  readonly count: number
}

/** Who did something for the first time in a period, and at any time something else where that is asked for: as `findBetween` counts them. */
export async function listBegun(
  client: pg.PoolClient,
  { did, and, since, until }: { readonly did: EventMatch; readonly and: EventMatch | null } & Period,
  part: Part,
): Promise<BehindEvents> {
  const [first, second] = [matchSql(did, 1), matchSql(and ?? did, 4)]
  return listPart(
    client,
    `${begun(first.sql, second.sql)}, behind as (select person, "from" as at from begun where "to" is not null)`,
    [...first.values, ...second.values, timeOf(since), timeOf(until)],
    part,
  )
}

/** In whose histories one event directly follows another, by the last time it did: as `findSteps` counts the steps. */
export async function listFollowed(
  client: pg.PoolClient,
  {
    kinds,
    did,
    next,
    since,
    until,
  }: { readonly kinds: readonly EventKind[]; readonly did: string; readonly next: string } & Period,
  part: Part,
): Promise<BehindEvents> {
  return listPart(
    client,
    `${followed}, behind as (select person, max(at) as at from followed where word = $4 and next = $5 group by person)`,
    [[...kinds], timeOf(since), timeOf(until), did, next],
    part,
  )
}

async function listPart(
  client: pg.PoolClient,
  behind: string,
  given: readonly unknown[],
  { after, count }: Part,
): Promise<BehindEvents> {
  const place = (nth: number) => `$${given.length + nth}`
  const { rows } = await client.query<{ people: number; contact: string | null; at: Time | null }>(
    `with recursive ${mergedPersons}, ${behind}
    select (select count(*) from behind) as people, page.person as contact, page.at
    from (select 1) one
    left join lateral (
      select person, at from behind
      where ${place(1)}::timestamptz is null or (at, person) < (${place(1)}, ${place(2)}::uuid)
      order by at desc, person desc limit ${place(3)}
    ) page on true
    order by page.at desc, page.person desc`,
    [...given, timeOf(after?.at ?? null), after?.contact ?? null, count],
  )
  return {
    people: rows[0]?.people ?? 0,
    places: rows.flatMap(({ contact, at }) =>
      contact === null || at === null ? [] : [{ contact, bucket: bucketOf(contact), at }],
    ),
  }
}

const timeOf = (time: Time | null) => (time === null ? null : sqlTime(time))
