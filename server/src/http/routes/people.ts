import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  ChangePerson,
  InvitationList,
  InvitedPerson,
  InvitePerson,
  PersonList,
  PersonView,
  ResetSent,
  TeamList,
} from '../../contract/people.ts'
import { listInvitations } from '../../features/invitations/invitations.ts'
import { listPeople } from '../../features/people/people.ts'
import { changePerson } from '../../flows/people/change-person.ts'
import { listTeams } from '../../flows/people/check-teams.ts'
import { invitePerson, takeInvitationBack } from '../../flows/people/invite-person.ts'
import { sendResetTo } from '../../flows/people/reset-password.ts'
import { NotFound } from '../api-errors.ts'
import { actorOf, callerOf } from '../caller.ts'
import type { HttpParts } from '../parts.ts'
import { mayManagePeople, mayRead } from '../permissions.ts'

const tags = ['People']
const config = { permission: mayManagePeople }
const params = z.object({ id: z.guid() })

/** Those who use Ripen, and those who are invited to. */
export function peopleRoutes({ ripen, entrance }: Pick<HttpParts, 'ripen' | 'entrance'>) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()
    const { pool } = ripen.db

    app.get(
      '/people',
      {
        config: { permission: mayRead },
        schema: { tags, summary: 'Everybody who uses Ripen', response: { 200: PersonList } },
      },
      async () => ({ items: await listPeople(pool) }),
    )

    app.get(
      '/teams',
      {
        config: { permission: mayRead },
        schema: {
          tags,
          summary: 'Teams of the lifecycle in force',
          response: { 200: TeamList },
        },
      },
      async () => ({ items: await listTeams(ripen) }),
    )

    app.patch(
      '/people/:id',
      {
        config,
        schema: {
          tags,
          summary: 'Change a person',
          description: 'Holds from its next request on. The last administrator stays one.',
          params,
          body: ChangePerson,
          response: { 200: PersonView },
        },
      },
      async (request) => {
        const { id } = request.params
        await changePerson(ripen, id, request.body, actorOf(callerOf(request)))
        const found = (await listPeople(pool)).find((person) => person.id === id)
        if (found === undefined) throw new NotFound(`There is no person ${id}.`)
        return found
      },
    )

    app.post(
      '/people/:id/password-reset',
      {
        config: { ...config, tellsSecret: true },
        schema: { tags, summary: 'Send a person a link to a new password', params, response: { 201: ResetSent } },
      },
      async (request, reply) =>
        reply.code(201).send(await sendResetTo(ripen, entrance, request.params.id, actorOf(callerOf(request)))),
    )

    app.get(
      '/invitations',
      { config, schema: { tags, summary: 'Invitations that wait', response: { 200: InvitationList } } },
      async () => ({ items: await listInvitations(pool) }),
    )

    app.post(
      '/invitations',
      {
        config: { ...config, tellsSecret: true },
        schema: {
          tags,
          summary: 'Invite a person',
          description: 'The link works once, for seven days. Where mail is set, it is sent too.',
          body: InvitePerson,
          response: { 201: InvitedPerson },
        },
      },
      async (request, reply) =>
        reply.code(201).send(await invitePerson(ripen, entrance, request.body, actorOf(callerOf(request)))),
    )

    app.delete(
      '/invitations/:id',
      {
        config,
        schema: {
          tags,
          summary: 'Take an invitation back',
          params,
          response: { 204: z.undefined().describe('its link leads nowhere now') },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const taken = await takeInvitationBack(ripen, id, actorOf(callerOf(request)))
        if (!taken) throw new NotFound(`There is no invitation ${id} that waits.`)
        return reply.code(204).send()
      },
    )
  }
}
