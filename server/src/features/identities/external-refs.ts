import type pg from 'pg'
import { textArray } from '../../db/json-rows.ts'

export interface ContactRef {
  readonly system: string
  readonly object: string
  readonly id: string
  readonly contact: string
}

/** Keeps which contact another system means by its ids. What is kept stays. */
export async function saveContactRefs(client: Pick<pg.Pool, 'query'>, refs: readonly ContactRef[]): Promise<void> {
  if (refs.length === 0) return
  // In one order in all processes, so that two do not wait for each other.
  const sorted = [...refs].sort((a, b) => (`${a.object} ${a.id}` < `${b.object} ${b.id}` ? -1 : 1))
  await client.query({
    name: 'save-contact-refs',
    text: `insert into external_refs (system, object, external_id, kind, ripen_id)
      select r.system, r.object, r.id, 'contact', r.contact
      from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as r(system, object, id, contact)
      on conflict do nothing`,
    values: [
      textArray(sorted.map(({ system }) => system)),
      textArray(sorted.map(({ object }) => object)),
      textArray(sorted.map(({ id }) => id)),
      textArray(sorted.map(({ contact }) => contact)),
    ],
  })
}
