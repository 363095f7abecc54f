import type {
  AccountChangePage,
  AccountDetail,
  AccountPage,
  AccountPeoplePage,
  AccountPeopleQuery,
  AccountsQuery,
} from '../contract/accounts.ts'
import { say } from '../contract/messages/say.ts'
import { momentOf } from '../contract/moment.ts'
import type { PageQuery } from '../contract/page.ts'
import type { StageReason } from '../domain/accounts/account-stage.ts'
import type { BuyingGroup } from '../domain/lifecycle/roles.ts'
import { type StageNames, stageNames } from '../domain/lifecycle/stage-names.ts'
import { message } from '../domain/message.ts'
import { listChanges } from '../features/accounts/account-changes.ts'
import { listRoleHolders, pageAccountPeople, rolesOfPeople } from '../features/accounts/account-people.ts'
import { findAccount } from '../features/accounts/find-account.ts'
import { type AccountLens, listAccounts } from '../features/accounts/list-accounts.ts'
import { listItems } from '../features/contacts/contact-item.ts'
import { namePeople } from '../features/contacts/page-people.ts'
import { presentLens } from './browse-contacts.ts'
import type { Ripen } from './ripen.ts'

/** Which of some contacts whoever asks is shown. */
export type Shown = (contacts: readonly string[]) => Promise<ReadonlySet<string>>

interface GroupLens extends AccountLens {
  readonly group: BuyingGroup
  readonly stageName: StageNames
}

const NO_GROUP: BuyingGroup = { roles: [], track: '', stages: [], engaged: [], dealStages: { open: null, won: null } }

async function groupLens(ripen: Ripen): Promise<GroupLens> {
  const program = await ripen.programs.head(ripen.db.pool)
  const group = program?.group ?? NO_GROUP
  const stageName = program === null ? (stage: string) => stage : stageNames(program.document)
  return { group, roles: group.roles.length, stageName }
}

/** A page of accounts. */
export async function browseAccounts(ripen: Ripen, query: AccountsQuery): Promise<AccountPage> {
  return listAccounts(ripen.db.pool, query, await groupLens(ripen))
}

/** One account with its buying group; null where there is none. */
export async function showAccount(ripen: Ripen, id: string, shown: Shown): Promise<AccountDetail | null> {
  const { pool } = ripen.db
  const lens = await groupLens(ripen)
  const found = await findAccount(pool, id, lens)
  if (found === null) return null
  const { stageReason, ...account } = found
  const roles = []
  for (const { key, name, condition } of lens.group.roles) {
    const { people, count } = await listRoleHolders(pool, id, key, lens.group)
    const visible = await shown(people.map((one) => one.id))
    roles.push({
      key,
      name,
      byCriteria: condition !== null,
      engaged: people.some(({ engaged }) => engaged),
      people: people
        .filter((one) => visible.has(one.id))
        .map((one) => ({ ...one, stageName: one.stage === null ? null : lens.stageName(one.stage) })),
      count,
    })
  }
  const engaged = roles.filter((role) => role.engaged).length
  return {
    ...account,
    coverage: { engaged, of: roles.length },
    reason: stageReason === null ? null : await viewReason(ripen, stageReason, account.stage, lens, shown),
    roles,
    engagedFrom: lens.group.engaged[0] ?? null,
  }
}

async function viewReason(
  ripen: Ripen,
  reason: StageReason,
  stage: string | null,
  lens: GroupLens,
  shown: Shown,
): Promise<NonNullable<AccountDetail['reason']>> {
  if (reason.by === 'opportunity')
    return {
      text: say(message('account.because_deal', { state: reason.state })),
      contact: null,
      opportunity: reason.opportunity,
    }
  const visible = (await shown([reason.contact])).has(reason.contact)
  const person = visible ? (await namePeople(ripen.db.pool, [reason.contact])).get(reason.contact) : undefined
  const name = person?.name ?? person?.email ?? null
  const roles = reason.roles.map((role) => lens.group.roles.find(({ key }) => key === role)?.name ?? role)
  return {
    text: say(
      message('account.because_person', {
        name: name ?? say(message('account.somebody')),
        roles,
        stage: stage === null ? '' : lens.stageName(stage),
      }),
    ),
    contact: visible ? { id: reason.contact, name } : null,
    opportunity: null,
  }
}

/** A page of the people of an account. */
export async function browseAccountPeople(
  ripen: Ripen,
  account: string,
  query: AccountPeopleQuery,
  shown: Shown,
): Promise<AccountPeoplePage> {
  const { pool } = ripen.db
  const { group } = await groupLens(ripen)
  const { places, next } = await pageAccountPeople(pool, { account, ...query }, group)
  const visible = await shown(places.map(({ contact }) => contact))
  const items = await listItems(
    pool,
    places.filter(({ contact }) => visible.has(contact)),
    await presentLens(ripen),
  )
  const roles = await rolesOfPeople(
    pool,
    account,
    items.map(({ id }) => id),
  )
  return {
    items: items.map((item) => ({
      ...item,
      roles: [...(roles.get(item.id) ?? [])],
      engaged: item.stage !== null && group.engaged.includes(item.stage),
    })),
    next,
  }
}

/** What people changed of an account, the newest first. */
export async function showAccountChanges(ripen: Ripen, account: string, query: PageQuery): Promise<AccountChangePage> {
  const { shown, next } = await listChanges(ripen.db.pool, account, query)
  return {
    items: shown.map(({ id, at, kind, before, after, actor }) => ({
      id,
      at: momentOf(at),
      kind,
      text: say(message(`account.changed.${kind}`, { before, after })),
      actor,
    })),
    next,
  }
}
