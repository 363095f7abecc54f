import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AccountId, AddDomain, EditAccount, GiveRole, MergeAccount } from '../../contract/accounts.ts'
import { say } from '../../contract/messages/say.ts'
import { AppError } from '../../domain/app-error.ts'
import {
  type AccountEdit,
  addAccountDomain,
  editAccount,
  giveAccountRole,
  removeAccountDomain,
} from '../../flows/edit-account.ts'
import { mergeAccounts, partAccounts } from '../../flows/merge-accounts.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { AccountChangedMeanwhile, Conflict, NotFound, VersionMissing } from '../api-errors.ts'
import { actorOf, callerOf } from '../caller.ts'
import { mayChange, mayMove } from '../permissions.ts'

const tags = ['Accounts']
const params = z.object({ id: AccountId })
const Done = z.object({ version: z.int() })
const headers = z.object({ 'if-match': z.string().optional().describe('ETag of the account as it was read') })

/** What people do to accounts. */
export function accountChangeRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.patch(
      '/accounts/:id',
      {
        config: { permission: mayChange },
        schema: {
          tags,
          summary: 'Change its values, its owner or its parent',
          description:
            'Needs If-Match with the ETag of the account: two who change it at once do not overwrite each other.',
          params,
          headers,
          body: EditAccount,
          response: { 200: Done },
        },
      },
      async (request) => {
        const version = versionOf(request.headers['if-match'])
        const { id } = request.params
        return done(
          id,
          await editAccount(ripen, { ...request.body, account: id, version, by: actorOf(callerOf(request)) }),
        )
      },
    )

    app.post(
      '/accounts/:id/domains',
      {
        config: { permission: mayChange },
        schema: { tags, summary: 'Add a domain', params, body: AddDomain, response: { 200: Done } },
      },
      async (request) => {
        const { id } = request.params
        return done(id, await addAccountDomain(ripen, { account: id, ...request.body, by: actorOf(callerOf(request)) }))
      },
    )

    app.delete(
      '/accounts/:id/domains/:domain',
      {
        config: { permission: mayChange },
        schema: {
          tags,
          summary: 'Remove a domain',
          params: params.extend({ domain: z.string().min(1).max(253) }),
          response: { 200: Done },
        },
      },
      async (request) => {
        const { id, domain } = request.params
        return done(id, await removeAccountDomain(ripen, { account: id, domain, by: actorOf(callerOf(request)) }))
      },
    )

    app.post(
      '/accounts/:id/roles',
      {
        config: { permission: mayMove },
        schema: {
          tags,
          summary: 'Give somebody a role, or say that it has it not',
          params,
          body: GiveRole,
          response: { 200: Done },
        },
      },
      async (request) => {
        const { id } = request.params
        return done(id, await giveAccountRole(ripen, { account: id, ...request.body, by: actorOf(callerOf(request)) }))
      },
    )

    for (const [path, summary, act] of [
      ['merge', 'Join another account to it', mergeAccounts],
      ['part', 'Part another account from it again', partAccounts],
    ] as const)
      app.post(
        `/accounts/:id/${path}`,
        {
          config: { permission: mayChange },
          schema: {
            tags,
            summary,
            description: 'Its names and deals go over at once; its people follow page by page.',
            params,
            body: MergeAccount,
            response: { 200: Done },
          },
        },
        async (request) => {
          const { id } = request.params
          const { other } = request.body
          return done(id, await act(ripen, { survivor: id, other, by: actorOf(callerOf(request)) }))
        },
      )
  }
}

function versionOf(match: string | undefined): number {
  const [, version] = /^(?:W\/)?"a(\d{1,9})"$/.exec(match ?? '') ?? []
  if (match === undefined) throw new VersionMissing('GET /api/v1/accounts/{id}')
  // What is no tag of ours is of no version.
  return version === undefined ? -1 : Number(version)
}

function done(id: string, edit: AccountEdit): z.infer<typeof Done> {
  switch (edit.outcome) {
    case 'done':
      return { version: edit.version }
    case 'unknown':
      throw new NotFound(`There is no account ${id}, or it has not what was named.`)
    case 'stale':
      throw new AccountChangedMeanwhile(edit.version)
    case 'taken':
      throw new Conflict(say(edit.message))
    case 'faulty':
      throw new AppError('unprocessable', say(edit.message))
  }
}
