import type pg from 'pg'
import type { AccountDetail } from '../../contract/accounts.ts'
import type { StageReason } from '../../domain/accounts/account-stage.ts'
import type { Time } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'
import {
  type AccountItemRow,
  type AccountLens,
  accountColumns,
  accountItem,
  dealView,
  openDeal,
} from './list-accounts.ts'

type Client = Pick<pg.Pool, 'query'>

type Found = Pick<
  AccountDetail,
  'version' | 'traits' | 'identities' | 'parent' | 'children' | 'mergedInto' | 'opportunities'
> &
  ReturnType<typeof accountItem> & { readonly stageReason: StageReason | null }

/** One account without its people; null where there is none. */
export async function findAccount(client: Client, id: string, lens: AccountLens): Promise<Found | null> {
  const { rows } = await client.query<
    AccountItemRow & {
      traits: JsonObject
      version: number
      mergedInto: string | null
      stageReason: StageReason | null
      parentId: string | null
      parentName: string | null
    }
  >(
    `select ${accountColumns}, a.traits, a.version, a.merged_into as "mergedInto", a.stage_reason as "stageReason",
       p.id as "parentId", coalesce(p.name, p.domain, p.id::text) as "parentName"
     from accounts a ${openDeal}
     left join accounts p on p.id = a.parent_id
     where a.id = $1`,
    [id],
  )
  const row = rows[0]
  if (row === undefined) return null
  const identities = await client.query<{ kind: string; value: string }>(
    'select kind, value from account_identities where account_id = $1 order by kind, value limit 500',
    [id],
  )
  const children = await client.query<{ id: string; name: string }>(
    `select id, coalesce(name, domain, id::text) as name from accounts where parent_id = $1 and merged_into is null order by 2, 1 limit 100`,
    [id],
  )
  const deals = await client.query<{ id: string; data: JsonObject; changedAt: Time }>(
    `select id, data, changed_at as "changedAt" from opportunities where account_id = $1 order by changed_at desc limit 200`,
    [id],
  )
  const { traits, version, mergedInto, stageReason, parentId, parentName } = row
  return {
    ...accountItem(row, lens),
    traits,
    version,
    mergedInto,
    stageReason,
    parent: parentId === null ? null : { id: parentId, name: parentName ?? parentId },
    identities: identities.rows,
    children: children.rows,
    opportunities: deals.rows.map(dealView),
  }
}
