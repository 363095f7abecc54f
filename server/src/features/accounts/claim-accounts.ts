import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { jsonRows } from '../../db/json-rows.ts'
import type { Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'

/** What an account is recognised by: the sender's id of a group, or a domain. */
export interface AccountIdentity {
  readonly kind: 'group' | 'domain'
  readonly value: string
}

export interface BoundAccount extends AccountIdentity {
  readonly account: string
  /** The imports by which the account is named so; null where a message named it so too. */
  readonly imports: readonly string[] | null
}

/** An identity that only imports gave so far, and that is given again: by another import, or (null) by a message. */
export interface AccountGivenAgain extends AccountIdentity {
  readonly import: string | null
}

export async function findAccounts(
  client: pg.PoolClient,
  identities: readonly AccountIdentity[],
): Promise<readonly BoundAccount[]> {
  if (identities.length === 0) return []
  const { rows } = await client.query<BoundAccount>({
    name: 'find-accounts',
    text: `select i.kind, i.value, i.account_id as account, i.imports
      from json_to_recordset($1) as r(kind text, value text)
      join account_identities i on i.kind = r.kind and i.value = r.value`,
    values: [jsonRows(identities)],
  })
  return rows
}

/** Claims identities for accounts and makes the rows that are missing. @returns how many were claimed. */
export async function claimAccounts(
  client: pg.PoolClient,
  claims: readonly BoundAccount[],
  now: Time,
): Promise<number> {
  if (claims.length === 0) return 0
  const { rowCount } = await client.query({
    name: 'claim-accounts',
    text: `insert into account_identities (kind, value, account_id, claimed_at, imports)
      select r.kind, r.value, r.account, $2, r.imports
      from json_to_recordset($1) as r(kind text, value text, account uuid, imports uuid[])
      order by r.kind, r.value
      on conflict do nothing`,
    values: [
      jsonRows(claims.map(({ kind, value, account, imports }) => ({ kind, value, account, imports }))),
      sqlTime(now),
    ],
  })
  const accounts = [...new Map(claims.map((claim) => [claim.account, claim])).values()]
  await client.query({
    name: 'insert-accounts',
    text: `insert into accounts (id, bucket, name, domain, traits, seq, line_seq, state_key, created_at)
      select r.id, r.bucket, r.domain, r.domain, '{}', 0, 0, '', $2 from json_to_recordset($1) as r(id uuid, bucket smallint, domain text)
      where exists (select 1 from account_identities i where i.account_id = r.id)
      order by r.id
      on conflict do nothing`,
    values: [
      jsonRows(
        accounts.map(({ account, kind, value }) => ({
          id: account,
          bucket: bucketOf(account),
          domain: kind === 'domain' ? value : null,
        })),
      ),
      sqlTime(now),
    ],
  })
  return rowCount ?? 0
}

/** Notes who names accounts so too, so that undoing an import leaves them their names. @returns how many were noted. */
export async function nameAccountsAgain(client: pg.PoolClient, given: readonly AccountGivenAgain[]): Promise<number> {
  if (given.length === 0) return 0
  const { rowCount } = await client.query({
    name: 'name-accounts-again',
    text: `with r as (
        select i.kind, i.value, n.import
        from json_to_recordset($1) as n(kind text, value text, import uuid)
        join account_identities i on i.kind = n.kind and i.value = n.value
        where i.imports is not null
        order by i.kind, i.value
        for update of i
      )
      update account_identities i
      set imports = case when r.import is null then null else array_append(i.imports, r.import) end
      from r
      where i.kind = r.kind and i.value = r.value`,
    values: [jsonRows(given.map(({ kind, value, import: name }) => ({ kind, value, import: name })))],
  })
  return rowCount ?? 0
}
