import type { StageKey, Time } from '../facts.ts'
import type { BuyingGroup } from '../lifecycle/roles.ts'

/** What an account's stage rests on: one of its people, or a deal. */
export type StageReason =
  | { readonly by: 'person'; readonly contact: string; readonly roles: readonly string[] }
  | { readonly by: 'opportunity'; readonly opportunity: string; readonly state: 'open' | 'won' }

/** Somebody who is engaged and has a role. */
export interface EngagedPerson {
  readonly contact: string
  readonly stage: StageKey
  readonly since: Time
  readonly roles: readonly string[]
}

export interface AccountDeal {
  readonly id: string
  readonly state: string
  readonly changedAt: Time
}

export interface AccountStage {
  readonly stage: StageKey
  readonly since: Time
  readonly reason: StageReason
}

/**
 * How far an account has come: as far as the furthest of its engaged people with a role, and at least to where its deals stand. Of equal ones the
 * deal, then who came there first.
 */
export function accountStage(
  { stages, dealStages }: Pick<BuyingGroup, 'stages' | 'dealStages'>,
  person: EngagedPerson | null,
  deals: readonly AccountDeal[],
): AccountStage | null {
  const found: AccountStage[] = []
  for (const state of ['won', 'open'] as const) {
    const stage = dealStages[state]
    const [deal] = deals.filter((one) => one.state === state).sort((a, b) => a.changedAt - b.changedAt)
    if (stage !== null && deal !== undefined)
      found.push({ stage, since: deal.changedAt, reason: { by: 'opportunity', opportunity: deal.id, state } })
  }
  if (person !== null)
    found.push({
      stage: person.stage,
      since: person.since,
      reason: { by: 'person', contact: person.contact, roles: person.roles },
    })
  return found.reduce<AccountStage | null>(
    (furthest, one) =>
      furthest === null || stages.indexOf(one.stage) > stages.indexOf(furthest.stage) ? one : furthest,
    null,
  )
}
