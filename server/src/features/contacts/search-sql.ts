import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'
import type { SearchText } from './search-text.ts'

/** 0: whose name or address begins so; 1: who contains it elsewhere. */
export type Rank = 0 | 1

/**
 * Rows whose name, or one of whose addresses, begins with $1: lies between it and $2. In the order of the indexes, which are then read no further
 * than to $3 of them. What is common among names is so among addresses, of which the index alone can tell that they are too many.
 */
export const beginningEntries = `
  many as materialized (
    select 1 from identities where kind = 'email' and value ~>=~ $1 and value ~<~ $2 order by value using ~<~ offset $3 - 1 limit 1
  ),
  addressed as materialized (
    select contact_id as id from identities
    where kind = 'email' and value ~>=~ $1 and value ~<~ $2 and (select count(*) from many) = 0
    order by value using ~<~ limit $3
  ),
  called as materialized (
    select id, merged_into, name, joined from contacts
    where lower(name) ~>=~ $1 and lower(name) ~<~ $2 and name is not null and (select count(*) from many) = 0
    order by lower(name) using ~<~ limit $3
  ),
  entries as materialized (
    select (select count(*) from many) * $3 + (select count(*) from addressed) + (select count(*) from called) as count
  )`

/** Rows whose name, or one of whose addresses, contains $1, among those that are like $2, of which $3 are looked at. */
export const containingEntries = `
  parts as materialized (
    select contact_id as id, value from identities where kind = 'email' and value like $2 limit $3
  ),
  called_parts as materialized (
    select id, merged_into, name, joined, lower(name) as value from contacts
    where lower(name) like $2 and name is not null and (select count(*) from parts) < $3 limit $3
  ),
  addressed as materialized (select id from parts where strpos(value, $1) > 0),
  called as materialized (select id, merged_into, name, joined from called_parts where strpos(value, $1) > 0),
  entries as materialized (select (select count(*) from parts) + (select count(*) from called_parts) as count)`

/** Whether a person `c` fits a text: by its name, any of its addresses, or those of rows that were merged into it. */
export function fits(rank: Rank, text: string): string {
  const begins = beginsSo('c', text)
  return rank === 0 ? begins : `(${anyText('c', (value) => `strpos(${value}, ${text}) > 0`)} and not ${begins})`
}

/** Whether any text of a person, a row of `contacts` or as much of one, begins so. */
export function beginsSo(person: string, text: string): string {
  return anyText(person, (value) => `starts_with(${value}, ${text})`)
}

/** Whether something holds of any of the texts of a person. Asked one after the other, so that most are told by the first. */
function anyText(person: string, holds: (value: string) => string): string {
  return `(
    coalesce(${holds(`lower(${person}.name)`)}, false)
    or coalesce((select true from identities i where i.contact_id = ${person}.id and i.kind = 'email' and ${holds('i.value')} limit 1), false)
    or (${person}.joined and coalesce((select true from texts_of_merged(${person}.id) m(text) where ${holds('m.text')} limit 1), false))
  )`
}

export interface Look {
  readonly rank: Rank
  readonly text: SearchText
  readonly track: string
  readonly stage: string | undefined
  readonly part: 'placed' | 'unplaced'
  /** Whether a contact may stand in another track only. */
  readonly tracks: number
  readonly after: { readonly id: string; readonly since: Time | null } | null
  readonly limit: number
}

/** A look at the next contacts in the order of the list: who of them fits, how many have each part of the text, and which is the last. */
export function lookAt(look: Look): { readonly text: string; readonly values: unknown[] } {
  const values: unknown[] = []
  const param: Param = (value) => `$${values.push(value)}`
  const seen = look.part === 'placed' ? placed(look, param) : unplaced(look, param)
  const { begins, parts } = look.text
  return {
    text: `with seen as materialized (${seen}),
      looked as materialized (
        select s.id, s.since, ${parts.length > 1 ? `lower(concat(c.name, ' ', c.email))` : `''`} as text, ${fits(look.rank, `${param(begins)}::text`)} as fits
        from seen s join contacts c on c.id = s.id
      )
      select (select count(*) from seen) as seen, l.id as "lastId", l.since as "lastSince", f.id, f.since,
        (select array_agg(h.count order by h.place) from (
          select u.place, (select count(*) from looked where strpos(looked.text, u.part) > 0) as count
          from unnest(${param(parts.length > 1 ? parts : [])}::text[]) with ordinality u(part, place)
        ) h) as hits
      from (select 1) one
      left join lateral (select id, since from seen order by since, id limit 1) l on true
      left join lateral (select id, since from looked where fits) f on true
      order by f.since desc, f.id desc`,
    values,
  }
}

type Param = (value: unknown) => string

function placed({ track, stage, after, limit }: Look, param: Param): string {
  const from =
    after === null || after.since === null
      ? ''
      : `and (since, contact_id) < (${param(sqlTime(after.since))}::timestamptz, ${param(after.id)}::uuid)`
  return `select contact_id as id, since from positions
    where track = ${param(track)} ${stage === undefined ? '' : `and stage = ${param(stage)}`} ${from}
    order by since desc, contact_id desc limit ${param(limit)}`
}

function unplaced({ track, tracks, after, limit }: Look, param: Param): string {
  const whom =
    tracks > 1
      ? `c.merged_into is null and not coalesce((
          select true from positions p where p.contact_id = c.id and p.track = ${param(track)}
        ), false)`
      : 'c.unplaced'
  return `select c.id, null::timestamptz as since from contacts c
    where ${whom} ${after === null ? '' : `and c.id < ${param(after.id)}::uuid`}
    order by c.id desc limit ${param(limit)}`
}
