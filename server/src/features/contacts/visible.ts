import type pg from 'pg'

type Client = Pick<pg.Pool, 'query'>

/** Which contacts somebody is shown: all, or those whose owner is called by one of these names (in small letters). */
export type Visible = 'all' | { readonly owners: readonly string[] }

/** Says of a contact's row whether it is shown, with the parameter that holds the owners. */
export function isOwnedBy(alias: string, parameter: `$${number}`): string {
  return `${alias}.owner = any(${parameter}::text[])`
}

/** Of these contacts the ones that are shown. A merged row is shown as the one that it was merged into. */
export async function listVisible(
  client: Client,
  ids: readonly string[],
  visible: Visible,
): Promise<ReadonlySet<string>> {
  if (visible === 'all' || ids.length === 0) return new Set(ids)
  const { rows } = await client.query<{ id: string }>(
    `with recursive line as (
      select c.id, c.id as now, c.merged_into from contacts c where c.id = any($1)
      union
      select l.id, c.id, c.merged_into from line l join contacts c on c.id = l.merged_into
    )
    select l.id from line l join contacts c on c.id = l.now
    where l.merged_into is null and ${isOwnedBy('c', '$2')}`,
    [ids, visible.owners],
  )
  return new Set(rows.map(({ id }) => id))
}
