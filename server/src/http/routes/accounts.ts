import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  AccountChangePage,
  AccountDetail,
  AccountId,
  AccountPage,
  AccountPeoplePage,
  AccountPeopleQuery,
  AccountsQuery,
} from '../../contract/accounts.ts'
import { PageQuery } from '../../contract/page.ts'
import { listVisible } from '../../features/contacts/visible.ts'
import type { Ripen } from '../../flows/ripen.ts'
import {
  browseAccountPeople,
  browseAccounts,
  type Shown,
  showAccount,
  showAccountChanges,
} from '../../flows/show-account.ts'
import { NotFound } from '../api-errors.ts'
import { mayRead } from '../permissions.ts'
import { visibleOf } from '../visible.ts'

const tags = ['Accounts']
const config = { permission: mayRead }
const params = z.object({ id: AccountId })

/** Reads of accounts. */
export function accountRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/accounts',
      {
        config,
        schema: { tags, summary: 'List accounts, by name', querystring: AccountsQuery, response: { 200: AccountPage } },
      },
      (request) => browseAccounts(ripen, request.query),
    )

    app.get(
      '/accounts/:id',
      {
        config,
        schema: { tags, summary: 'One account with its buying group', params, response: { 200: AccountDetail } },
      },
      async (request, reply) => {
        const account = await showAccount(ripen, request.params.id, shownTo(ripen, request))
        if (account === null) throw new NotFound(`There is no account ${request.params.id}.`)
        reply.header('etag', `"a${account.version}"`)
        return account
      },
    )

    app.get(
      '/accounts/:id/people',
      {
        config,
        schema: {
          tags,
          summary: 'Its people',
          params,
          querystring: AccountPeopleQuery,
          response: { 200: AccountPeoplePage },
        },
      },
      (request) => browseAccountPeople(ripen, request.params.id, request.query, shownTo(ripen, request)),
    )

    app.get(
      '/accounts/:id/changes',
      {
        config,
        schema: {
          tags,
          summary: 'What people changed of it, newest first',
          params,
          querystring: PageQuery,
          response: { 200: AccountChangePage },
        },
      },
      (request) => showAccountChanges(ripen, request.params.id, request.query),
    )
  }
}

/** Which contacts whoever asks is shown. */
function shownTo(ripen: Ripen, request: FastifyRequest): Shown {
  return async (contacts) => listVisible(ripen.db.pool, [...contacts], await visibleOf(ripen, request))
}
