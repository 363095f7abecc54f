import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AccountDetail, AccountPage, AccountsQuery } from '../../contract/accounts.ts'
import { listAccounts } from '../../features/accounts/list-accounts.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { showAccount } from '../../flows/show-account.ts'
import { NotFound } from '../api-errors.ts'
import { mayRead } from '../permissions.ts'
import { onlyVisible, visibleOf } from '../visible.ts'

const tags = ['Accounts']
const config = { permission: mayRead }
const params = z.object({ id: z.guid() })

export function accountRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.get(
      '/accounts',
      {
        config,
        schema: { tags, summary: 'List accounts', querystring: AccountsQuery, response: { 200: AccountPage } },
      },
      (request) => listAccounts(ripen.db.pool, request.query),
    )

    app.get(
      '/accounts/:id',
      { config, schema: { tags, summary: 'One account with its people', params, response: { 200: AccountDetail } } },
      async (request) => {
        const account = await showAccount(ripen, request.params.id)
        if (account === null) throw new NotFound(`There is no account ${request.params.id}.`)
        const members = await onlyVisible(ripen, account.members, await visibleOf(ripen, request), ({ id }) => id)
        return { ...account, members, membersShown: members.length }
      },
    )
  }
}
