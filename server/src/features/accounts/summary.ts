import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { AccountDeal, AccountStage, EngagedPerson } from '../../domain/accounts/account-stage.ts'
import type { Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { BuyingGroup } from '../../domain/lifecycle/roles.ts'

type Group = Pick<BuyingGroup, 'track' | 'engaged'>

/**
 * The furthest engaged person of an account that has a role.
 * @param contacts only among these; null: among all
 */
export async function furthestPerson(
  client: pg.PoolClient,
  account: string,
  { track, engaged }: Group,
  contacts: readonly string[] | null,
): Promise<EngagedPerson | null> {
  if (engaged.length === 0) return null
  const { rows } = await client.query<EngagedPerson>({
    name: contacts === null ? 'furthest-person' : 'furthest-of-people',
    text: `select r.contact_id as contact, p.stage, p.since, array_agg(r.role order by r.role) as roles
      from account_roles r
      join contacts c on c.id = r.contact_id and c.account_id = r.account_id and c.merged_into is null
      join positions p on p.contact_id = r.contact_id and p.track = $2 and p.stage = any($3::text[])
      where r.account_id = $1 and not r.refused ${contacts === null ? '' : 'and r.contact_id = any($4::uuid[])'}
      group by r.contact_id, p.stage, p.since
      order by array_position($3::text[], p.stage) desc, p.since, r.contact_id
      limit 1`,
    values: [account, track, engaged, ...(contacts === null ? [] : [`{${contacts.join(',')}}`])],
  })
  return rows[0] ?? null
}

/** How many of the roles somebody engaged has. */
export async function countEngagedRoles(
  client: pg.PoolClient,
  account: string,
  { track, engaged }: Group,
  roles: readonly string[],
): Promise<number> {
  if (roles.length === 0) return 0
  const { rows } = await client.query<{ count: number }>({
    name: 'count-engaged-roles',
    text: `select count(*) as count from unnest($4::text[]) as asked(role)
      where exists (
        select from account_roles r
        join contacts c on c.id = r.contact_id and c.account_id = r.account_id and c.merged_into is null
        join positions p on p.contact_id = r.contact_id and p.track = $2 and p.stage = any($3::text[])
        where r.account_id = $1 and r.role = asked.role and not r.refused)`,
    values: [account, track, engaged, roles],
  })
  return rows[0]?.count ?? 0
}

/** The deals of an account that hold its stage. */
export async function listStandingDeals(client: pg.PoolClient, account: string): Promise<readonly AccountDeal[]> {
  const { rows } = await client.query<AccountDeal>({
    name: 'standing-deals',
    text: `select id, data ->> 'state' as state, changed_at as "changedAt" from opportunities
      where account_id = $1 and data ->> 'state' in ('open', 'won') and coalesce(data ->> 'kind', 'new') <> 'partner'`,
    values: [account],
  })
  return rows
}

export interface SummaryUpdate {
  readonly account: string
  readonly stage: AccountStage | null
  readonly rolesEngaged: number
  readonly people: number
  readonly movedAt: Time | null
}

/** Writes what lists show of an account. `people` is added to what there was. */
export async function saveSummary(
  client: pg.PoolClient,
  { account, stage, rolesEngaged, people, movedAt }: SummaryUpdate,
): Promise<void> {
  await client.query({
    name: 'save-account-summary',
    text: `update accounts set stage = $3, stage_since = $4, stage_reason = $5, roles_engaged = $6, people = greatest(0, people + $7),
        moved_at = greatest(moved_at, $8)
      where id = $1 and bucket = $2`,
    values: [
      account,
      bucketOf(account),
      stage?.stage ?? null,
      stage === null ? null : sqlTime(stage.since),
      stage === null ? null : JSON.stringify(stage.reason),
      rolesEngaged,
      people,
      movedAt === null ? null : sqlTime(movedAt),
    ],
  })
}

/** When time alone may next change what an account's people answer. */
export async function saveWake(client: pg.PoolClient, account: string, wakeAt: Time | null): Promise<void> {
  await client.query({
    name: 'save-account-wake',
    text: 'update accounts set wake_at = $3 where id = $1 and bucket = $2',
    values: [account, bucketOf(account), wakeAt === null ? null : sqlTime(wakeAt)],
  })
}
