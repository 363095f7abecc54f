import type pg from 'pg'

type Client = Pick<pg.Pool, 'query'>

/** For each thing that pages show something that is another once it changed. What it says means nothing. */
export interface Marks {
  readonly stages: string | null
  readonly contacts: string | null
  readonly proposals: string | null
  readonly import: string | null
  readonly bulk: string | null
  readonly lifecycle: string | null
  readonly drafts: string | null
  readonly rejected: string | null
}

/** Reads the ends of indexes and a few small rows: it costs the same however much there is. */
export async function readMarks(client: Client): Promise<Marks> {
  const { rows } = await client.query<Marks>({
    name: 'read-marks',
    text: `select
      concat(
        (select concat(contact_id, '.', nth) from transitions order by recorded_at desc, contact_id desc, nth desc limit 1),
        (select string_agg(concat(track, ' ', stage, ' ', count), ',' order by track, stage)
          from (select track, stage, sum(count) as count from stage_counts group by track, stage) s)
      ) as stages,
      (select id::text from contacts order by id desc limit 1) as contacts,
      (select string_agg(concat(id, proposals), ',')
        from (select id, proposals from contacts where proposals is not null order by id desc limit 20) p) as proposals,
      (select string_agg(concat_ws(' ', id, state, rows, bytes_read), ',')
        from (select id, state, rows, bytes_read from imports order by started_at desc, id desc limit 10) i) as import,
      (select string_agg(concat_ws(' ', id, state, people, reached), ',')
        from (select id, state, people, reached from bulk_actions order by created_at desc, id desc limit 10) b) as bulk,
      (select concat(max(version), (select max(finished_at) from refolds)) from lifecycles) as lifecycle,
      concat(
        (select string_agg(concat(id, '.', revision), ',' order by id)
          from (select id, revision from drafts where closed_at is null order by changed_at desc, id limit 100) d),
        (select string_agg(id::text, ',' order by id)
          from (select id from proposals where withdrawn_at is null and published_version is null
            order by asked_at desc limit 20) p),
        (select id::text from proposal_words order by id desc limit 1)
      ) as drafts,
      (select id::text from rejected_messages order by received_at desc, id desc limit 1) as rejected`,
  })
  const [marks] = rows
  if (marks === undefined) throw new Error('A select without a table gave no row.')
  return marks
}

/** The same for some contacts that are open on somebody's screen. */
export async function readContactMarks(
  client: Client,
  contacts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (contacts.length === 0) return new Map()
  const { rows } = await client.query<{ id: string; mark: string }>({
    name: 'read-contact-marks',
    text: `select id, concat_ws(' ', seq, nth, version, merged_into, sealed_at, name, email, account_id, proposals) as mark
      from contacts where id = any($1::uuid[])`,
    values: [contacts],
  })
  return new Map(rows.map(({ id, mark }) => [id, mark]))
}
