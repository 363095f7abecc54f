import type pg from 'pg'
import type { ContactDetail } from '../../contract/contacts.ts'

export interface ProposedContact {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  readonly proposals: ContactDetail['proposals']
}

/** Contacts for whom a move waits for somebody's word, the newest contacts first. */
export async function listProposed(client: Pick<pg.Pool, 'query'>, limit: number): Promise<readonly ProposedContact[]> {
  const { rows } = await client.query<ProposedContact>({
    name: 'list-proposed',
    text: `select id, name, email, proposals
      from contacts
      where proposals is not null and merged_into is null and sealed_at is null
      order by id desc
      limit $1`,
    values: [limit],
  })
  return rows
}
