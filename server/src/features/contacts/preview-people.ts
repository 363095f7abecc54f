import type { Tx } from '../../db/transaction.ts'

export interface PreviewedPerson {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  readonly seq: number
}

/** These contacts where they stand for themselves and are not erased. */
export async function findForPreview(client: Tx, ids: readonly string[]): Promise<readonly PreviewedPerson[]> {
  const { rows } = await client.query<PreviewedPerson>(
    `select id, name, email, seq from contacts
      where id = any($1::uuid[]) and merged_into is null and sealed_at is null`,
    [[...ids]],
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** Contacts that moved lately, two of each stage in turn, as long as their histories are not long. */
export async function findSample(client: Tx, limit: number, longest: number): Promise<readonly PreviewedPerson[]> {
  const { rows } = await client.query<PreviewedPerson>(
    `with lately as (select contact_id, stage, since from positions order by track, since desc, contact_id desc limit 400),
      ranked as (select *, row_number() over (partition by stage order by since desc, contact_id desc) as nth from lately)
    select c.id, c.name, c.email, c.seq
      from ranked r join contacts c on c.id = r.contact_id
      where c.merged_into is null and c.sealed_at is null and c.seq <= $2
      order by r.nth, r.since desc limit $1`,
    [limit, longest],
  )
  return rows
}
