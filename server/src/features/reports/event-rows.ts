import type pg from 'pg'
import type { EventMatch } from '../../domain/reports/event-words.ts'

/** Rows that were merged into others, over any number of steps, each with the one that stands for the person. */
export const mergedPersons = `up as (
    select id, merged_into as person from contacts where merged_into is not null
    union all
    select up.id, c.merged_into from up join contacts c on c.id = up.person where c.merged_into is not null
  ),
  persons as (
    select id, person from up where not exists (select from contacts c where c.id = up.person and c.merged_into is not null)
  )`

/** Of an event that is part of its history: its import was not undone. */
export const notUndone = `e.source not in (select 'import:' || id from imports where state in ('undoing', 'undone'))`

/** What an event is called in reports: the state of a deal, else its name, else its kind. */
export const eventWord = `case
    when e.kind = 'opportunity' then coalesce(e.data ->> 'state', e.kind)
    when e.name <> '' then e.name
    else e.kind
  end`

/** The condition for the events that a word means, and its values from parameter `first` on. */
export function matchSql({ kind, name, state }: EventMatch, first: number): { sql: string; values: (string | null)[] } {
  return {
    sql: `($${first}::text is null or e.kind = $${first})
      and ($${first + 1}::text is null or e.name = $${first + 1})
      and ($${first + 2}::text is null or e.data ->> 'state' = $${first + 2})`,
    values: [kind, name, state],
  }
}

/** Ends a statement of this transaction that takes longer. It may be shared out among workers of the server, unlike the usual short ones. */
export async function limitTime(client: pg.PoolClient, seconds: number): Promise<void> {
  await client.query(
    `set local statement_timeout = ${Math.round(seconds) * 1000}; set local max_parallel_workers_per_gather = 2`,
  )
}
