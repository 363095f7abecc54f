import type pg from 'pg'

/**
 * Takes back what only one import gave of these contacts (default: of all): its identities, and the ids of other systems that stand for them.
 * What others gave too loses this import's name alone.
 */
export async function releaseIdentities(
  client: pg.PoolClient,
  imported: string,
  contacts: readonly string[] | null = null,
): Promise<void> {
  const { rows } = await client.query<{ contact: string; kind: string; value: string }>(
    `with mine as (
       select kind, value from identities
       where imports @> array[$1::uuid] and ($2::uuid[] is null or contact_id = any($2::uuid[]))
       order by kind, value for update
     ), others as (
       update identities i set imports = array_remove(i.imports, $1::uuid)
       from mine m where i.kind = m.kind and i.value = m.value and cardinality(i.imports) > 1
     )
     delete from identities i using mine m
     where i.kind = m.kind and i.value = m.value and i.imports = array[$1::uuid]
     returning i.contact_id as contact, i.kind, i.value`,
    [imported, contacts === null ? null : [...contacts]],
  )
  const refs = rows.filter(({ kind }) => kind === 'anonymous')
  if (refs.length === 0) return
  // An id of another system is an identity too, written `system:object:id`.
  await client.query(
    `delete from external_refs e using unnest($1::text[], $2::text[]) as r(contact, value)
     where e.kind = 'contact' and e.ripen_id = r.contact and lower(e.system || ':' || e.object || ':' || e.external_id) = lower(r.value)`,
    [refs.map(({ contact }) => contact), refs.map(({ value }) => value)],
  )
}
