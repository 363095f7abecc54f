import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  BulkActionPage,
  BulkActionView,
  BulkParams,
  BulkPeoplePage,
  BulkPeopleQuery,
  BulkTeams,
  type BulkWork,
  NewBulkAction,
} from '../../contract/bulk-actions.ts'
import { PageQuery } from '../../contract/page.ts'
import { type BulkAction, listBulkActions } from '../../features/bulk/bulk-actions.ts'
import { listPeople } from '../../features/people/people.ts'
import { beginBulk, dropBulk, getBulk, startBulk, stopBulk, undoBulk } from '../../flows/bulk/begin-bulk.ts'
import { bulkPeople, viewOfBulk } from '../../flows/bulk/view-bulk.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { NotFound, NotPermitted } from '../api-errors.ts'
import { actorOf, callerOf, teamsOf } from '../caller.ts'
import { mayChange, mayMove, mayRead, type Permission } from '../permissions.ts'
import { visibleOf } from '../visible.ts'

const tags = ['Bulk actions']
const config = { permission: mayMove }

/** Moves are for those who may move, all else for those who may change contacts. */
const mayDo = (work: BulkWork): Permission => (work.do === 'move' ? mayMove : mayChange)

/** What is done to many contacts at once. */
export function bulkActionRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    const { pool } = ripen.db

    const refuseOthers = (request: FastifyRequest, work: BulkWork) => {
      if (!mayDo(work)(callerOf(request))) throw new NotPermitted(callerOf(request))
    }

    /** An action that whoever asks is shown: who sees some contacts only sees what it did itself. */
    const shown = async (request: FastifyRequest, id: string): Promise<BulkAction> => {
      const action = await getBulk(ripen, id)
      if ((await visibleOf(ripen, request)) !== 'all' && userOf(action) !== callerOf(request).id)
        throw new NotFound(`There is no bulk action ${id}.`)
      return action
    }

    const mine = async (request: FastifyRequest, id: string) => {
      const action = await shown(request, id)
      refuseOthers(request, action.work)
    }

    app.get(
      '/bulk-actions',
      {
        config: { permission: mayRead },
        schema: {
          tags,
          summary: 'What was done to many contacts at once, newest first',
          description: 'Who is shown some contacts only is shown what it did itself.',
          querystring: PageQuery,
          response: { 200: BulkActionPage },
        },
      },
      async (request) => {
        const user = (await visibleOf(ripen, request)) === 'all' ? null : callerOf(request).id
        const { items, next } = await listBulkActions(pool, request.query, user)
        return { items: await Promise.all(items.map((action) => viewOfBulk(ripen, action))), next }
      },
    )

    app.post(
      '/bulk-actions',
      {
        config,
        schema: {
          tags,
          summary: 'Do something to many contacts',
          description:
            'Goes on in the background: its people are found, what would become of them is foreseen, and then it waits until it is started, unless `atOnce` is given. Moves are judged as each contact’s own would be.',
          body: NewBulkAction,
          response: { 201: BulkActionView },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request)
        refuseOthers(request, request.body.work)
        const visible = await visibleOf(ripen, request)
        const action = await beginBulk(ripen, { ...request.body, by: actorOf(caller), visible, ...teamsOf(caller) })
        return reply.code(201).send(await viewOfBulk(ripen, action))
      },
    )

    app.get(
      '/bulk-actions/teams',
      {
        config,
        schema: {
          tags,
          summary: 'Who may own contacts: teams with somebody in them, and people',
          response: { 200: BulkTeams },
        },
      },
      async () => {
        const people = (await listPeople(pool)).filter(({ deactivatedAt }) => deactivatedAt === null)
        const members = new Map<string, number>()
        for (const team of people.flatMap(({ teams }) => teams)) members.set(team, (members.get(team) ?? 0) + 1)
        return {
          teams: [...members].map(([key, count]) => ({ key, members: count })).sort((a, b) => (a.key < b.key ? -1 : 1)),
          owners: people.map(({ name, email }) => ({ name, email })),
        }
      },
    )

    app.get(
      '/bulk-actions/:id',
      {
        config: { permission: mayRead },
        schema: { tags, summary: 'One bulk action', params: BulkParams, response: { 200: BulkActionView } },
      },
      async (request) => viewOfBulk(ripen, await shown(request, request.params.id)),
    )

    app.get(
      '/bulk-actions/:id/people',
      {
        config: { permission: mayRead },
        schema: {
          tags,
          summary: 'Its people, and what became of each',
          params: BulkParams,
          querystring: BulkPeopleQuery,
          response: { 200: BulkPeoplePage },
        },
      },
      async (request) =>
        bulkPeople(ripen, await shown(request, request.params.id), request.query, await visibleOf(ripen, request)),
    )

    const acts = [
      ['start', 'Start what was foreseen, or go on with what was stopped', startBulk],
      ['stop', 'Stop it: the page at work is finished, the rest is left', stopBulk],
    ] as const
    for (const [name, summary, act] of acts)
      app.post(
        `/bulk-actions/:id/${name}`,
        { config, schema: { tags, summary, params: BulkParams, response: { 200: BulkActionView } } },
        async (request) => {
          await mine(request, request.params.id)
          return viewOfBulk(ripen, await act(ripen, request.params.id))
        },
      )

    app.post(
      '/bulk-actions/:id/undo',
      {
        config,
        schema: {
          tags,
          summary: 'Take back all that it did',
          description:
            'Goes on in the background. Moves are void, traits are what they were; whom others changed since is left alone, and told.',
          params: BulkParams,
          response: { 202: BulkActionView },
        },
      },
      async (request, reply) => {
        await mine(request, request.params.id)
        const visible = await visibleOf(ripen, request)
        const action = await undoBulk(ripen, request.params.id, actorOf(callerOf(request)), visible)
        return reply.code(202).send(await viewOfBulk(ripen, action))
      },
    )

    app.delete(
      '/bulk-actions/:id',
      {
        config,
        schema: { tags, summary: 'Drop one that was not started', params: BulkParams, response: { 204: z.null() } },
      },
      async (request, reply) => {
        await mine(request, request.params.id)
        await dropBulk(ripen, request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}

function userOf({ actor }: BulkAction): string | null {
  return actor !== 'system' && 'user' in actor ? actor.user : null
}
