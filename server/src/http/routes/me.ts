import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ChangeMe, ChangePassword, Me, SessionList } from '../../contract/sign-in.ts'
import { endSession, endSessions, findSession, listSessions } from '../../features/sessions/sessions.ts'
import { changePerson } from '../../flows/people/change-person.ts'
import { changePassword } from '../../flows/people/reset-password.ts'
import { countTry } from '../../flows/people/sign-in.ts'
import { NobodyAsks, NotFound } from '../api-errors.ts'
import { actorOf, originOf, personOf } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { actionsOf, type Caller, isPerson } from '../permissions.ts'

const tags = ['Me']
const config = { permission: isPerson }

type Parts = Pick<HttpParts, 'ripen' | 'entrance'>

/** What is a person's own: name, password, sessions. */
export function meRoutes({ ripen }: Parts) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    const { pool } = ripen.db

    app.get('/me', { config, schema: { tags, summary: 'Who I am', response: { 200: Me } } }, async (request) =>
      viewOf(personOf(request)),
    )

    app.patch(
      '/me',
      { config, schema: { tags, summary: 'Change my name', body: ChangeMe, response: { 200: Me } } },
      async (request) => {
        const person = personOf(request)
        const { name } = await changePerson(ripen, person.id, request.body, actorOf(person))
        return viewOf({ ...person, name })
      },
    )

    app.post(
      '/me/password',
      {
        config,
        schema: {
          tags,
          summary: 'Change my password',
          description: 'Every other session of mine ends.',
          body: ChangePassword,
          response: { 204: z.undefined().describe('it is changed') },
        },
      },
      async (request, reply) => {
        const { id, session } = personOf(request)
        await countTry(ripen, 'password', originOf(request), id)
        await changePassword(ripen, { person: id, session }, request.body)
        return reply.code(204).send()
      },
    )

    app.get(
      '/me/sessions',
      { config, schema: { tags, summary: 'Where I am signed in', response: { 200: SessionList } } },
      async (request) => {
        const { id, session } = personOf(request)
        return { items: await listSessions(pool, { person: id, current: session }, ripen.now()) }
      },
    )

    app.delete(
      '/me/sessions',
      {
        config,
        schema: { tags, summary: 'Sign out everywhere else', response: { 204: z.undefined().describe('they ended') } },
      },
      async (request, reply) => {
        const { id, session } = personOf(request)
        await endSessions(pool, id, session)
        return reply.code(204).send()
      },
    )

    app.delete(
      '/me/sessions/:id',
      {
        config,
        schema: {
          tags,
          summary: 'End a session of mine',
          params: z.object({ id: z.guid() }),
          response: { 204: z.undefined().describe('it has ended') },
        },
      },
      async (request, reply) => {
        const ended = await endSession(pool, { person: personOf(request).id, id: request.params.id })
        if (!ended) throw new NotFound(`There is no session ${request.params.id}.`)
        return reply.code(204).send()
      },
    )
  }
}

/** Who the session belongs to that was just opened by these cookies. */
export async function meBehind({ ripen, entrance }: Parts, cookies: readonly string[]): Promise<Me> {
  const { name, tokenIn } = entrance.cookie
  const line = cookies.find((one) => one.startsWith(`${name}=`)) ?? ''
  const value = decodeURIComponent(line.slice(name.length + 1).split(';')[0] ?? '')
  const session = await findSession(ripen.db.pool, tokenIn(value) ?? '', ripen.now())
  if (session === null) throw new NobodyAsks(false)
  const { person, salesSees } = session
  return viewOf({ ...person, sees: person.role === 'sales' ? salesSees : 'all' })
}

function viewOf(person: Omit<Extract<Caller, { by: 'person' }>, 'by' | 'session'>): Me {
  const { id, name, email, role, teams, sees } = person
  return { id, name, email, role, teams: [...teams], may: actionsOf(role), sees }
}
